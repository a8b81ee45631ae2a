import { later, verdictDayOf } from "@ringback/core/measurement/pilot/pilot-stage.ts";
import { judgeReadiness } from "@ringback/core/measurement/readiness/judge-readiness.ts";
import { advancePilotJob } from "#db/jobs.ts";
import { readinessFacts } from "#db/queries/readiness-facts.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { timeZoneOf } from "#db/stores/local-days.ts";
import { lockPilot, startPilotOn } from "#db/stores/pilots.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";
import { dayBegins } from "./plan-pilot.ts";

export type StartPilotOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly refusal: "pilot-not-found" | "pilot-over" | "pilot-started" | "baseline-running" | "pilot-not-ready";
    };

/** Starts the fourteen days. They begin with the next day, since a pilot counts whole days. */
export async function startPilot(
  { db, clock, ids, telephony }: Pick<Context, "db" | "clock" | "ids" | "telephony">,
  actor: AccountActor,
  pilotId: string,
): Promise<StartPilotOutcome> {
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<StartPilotOutcome> => {
    const pilot = await lockPilot(tx, pilotId);
    if (pilot === null) return { ok: false, refusal: "pilot-not-found" };
    if (pilot.canceledAt !== null || pilot.verdictAt !== null) return { ok: false, refusal: "pilot-over" };
    if (pilot.startsOn !== null) return { ok: false, refusal: "pilot-started" };
    if (pilot.lockedAt === null) return { ok: false, refusal: "baseline-running" };
    const { facts } = await readinessFacts(tx, telephony);
    if (!judgeReadiness(facts).ready) return { ok: false, refusal: "pilot-not-ready" };
    const zone = await timeZoneOf(tx);
    const startsOn = later(tx.now.toZonedDateTimeISO(zone).toPlainDate().toString(), 1);
    startPilotOn(tx, pilot.id, startsOn, actor.memberId);
    tx.enqueue(advancePilotJob(tx.accountId, pilot.id, dayBegins(verdictDayOf(startsOn), zone)));
    appendAuditEvent(tx, {
      id: ids.next(),
      by: actor.memberId,
      action: "pilot-started",
      subject: pilot.id,
      detail: { startsOn },
    });
    return { ok: true };
  });
}
