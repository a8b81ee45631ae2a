import {
  type EmergencyVerdict,
  finishReview,
  type ReviewRefusal,
} from "@ringback/core/measurement/weekly/review-week.ts";
import { countItems } from "#db/queries/weekly-lists.ts";
import { findItem, finish, judge, lockWeek, nameOwner } from "#db/stores/weekly-reviews.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** Who says what, of which week. */
interface WeeklyCommand {
  readonly accountId: string;
  readonly memberId: string;
  /** The Monday, or any day that begins a review. */
  readonly week: string;
}

type Answer =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: ReviewRefusal | "not-found" | "changed-meanwhile" };

/** Says that a caller's owner has them. Refused when somebody else has them by now: then the screen was behind. */
export async function nameWeeklyOwner(
  ctx: Context,
  command: WeeklyCommand & { readonly callbackId: string; readonly ownerId: string; readonly note: string | null },
): Promise<Answer> {
  const { callbackId, ownerId, note, memberId: byMember, week } = command;
  return await inWeek(ctx, command, async (tx) => {
    const caller = await findItem(tx, { week, callbackId, kind: "unresolved" });
    if (caller === null) return { ok: false, refusal: "not-found" };
    if (caller.ownerId !== ownerId) return { ok: false, refusal: "changed-meanwhile" };
    nameOwner(tx, { week, callbackId, byMember, note, ownerId });
    return { ok: true };
  });
}

/** Says what became of an emergency. */
export async function judgeEmergency(
  ctx: Context,
  command: WeeklyCommand & {
    readonly callbackId: string;
    readonly verdict: EmergencyVerdict | null;
    readonly note: string | null;
  },
): Promise<Answer> {
  const { callbackId, verdict, note, memberId: byMember, week } = command;
  return await inWeek(ctx, command, async (tx) => {
    if ((await findItem(tx, { week, callbackId, kind: "emergency" })) === null)
      return { ok: false, refusal: "not-found" };
    judge(tx, { week, callbackId, byMember, note, verdict });
    return { ok: true };
  });
}

/** Finishes a review on which nothing is left. */
export async function finishWeek(
  ctx: Context,
  command: WeeklyCommand & { readonly note: string | null },
): Promise<Answer> {
  return await inWeek(ctx, command, async (tx) => {
    const { left } = await countItems(tx, command.week);
    const decision = finishReview({ isFinished: false, left });
    if (!decision.ok) return decision;
    finish(tx, command.week, command.memberId, command.note);
    return { ok: true };
  });
}

async function inWeek(
  ctx: Context,
  { accountId, week }: WeeklyCommand,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const found = await lockWeek(tx, week);
    if (found === null) return { ok: false, refusal: "not-found" };
    if (found.isFinished) return { ok: false, refusal: "already-finished" };
    const answer = await work(tx);
    if (answer.ok) tx.changed({ kind: "team", id: accountId });
    return answer;
  });
}
