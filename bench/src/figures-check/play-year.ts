import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { createBusiness } from "@ringback/dev/demo/create-business.ts";
import { landlines } from "@ringback/dev/demo/demo-contacts.ts";
import type { DemoWorld } from "@ringback/dev/demo/demo-world.ts";
import { LaneClock } from "@ringback/dev/demo/lane-clock.ts";
import { createSampleProvider } from "@ringback/dev/demo/sample-provider.ts";
import { SeededRandom } from "@ringback/dev/demo/seeded-random.ts";
import { Stage } from "@ringback/dev/demo/stage.ts";
import { Turns } from "@ringback/dev/demo/turns.ts";
import type { Database } from "@ringback/server/db/database.ts";
import { bareContext } from "@ringback/server/testing/bare-context.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { savePlaybook } from "@ringback/server/use-cases/save-playbook.ts";
import { planYear } from "./plan-year.ts";
import { type Acts, playCaller } from "./play-matter.ts";

export interface PlayedYear {
  readonly context: Context;
  readonly world: DemoWorld;
  readonly acts: Acts;
  readonly end: Temporal.Instant;
}

export const yearBegin: Temporal.Instant = Temporal.Instant.from("2025-12-20T15:00:00Z");
const end = Temporal.Instant.from("2027-01-02T06:00:00Z");
/** So long after a story's end its alarms are told. */
const alarmHours = 60;
/** One at a time would leave a core idle. */
const storiesAtOnce = 6;

/**
 * Plays a year of a business through the use cases: callers ring, ring again, get through, text and withhold their numbers;
 * people try, take back, give away, close, reopen; clocks run out; and three times the owner changes the hours.
 */
export async function playYear(db: Database, { calls, seed }: { calls: number; seed: number }): Promise<PlayedYear> {
  await db.pool.query("select ringback.ensure_month_partitions($1::date, $2::date)", ["2025-12-01", "2027-02-01"]);
  const context: Context = { ...bareContext(db), telephony: { twilio: createSampleProvider(landlines) } };
  const simulator = {
    url: "http://127.0.0.1:9",
    accountSid: "AC00000000000000000000000000de4011",
    authToken: "sample",
  };
  const world = await createBusiness(
    { ...context, clock: new LaneClock(yearBegin, end) },
    { userId: "year", simulator, now: yearBegin },
  );
  const quiet = await tellQuietly(context, world);
  const acts: Acts = new Map();
  const turns = new Turns(storiesAtOnce);
  const parts = { context, turns, begin: yearBegin, now: end };
  const random = new SeededRandom(seed);
  const stories = planYear(calls, random).map((caller) => (stage: Stage) => playCaller(stage, world, caller, acts));
  await turns.run([
    ...stories.map((story, lane) => async () => {
      const stage = new Stage(parts, (lane + 1 + seed * 31) & 0xffff);
      await story(stage);
      await comeToRest(stage);
    }),
    async () => await changeHours(new Stage(parts, 0), world, quiet),
  ]);
  return { context: { ...context, clock: new LaneClock(end, end) }, world, acts, end };
}

/** Whoever is told of an alarm changes no figure, and a year of telling takes most of the time: one step, once. */
async function tellQuietly(context: Context, world: DemoWorld): Promise<Playbook> {
  const ladder = { steps: [{ afterMinutes: 0, tell: "owner" }], repeatEveryMinutes: 15, repeatTimes: 0 } as const;
  const playbook = { ...world.playbook, escalation: { ...world.playbook.escalation, ...ladder, byReason: {} } };
  const saved = await savePlaybook(
    { ...context, clock: new LaneClock(yearBegin, end) },
    { accountId: world.accountId, memberId: world.members.ray },
    { expectedVersion: 2, playbook, note: "One telling" },
  );
  if (!saved.ok) throw new Error(`The ladder of the year was refused: ${JSON.stringify(saved)}.`);
  return playbook;
}

/**
 * What waits of a story happens in its turn among the others: alarms of one person are told together, in the order of time. After
 * some days an alarm that nobody heard is let go: it would be told each day of the year, which changes no figure and took most of
 * the time.
 */
async function comeToRest(stage: Stage): Promise<void> {
  const last = stage.now;
  for (const hours of [0.5, 1, 2, 4, 8, 16, 30, 60, 120, 240, 480]) {
    const at = last.add({ minutes: hours * 60 });
    if (Temporal.Instant.compare(at, end) >= 0) break;
    await stage.turn(at);
    await stage.until(at, hours > alarmHours ? { not: ["run-escalation"] } : {});
  }
  await stage.turn(end);
  await stage.until(end, { not: ["run-escalation"] });
}

/** New versions of the rules: nights and Sundays open over the change of the clocks, a lunch break, and shut for a week. */
async function changeHours(stage: Stage, world: DemoWorld, quiet: Playbook): Promise<void> {
  const { weekly } = quiet.hours;
  const changes: readonly (readonly [at: string, hours: Partial<Playbook["hours"]>])[] = [
    ["2026-03-05T15:00:00Z", { weekly: { ...weekly, sat: [["08:00", "24:00"]], sun: [["00:00", "17:00"]] } }],
    [
      "2026-06-10T15:00:00Z",
      {
        weekly: {
          ...weekly,
          mon: [
            ["08:00", "12:00"],
            ["13:00", "17:00"],
          ],
        },
      },
    ],
    ["2026-10-28T15:00:00Z", { weekly: { ...weekly, sat: [["00:00", "24:00"]], sun: [["00:00", "24:00"]] } }],
  ];
  let version = 3;
  for (const [at, hours] of changes) {
    await stage.turn(Temporal.Instant.from(at));
    stage.moveTo(Temporal.Instant.from(at));
    const playbook = { ...quiet, hours: { ...quiet.hours, ...hours } };
    const saved = await savePlaybook(
      stage.context,
      { accountId: world.accountId, memberId: world.members.ray },
      { expectedVersion: version, playbook, note: "Other hours" },
    );
    if (!saved.ok) throw new Error(`The hours of the year were refused: ${JSON.stringify(saved)}.`);
    version = saved.version;
  }
}
