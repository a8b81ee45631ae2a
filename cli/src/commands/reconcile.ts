import type { ReconciliationGapBody, ReconciliationRunBody } from "@ringback/contract/reconciliation.ts";
import { formatNumber, parseNumber } from "@ringback/core/phone-number.ts";
import { findRun, listGaps } from "@ringback/server/db/queries/reconciliation.ts";
import { accountTimeZone } from "@ringback/server/db/stores/accounts.ts";
import { listConnectionsOf } from "@ringback/server/db/stores/connections.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { problemOf } from "@ringback/server/http/problems.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { reconcile } from "@ringback/server/use-cases/reconcile.ts";
import { type Command, InvalidArgumentError } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printLine, printTable } from "#print.ts";

interface Options {
  readonly connection?: string;
  readonly from?: string;
  readonly to?: string;
  readonly account?: string;
  readonly json?: boolean;
}

export interface Reconciled {
  readonly runs: readonly ReconciliationRunBody[];
  /** What is open after the comparison, whenever it was found. */
  readonly gaps: readonly ReconciliationGapBody[];
  /** Whether there are more than were listed. */
  readonly more: boolean;
}

const gapsShown = 200;

/**
 * `ringback reconcile`: compares the phone systems' own logs with our calls, repairs what can be repaired and prints what
 * is left, by name. Exit code 1 when differences are open or a log could not be read.
 */
export function reconcileCommand(program: Command): void {
  program
    .command("reconcile")
    .description("Compare the phone systems' own logs with our calls")
    .option("--connection <name>", "name or id of one phone system; all with a log if not given")
    .option("--from <time>", "first day, or a time like 2026-11-20T08:00:00Z; three days ago if not given", readTime)
    .option("--to <time>", "last day, or a time; now if not given", readTime)
    .option("--account <business>", "name or id, where there are several")
    .option("--json", "answer as JSON")
    .action(async ({ account, json, ...asked }: Options) => {
      const found = await inAccount(account, (ctx, accountId) => compareLogs(ctx, accountId, asked));
      if (json) printJson(found);
      else print(found);
      if (found.gaps.length > 0 || found.runs.some(({ state }) => state === "failed")) process.exitCode = 1;
    });
}

/**
 * Compares one connection's log, or all that can be read.
 * @throws Error with words for the terminal when there is none, or another comparison is under way.
 */
export async function compareLogs(
  ctx: Context,
  accountId: string,
  { connection, from, to }: Pick<Options, "connection" | "from" | "to">,
): Promise<Reconciled> {
  const zone = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => accountTimeZone(tx));
  const range = {
    from: from === undefined ? ctx.clock.now().subtract({ hours: 72 }) : instantOf(from, zone, 0),
    to: to === undefined ? undefined : instantOf(to, zone, 1),
  };
  const runs: ReconciliationRunBody[] = [];
  const chosen = await chooseConnections(ctx, accountId, connection);
  for (const { id, label } of chosen) {
    const result = await reconcile(ctx, { accountId, connectionId: id, kind: "manual", ...range });
    if (!result.ok && result.refusal !== "call-log-failed")
      throw new Error(`${label}: ${problemOf(result.refusal).title}.`);
    const run = await findRun(ctx.db, accountId, ctx.clock.now(), result.runId);
    if (run !== null) runs.push(run);
  }
  const asked = { state: "open", limit: gapsShown, after: null } as const;
  const lists = await Promise.all(
    chosen.map(({ id }) => listGaps(ctx.db, accountId, ctx.clock.now(), { ...asked, connectionId: id })),
  );
  return {
    runs,
    gaps: lists.flatMap(({ gaps }) => gaps),
    more: lists.some(({ nextCursor }) => nextCursor !== null),
  };
}

async function chooseConnections(ctx: Context, accountId: string, wanted: string | undefined) {
  const all = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => listConnectionsOf(tx));
  const able = all.filter(({ provider }) => ctx.telephony[provider]?.abilities.callLog === true);
  const chosen = able.filter(
    ({ id, label }) => wanted === undefined || id === wanted || label.toLowerCase() === wanted.toLowerCase(),
  );
  if (chosen.length > 0) return chosen;
  if (able.length === 0) throw new Error("No connected phone system has a log that can be read.");
  const names = able.map(({ id, label }) => `  ${id}  ${label}`).join("\n");
  throw new Error(`No phone system with a log is called so; choose one with --connection:\n${names}`);
}

function print({ runs, gaps, more }: Reconciled): void {
  for (const run of runs) {
    printLine(`${run.connectionLabel}: ${run.calls} calls of their log from ${run.from} to ${run.to}.`);
    printLine(`  ${run.matched} as here, ${run.gaps} new differences, ${run.repaired} repaired.`);
    if (run.error !== null) printLine(`  ${run.error}`);
  }
  if (gaps.length === 0) {
    if (runs.every(({ state }) => state === "done")) printLine("Every call of their logs is accounted for.");
    return;
  }
  printLine(
    `${more ? "More than " : ""}${gaps.length} ${gaps.length === 1 ? "difference is" : "differences are"} open:`,
  );
  printTable(
    ["difference", "arrived", "to", "their id of the call", "phone system"],
    gaps.map((gap) => [
      gap.title,
      gap.arrivedAt ?? "",
      numberWords(gap.dialed),
      gap.providerCallId,
      gap.connectionLabel,
    ]),
  );
  for (const { title, repair } of new Map(gaps.map((gap) => [gap.kind, gap])).values())
    printLine(`${title}: ${repair}`);
}

function numberWords(dialed: string | null): string {
  const number = dialed === null ? null : parseNumber(dialed);
  return number === null ? (dialed ?? "") : formatNumber(number);
}

/** A day, or an instant. */
function readTime(text: string): string {
  try {
    instantOf(text, "UTC", 0);
    return text;
  } catch {
    throw new InvalidArgumentError("Give a day like 2026-11-20, or a time like 2026-11-20T08:00:00Z.");
  }
}

/** The beginning of a day in the business's zone, or of the day so many days later; an instant as it is. */
function instantOf(text: string, timeZone: string, plusDays: number): Temporal.Instant {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return Temporal.Instant.from(text);
  return Temporal.PlainDate.from(text).add({ days: plusDays }).toZonedDateTime({ timeZone }).toInstant();
}
