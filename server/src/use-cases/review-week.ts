import {
  type EmergencyVerdict,
  finishReview,
  type ReviewRefusal,
  type WeekInReview,
} from "@ringback/core/measurement/weekly/review-week.ts";
import { finish, judge, lockWeek, nameOwner } from "#db/stores/weekly-reviews.ts";
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
  return await inWeek(ctx, command, async (tx, { callers }) => {
    const caller = callers.find((one) => one.callbackId === callbackId);
    if (caller === undefined) return { ok: false, refusal: "not-found" };
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
  return await inWeek(ctx, command, async (tx, { emergencies }) => {
    if (!emergencies.some((one) => one.callbackId === callbackId)) return { ok: false, refusal: "not-found" };
    judge(tx, { week, callbackId, byMember, note, verdict });
    return { ok: true };
  });
}

/** Finishes a review on which nothing is left. */
export async function finishWeek(
  ctx: Context,
  command: WeeklyCommand & { readonly note: string | null },
): Promise<Answer> {
  return await inWeek(ctx, command, async (tx, week) => {
    const decision = finishReview(week);
    if (!decision.ok) return decision;
    finish(tx, command.week, command.memberId, command.note);
    return { ok: true };
  });
}

async function inWeek(
  ctx: Context,
  { accountId, week }: WeeklyCommand,
  work: (tx: Transaction, week: WeekInReview) => Promise<Answer>,
): Promise<Answer> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const found = await lockWeek(tx, week);
    if (found === null) return { ok: false, refusal: "not-found" };
    if (found.isFinished) return { ok: false, refusal: "already-finished" };
    const answer = await work(tx, found);
    if (answer.ok) tx.changed({ kind: "team", id: accountId });
    return answer;
  });
}
