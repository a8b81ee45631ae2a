import { type ForgottenKind, forgottenWords } from "@ringback/core/contacts/forget-contact.ts";
import { problemOf } from "@ringback/server/http/problems.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { forgetContact, previewForgetting, runForgetting } from "@ringback/server/use-cases/forget-contact.ts";
import type { Command } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printLine } from "#print.ts";

interface Options {
  readonly contact: string;
  readonly confirm?: string;
  readonly closeCallbacks?: boolean;
  readonly account?: string;
  readonly json?: boolean;
}

export interface Forgotten {
  /** false: only looked at. */
  readonly done: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly openCallbacks: number;
  /** What is to be typed after --confirm. */
  readonly toType: string;
}

/** `ringback forget`: says what is kept of a person and, with their name as confirmation, deletes it. */
export function forgetCommand(program: Command): void {
  program
    .command("forget")
    .description("Say what is kept of a person and, with --confirm, delete it; it cannot be taken back")
    .requiredOption("--contact <id>", "the contact's id, as in the address of their page")
    .option("--confirm <words>", "their name, or what the look without it says is to be typed")
    .option("--close-callbacks", "close their open callbacks with it")
    .option("--account <business>", "name or id, where there are several")
    .option("--json", "answer as JSON")
    .action(async ({ account, json, ...asked }: Options) => {
      const found = await inAccount(account, (ctx, accountId) => forget(ctx, accountId, asked));
      if (json) printJson(found);
      else print(found);
    });
}

/**
 * Looks, and deletes where it was confirmed: here and now, whether a worker runs or not.
 * @throws Error with words for the terminal when something stands in the way.
 */
export async function forget(
  ctx: Context,
  accountId: string,
  { contact, confirm, closeCallbacks = false }: Pick<Options, "contact" | "confirm" | "closeCallbacks">,
): Promise<Forgotten> {
  const looked = await previewForgetting(ctx, accountId, contact);
  if (!looked.ok) throw new Error(problemOf(looked.refusal).title);
  const { counts, toType } = looked;
  const openCallbacks = looked.openCallbacks.length;
  if (confirm === undefined) return { done: false, counts, openCallbacks, toType };
  const command = { accountId, memberId: null, contactId: contact, typed: confirm, closesCallbacks: closeCallbacks };
  const asked = await forgetContact(ctx, command);
  if (!asked.ok) throw new Error(problemOf(asked.refusal).title);
  await runForgetting(ctx, { accountId, forgettingId: asked.id });
  return { done: true, counts, openCallbacks, toType };
}

function print({ done, counts, openCallbacks, toType }: Forgotten): void {
  const kept = (Object.entries(forgottenWords) as [ForgottenKind, readonly [string, string]][])
    .filter(([kind]) => (counts[kind] ?? 0) > 0)
    .map(([kind, [one, many]]) => `${counts[kind]} ${counts[kind] === 1 ? one : many}`);
  const all = kept.length === 0 ? "the record alone" : kept.join(", ");
  if (done) {
    printLine(`Deleted: ${all}. They are never texted again.`);
    return;
  }
  printLine(`Kept of them: ${all}.`);
  if (openCallbacks > 0) printLine(`${openCallbacks} of their callbacks are open: add --close-callbacks.`);
  printLine(`To delete it: add --confirm ${JSON.stringify(toType)}`);
}
