import { checkDrill } from "@ringback/server/use-cases/check-drill.ts";
import { type DrillCall, startDrill } from "@ringback/server/use-cases/start-drill.ts";
import { CallReport } from "./call-report.ts";
import type { DemoLine } from "./demo-business.ts";
import type { DemoWorld } from "./demo-world.ts";
import type { Stage } from "./stage.ts";

/** When the owner tried the whole loop: as the pilot began, and again this month; on the line that rings most. */
const drillsDaysAgo = [19, 12, 5] as const;
const line: DemoLine = "main";

/**
 * The drills of the month, so that the scorecard has its proof. The real use cases start and judge them and the real loop
 * does what is between; only the call is told event by event like every other of the month, since nobody's phone network was there.
 */
export function ownerDrills(world: DemoWorld, now: Temporal.Instant): ((stage: Stage) => Promise<void>)[] {
  const { timeZone } = world.playbook.hours;
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return drillsDaysAgo.map((days) => {
    const at = today.subtract({ days }).toZonedDateTime({ timeZone, plainTime: "10:40" }).toInstant();
    return (stage) => runDrill(stage, world, at);
  });
}

async function runDrill(stage: Stage, world: DemoWorld, at: Temporal.Instant): Promise<void> {
  await stage.turn(at);
  stage.moveTo(at);
  const { accountId, members, numberIds } = world;
  const placed: DrillCall[] = [];
  const started = await startDrill(
    stage.context,
    { accountId, by: members.ray, numberId: numberIds[line] },
    async (_, call) => {
      placed.push(call);
      return null;
    },
  );
  const [call] = placed;
  if (!started.ok || call === undefined) throw new Error(`The demo's drill was refused: ${JSON.stringify(started)}.`);
  const ringing = { from: call.from, networkName: "RINGBACK DRILL", line, at: stage.now.add({ seconds: 2 }) };
  const told = new CallReport(stage, world, ringing);
  await told.goesToVoicemail();
  await told.leaves(call.words);
  // What the words brought is done; a worker would have looked twice a second from the beginning.
  await stage.until(stage.now.add({ seconds: 3 }));
  await checkDrill(stage.context, { accountId, drillId: started.drillId });
}
