import { pilotDays } from "@ringback/core/measurement/pilot/judge-pilot.ts";
import { later } from "@ringback/core/measurement/pilot/pilot-stage.ts";
import { judgeReadiness } from "@ringback/core/measurement/readiness/judge-readiness.ts";
import { sql } from "kysely";
import { advancePilotJob } from "#db/jobs.ts";
import { takeBaseline } from "#db/queries/pilot.ts";
import { baselineChoices } from "#db/queries/pilot-material.ts";
import { readinessFacts } from "#db/queries/readiness-facts.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { timeZoneOf } from "#db/stores/local-days.ts";
import { hasCurrentPilot, insertPilot, lockBaseline, type StoredPilot } from "#db/stores/pilots.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

export interface PilotWish {
  readonly ownerId: string;
  /** null: all numbers. */
  readonly numberIds: readonly string[] | null;
  readonly baseline: "imported" | "first-days";
}

export type PlanPilotOutcome =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false;
      readonly refusal:
        | "pilot-not-ready"
        | "pilot-planned-already"
        | "member-not-found"
        | "number-not-found"
        | "no-log-for-baseline";
    };

/**
 * Plans a pilot and its baseline. Fourteen days that are over already are kept at once and for good; else when they are over.
 */
export async function planPilot(
  { db, clock, ids, telephony }: Pick<Context, "db" | "clock" | "ids" | "telephony">,
  actor: AccountActor,
  wish: PilotWish,
): Promise<PlanPilotOutcome> {
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<PlanPilotOutcome> => {
    if (await hasCurrentPilot(tx)) return { ok: false, refusal: "pilot-planned-already" };
    const { facts } = await readinessFacts(tx, telephony);
    if (!judgeReadiness(facts).ready) return { ok: false, refusal: "pilot-not-ready" };
    const owner = await tx.first<{ name: string }>(sql`select name from ringback.member
      where account_id = ${tx.accountId} and id = ${wish.ownerId} and removed_at is null and role <> 'viewer'`);
    if (owner === null) return { ok: false, refusal: "member-not-found" };
    if (!(await areOurs(tx, wish.numberIds))) return { ok: false, refusal: "number-not-found" };
    const zone = await timeZoneOf(tx);
    const today = tx.now.toZonedDateTimeISO(zone).toPlainDate().toString();
    const choices = await baselineChoices(tx, today);
    const days = wish.baseline === "imported" ? choices.imported : choices.firstDays;
    if (days === null) return { ok: false, refusal: "no-log-for-baseline" };
    const pilot: StoredPilot = {
      ...nothingYet,
      id: ids.next(),
      ownerId: wish.ownerId,
      ownerName: owner.name,
      numberIds: wish.numberIds,
      baselineSource: wish.baseline,
      baselineFrom: days.from,
      baselineTo: days.to,
    };
    const over = days.to < today;
    const snapshot = over ? JSON.stringify(await takeBaseline(tx, pilot)) : null;
    insertPilot(tx, pilot, actor.memberId);
    if (snapshot !== null) lockBaseline(tx, pilot.id, snapshot);
    else tx.enqueue(advancePilotJob(tx.accountId, pilot.id, dayBegins(later(days.from, pilotDays), zone)));
    appendAuditEvent(tx, {
      id: ids.next(),
      by: actor.memberId,
      action: "pilot-planned",
      subject: pilot.id,
      detail: { ...wish },
    });
    return { ok: true, id: pilot.id };
  });
}

/** When a day of the account's calendar begins. */
export function dayBegins(day: string, zone: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant();
}

const nothingYet = {
  baseline: null,
  baselineHash: null,
  lockedAt: null,
  startsOn: null,
  verdict: null,
  result: null,
  resultHash: null,
  verdictAt: null,
  canceledAt: null,
} as const;

async function areOurs(tx: Transaction, numberIds: readonly string[] | null): Promise<boolean> {
  if (numberIds === null) return true;
  const row = await tx.first<{ ours: number }>(sql`select count(*)::int as ours from ringback.phone_number
    where account_id = ${tx.accountId} and id = any(${[...numberIds]}::uuid[])`);
  return row?.ours === new Set(numberIds).size;
}
