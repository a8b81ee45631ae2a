import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { type PlaybookProblem, validatePlaybook } from "@ringback/core/playbook/validate-playbook.ts";
import { moveDaysJob } from "#db/jobs.ts";
import { lockPlaybookVersion } from "#db/stores/accounts.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { timeZoneOf } from "#db/stores/local-days.ts";
import { savePlaybook as saveVersion } from "#db/stores/playbooks.ts";
import { memberIds } from "#db/stores/team.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";
import { renewLeaks } from "./renew-leaks.ts";

export type SavePlaybookOutcome =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly refusal: "playbook-changed" }
  | { readonly ok: false; readonly refusal: "playbook-invalid"; readonly problems: readonly PlaybookProblem[] };

/** Saves the next version of the rules, unless somebody saved since `expectedVersion` or the rules have a hole. */
export async function savePlaybook(
  { db, clock, ids }: Pick<Context, "db" | "clock" | "ids">,
  actor: AccountActor,
  change: { expectedVersion: number; playbook: Playbook; note: string | null },
): Promise<SavePlaybookOutcome> {
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<SavePlaybookOutcome> => {
    const current = await lockPlaybookVersion(tx);
    if (current !== change.expectedVersion) return { ok: false, refusal: "playbook-changed" };
    const problems = validatePlaybook(change.playbook, new Set(await memberIds(tx)), tx.now);
    if (problems.length > 0) return { ok: false, refusal: "playbook-invalid", problems };
    if (change.playbook.hours.timeZone !== (await timeZoneOf(tx))) tx.enqueue(moveDaysJob(tx.accountId, tx.now));
    const version = current + 1;
    saveVersion(tx, { version, playbook: change.playbook, note: change.note, by: actor.memberId });
    appendAuditEvent(tx, { id: ids.next(), by: actor.memberId, action: "playbook-saved", detail: { version } });
    tx.changed({ kind: "team", id: actor.accountId });
    await renewLeaks(tx);
    return { ok: true, version };
  });
}
