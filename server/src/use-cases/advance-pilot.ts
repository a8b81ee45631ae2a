import { later, verdictDayOf } from "@ringback/core/measurement/pilot/pilot-stage.ts";
import { advancePilotJob } from "#db/jobs.ts";
import { scopeOf, takeBaseline, takeResult } from "#db/queries/pilot.ts";
import { readinessFacts } from "#db/queries/readiness-facts.ts";
import { timeZoneOf } from "#db/stores/local-days.ts";
import { lockBaseline, lockPilot, savePilotVerdict } from "#db/stores/pilots.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { dayBegins } from "./plan-pilot.ts";

/** Keeps a pilot's baseline once its days are over, and takes its verdict on its day. Coming again changes nothing. */
export async function advancePilot(
  { db, clock, telephony }: Pick<Context, "db" | "clock" | "telephony">,
  { accountId, pilotId }: { readonly accountId: string; readonly pilotId: string },
): Promise<void> {
  await transaction(db, accountId, clock.now(), async (tx) => {
    const pilot = await lockPilot(tx, pilotId);
    if (pilot === null || pilot.canceledAt !== null || pilot.verdictAt !== null) return;
    const zone = await timeZoneOf(tx);
    const today = tx.now.toZonedDateTimeISO(zone).toPlainDate().toString();
    // The zone may have moved since the job was planned; then the day has yet to come.
    const waitFor = (day: string) => tx.enqueue(advancePilotJob(accountId, pilotId, dayBegins(day, zone)));
    if (pilot.lockedAt === null) {
      if (today <= pilot.baselineTo) return waitFor(later(pilot.baselineTo, 1));
      return lockBaseline(tx, pilot.id, JSON.stringify(await takeBaseline(tx, pilot)));
    }
    const scope = scopeOf(pilot, zone);
    if (scope === null || pilot.startsOn === null) return;
    const verdictOn = verdictDayOf(pilot.startsOn);
    if (today < verdictOn) return waitFor(verdictOn);
    const { playbook } = await readinessFacts(tx, telephony);
    const taken = await takeResult(tx, scope, playbook.dispositions);
    savePilotVerdict(tx, pilot.id, taken.result.verdict, JSON.stringify(taken));
  });
}
