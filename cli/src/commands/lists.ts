import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import { missLabel } from "@ringback/core/callbacks/call-words.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";
import { readPlace } from "@ringback/server/db/queries/cursor.ts";
import { listCallbacks } from "@ringback/server/db/queries/list-callbacks.ts";
import { listCalls } from "@ringback/server/db/queries/list-calls.ts";
import { listMessages } from "@ringback/server/db/queries/list-messages.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { type Command, InvalidArgumentError } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printLine, printTable } from "#print.ts";

interface ListOptions {
  readonly account?: string;
  readonly limit: number;
  readonly cursor?: string;
  readonly json?: boolean;
}

interface Page {
  readonly nextCursor: string | null;
}

/** `ringback calls list`: calls, newest first. */
export function callsCommand(program: Command): void {
  const list = listCommand(program, "calls", "Calls, newest first").option(
    "--outcome <outcome>",
    "answered or missed",
    readOutcome,
  );
  list.action(async (options: ListOptions & { outcome?: "answered" | "missed" }) => {
    await printPage(
      options,
      async (ctx, accountId, page) =>
        await listCalls(ctx.db, accountId, ctx.clock.now(), { ...page, outcome: options.outcome }),
      ({ calls }) => {
        const row = (call: (typeof calls)[number]) => [
          call.arrivedAt,
          shown(call.from),
          shown(call.to),
          call.outcome ?? call.state,
          call.missReason === null ? "" : missLabel(call.missReason),
          call.id,
        ];
        printTable(["arrived", "from", "to", "outcome", "reason", "id"], calls.map(row));
      },
    );
  });
}

/** `ringback callbacks list`: callbacks, newest first. */
export function callbacksCommand(program: Command): void {
  const list = listCommand(program, "callbacks", "Callbacks, newest first").option(
    "--state <state>",
    "open, claimed, snoozed or closed",
    readState,
  );
  list.action(async (options: ListOptions & { state?: CallbackRow["state"] }) => {
    await printPage(
      options,
      async (ctx, accountId, page) =>
        await listCallbacks(ctx.db, accountId, ctx.clock.now(), { ...page, state: options.state }),
      ({ callbacks }) => {
        const row = (one: CallbackRow) => [
          one.state,
          one.dueAt,
          one.urgency,
          one.callerName ?? shown(one.callerNumber),
          one.owner.name,
          one.disposition ?? "",
          one.id,
        ];
        printTable(["state", "due", "urgency", "caller", "owner", "outcome", "id"], callbacks.map(row));
      },
    );
  });
}

/** `ringback messages list`: texts in both directions, newest first. */
export function messagesCommand(program: Command): void {
  listCommand(program, "messages", "Texts in both directions, newest first").action(async (options: ListOptions) => {
    await printPage(
      options,
      async (ctx, accountId, page) => await listMessages(ctx.db, accountId, ctx.clock.now(), page),
      ({ messages }) => {
        const row = (one: (typeof messages)[number]) => [
          one.createdAt,
          one.direction,
          one.purpose,
          one.state,
          one.reason ?? one.errorCode ?? "",
          shown(one.to),
          one.id,
        ];
        printTable(["at", "way", "purpose", "state", "why", "to", "id"], messages.map(row));
      },
    );
  });
}

function listCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .command("list")
    .description(description)
    .option("--account <business>", "name or id, where there are several")
    .option("--limit <rows>", "rows of a page, 1 to 200", readLimit, 50)
    .option("--cursor <cursor>", "the next page: the cursor the page before ended with")
    .option("--json", "answer as JSON");
}

async function printPage<Answer extends Page>(
  { account, limit, cursor, json }: ListOptions,
  load: (
    ctx: Context,
    accountId: string,
    page: { limit: number; after: ReturnType<typeof readPlace> },
  ) => Promise<Answer>,
  print: (answer: Answer) => void,
): Promise<void> {
  const after = cursor === undefined ? null : readPlace(cursor);
  if (cursor !== undefined && after === null) throw new Error("This cursor is none of this list's.");
  const answer = await inAccount(account, (ctx, accountId) => load(ctx, accountId, { limit, after }));
  if (json) {
    printJson(answer);
    return;
  }
  print(answer);
  if (answer.nextCursor !== null) printLine(`More: --cursor ${answer.nextCursor}`);
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new InvalidArgumentError("Give a number from 1 to 200.");
  return limit;
}

function readOutcome(text: string): "answered" | "missed" {
  if (text === "answered" || text === "missed") return text;
  throw new InvalidArgumentError("Give answered or missed.");
}

function readState(text: string): CallbackRow["state"] {
  if (text === "open" || text === "claimed" || text === "snoozed" || text === "closed") return text;
  throw new InvalidArgumentError("Give open, claimed, snoozed or closed.");
}

function shown(number: string | null): string {
  return number === null ? "withheld" : formatNumber(number);
}
