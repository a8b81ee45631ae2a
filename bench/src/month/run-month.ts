import type { FaultSettings } from "@ringback/dev/fake-phone-network/faults.ts";
import { planLostJobs } from "@ringback/server/jobs/plan-lost-jobs.ts";
import { planReconciliations } from "@ringback/server/jobs/plan-reconciliations.ts";
import { buildFaultTown, type FaultTown } from "#faults/fault-town.ts";
import { countMonth } from "./count-month.ts";
import { planCallers } from "./month-callers.ts";
import { MonthJobs } from "./month-jobs.ts";
import { MonthStaff } from "./month-staff.ts";
import { letGo, prepareTeam, presentTeam, shortenTargets } from "./month-team.ts";

export interface MonthOptions {
  /** An empty migrated database. */
  readonly connectionString: string;
  readonly calls: number;
  readonly days: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface MonthResult {
  readonly counts: Readonly<Record<string, number>>;
  readonly broken: readonly string[];
  readonly seconds: number;
}

function faultsOf(seed: number): FaultSettings {
  const webhooks = [
    { fault: "never", fraction: 0.02 },
    { fault: "twice", fraction: 0.03 },
    { fault: "late", fraction: 0.03, lateSeconds: 60 },
    { fault: "late", fraction: 0.01, lateSeconds: 1_800 },
    { fault: "swap", fraction: 0.03 },
  ] as const;
  const rest = [
    { fault: "503", method: "POST", pathContains: "/Messages.json", fraction: 0.03 },
    { fault: "performed-then-dropped", method: "POST", pathContains: "/Messages.json", fraction: 0.03 },
    { fault: "429", method: "POST", pathContains: "/Calls.json", fraction: 0.02 },
    { fault: "dropped", method: "GET", pathContains: "/Calls.json", fraction: 0.02 },
  ] as const;
  return { seed, webhooks, rest };
}

const lines = 6;
/** Late calls, texts and alarms of the last day come to rest. */
const quietHours = 6;
const plannedEveryMinutes = 15;
/** Things that happen within these seconds are worked together. */
const grain = 5;

/**
 * A month of a business: callers ring and text, people of the team work as people do, events get lost and doubled, jobs
 * die and run twice, the playbook changes, somebody leaves. Then everything is counted.
 */
export async function runMonth({ connectionString, calls, days, seed, say }: MonthOptions): Promise<MonthResult> {
  const begun = performance.now();
  await using town = await buildFaultTown({ connectionString, lines, seed, keep: calls * 10 + 2_000 });
  const jobs = new MonthJobs(town);
  const staff = new MonthStaff(town);
  await prepareTeam(town);
  planCallers(town, { calls, days });
  town.network.setFaults(faultsOf(seed));
  const start = town.clock.now();
  const at = (day: number) => start.add({ seconds: Math.round(day * 86_400) });
  const agenda: { at: Temporal.Instant; what: () => Promise<void> }[] = [
    { at: at(days * 0.4), what: () => shortenTargets(town) },
    { at: at(days * 0.6), what: () => letGo(town) },
  ];
  await turn(town, { jobs, staff, agenda, until: at(days + 1).add({ hours: quietHours }), say });
  const tally = await countMonth(town);
  for (const [what, count] of staff.acts) tally.count(`staff: ${what}`, count);
  tally.count("jobs run", jobs.ran);
  tally.count("jobs that failed and came again", jobs.failed);
  return {
    counts: tally.counts,
    broken: [...tally.broken, ...jobs.broken],
    seconds: (performance.now() - begun) / 1000,
  };
}

interface Month {
  readonly jobs: MonthJobs;
  readonly staff: MonthStaff;
  readonly agenda: { readonly at: Temporal.Instant; readonly what: () => Promise<void> }[];
  readonly until: Temporal.Instant;
  readonly say: (line: string) => void;
}

async function turn(town: FaultTown, { jobs, staff, agenda, until, say }: Month): Promise<void> {
  const { clock, context } = town;
  let planned = clock.now();
  let work = clock.now();
  let said = performance.now();
  while (Temporal.Instant.compare(clock.now(), until) < 0) {
    const next = earliest([clock.next, await jobs.nextAt(), work, planned, until]);
    await clock.advance(Math.max(grain, Math.ceil(next.since(clock.now()).total("seconds"))));
    await jobs.run();
    if (isPast(planned, clock.now())) {
      await planReconciliations(context.db.pool, context.telephony, clock.now());
      await planLostJobs(context.db.pool, clock.now());
      planned = clock.now().add({ minutes: plannedEveryMinutes });
    }
    if (isPast(work, clock.now())) {
      await staff.work(await presentTeam(town));
      work = clock.now().add({ seconds: pauseSeconds(town) });
    }
    for (let item = agenda[0]; item !== undefined && isPast(item.at, clock.now()); item = agenda[0]) {
      agenda.shift();
      await item.what();
    }
    if (performance.now() - said > 20_000) {
      said = performance.now();
      say(clock.now().toString());
    }
  }
}

/** Until somebody looks at the list again: minutes by day, an hour or more at night and on Sunday. */
function pauseSeconds({ clock, random }: FaultTown): number {
  const { hour, dayOfWeek } = clock.now().toZonedDateTimeISO("America/Chicago");
  const awake = dayOfWeek <= 6 && hour >= 7 && hour < 19;
  return Math.round((awake ? 240 : 5_400) * (0.3 + 1.4 * random()));
}

function earliest(moments: readonly (Temporal.Instant | null)[]): Temporal.Instant {
  const known = moments.filter((moment) => moment !== null);
  return known.reduce((first, other) => (Temporal.Instant.compare(other, first) < 0 ? other : first));
}

function isPast(moment: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(moment, now) <= 0;
}
