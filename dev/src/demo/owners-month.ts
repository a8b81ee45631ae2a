import { type Week, weekBefore, weekToReview } from "@ringback/core/measurement/weekly/week.ts";
import { weeklyCallers, weeklyEmergencies } from "@ringback/server/db/queries/weekly-lists.ts";
import { openWeeklyReview } from "@ringback/server/db/stores/weekly-reviews.ts";
import { acrossAccounts, transaction } from "@ringback/server/db/transaction.ts";
import { advancePilot } from "@ringback/server/use-cases/advance-pilot.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { addLead, setLead } from "@ringback/server/use-cases/keep-leads.ts";
import { createScenario } from "@ringback/server/use-cases/keep-scenario.ts";
import { planPilot } from "@ringback/server/use-cases/plan-pilot.ts";
import { finishWeek, judgeEmergency, nameWeeklyOwner } from "@ringback/server/use-cases/review-week.ts";
import { runScenario } from "@ringback/server/use-cases/run-scenario.ts";
import { setCostInputs } from "@ringback/server/use-cases/set-cost-inputs.ts";
import { startPilot } from "@ringback/server/use-cases/start-pilot.ts";
import type { DemoWorld } from "./demo-world.ts";
import { LaneClock } from "./lane-clock.ts";
import { pilotPlannedDaysAgo } from "./sample-plan.ts";

/** From the plan: a day until it starts, fourteen that count, two for the last callbacks. */
const daysToVerdict = 17;
const weeksReviewed = 4;

/** What the owner did in the month: said what a customer is worth, noted jobs won, ran a pilot, reviewed the weeks, tried changes. */
export async function playOwnersMonth(context: Context, world: DemoWorld, now: Temporal.Instant): Promise<void> {
  const owner = { accountId: world.accountId, memberId: world.members.ray };
  const at = (moment: Temporal.Instant): Context => ({ ...context, clock: new LaneClock(moment, now) });
  const { timeZone } = world.playbook.hours;
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  // Noon of their own day: hours counted back from a late evening end on another day where the clocks were changed.
  const daysAgo = (days: number) =>
    today.subtract({ days }).toZonedDateTime({ timeZone, plainTime: "12:00" }).toInstant();
  await sayWorth(at(daysAgo(15)), owner);
  await noteJobsWon(at, owner, now);
  await runPilot(at, owner, daysAgo);
  await reviewWeeks(at, owner, timeZone, now);
  await tryChanges(at(daysAgo(1)), owner, world, now);
  await forgetDoneWork(context);
}

type Owner = { readonly accountId: string; readonly memberId: string };
type At = (moment: Temporal.Instant) => Context;

async function sayWorth(context: Context, owner: Owner): Promise<void> {
  await setCostInputs(context, owner, {
    currency: "USD",
    inputs: [
      { key: "customer-value", value: 48_000 },
      { key: "repeat-value", value: 35_000 },
      { key: "referral-value", value: 9_000 },
      { key: "minutes-per-try", value: 4 },
      { key: "staff-hour", value: 3_200 },
      { key: "ad-spend", source: "Google Ads", value: 120_000 },
      { key: "ad-spend", source: "Yard sign", value: 6_000 },
    ],
  });
}

const jobs = [
  ["Furnace repair", 42_000],
  ["Water heater replaced", 165_000],
  ["Drain cleared", 24_500],
  ["Thermostat and tune-up", 31_000],
  ["Leak under the sink", 28_500],
  ["Boiler service", 36_000],
  ["Sump pump", 72_000],
] as const;

/** Callers who booked became jobs, with what they brought. */
async function noteJobsWon(at: At, owner: Owner, now: Temporal.Instant): Promise<void> {
  const { db } = at(now);
  const booked = await acrossAccounts<{ contactId: string; closedAt: Temporal.Instant; source: string | null }>(db, {
    text: `select distinct on (b.contact_id) b.contact_id as "contactId", b.closed_at as "closedAt", n.source
      from ringback.callback b left join ringback.phone_number n on n.account_id = b.account_id and n.id = b.number_id
      where b.account_id = $1 and b.disposition = 'reached-booked' and b.contact_id is not null and b.closed_at < $2
      order by b.contact_id, b.closed_at`,
    values: [owner.accountId, now.subtract({ hours: 60 })],
  });
  for (const [index, { contactId, closedAt, source }] of booked.slice(0, 2 * jobs.length).entries()) {
    const [title, valueCents] = jobs[index % jobs.length] ?? jobs[0];
    const opened = at(closedAt.add({ minutes: 2 }));
    const lead = done(await addLead(opened, owner, { contactId, title, valueCents, source }));
    const change = { state: "won" as const };
    done(await setLead(at(closedAt.add({ hours: 50 })), owner, { leadId: lead.id, version: 1, change }));
  }
}

/** A pilot against the first fourteen days; its verdict is some days old. */
async function runPilot(at: At, owner: Owner, daysAgo: (days: number) => Temporal.Instant): Promise<void> {
  const planned = at(daysAgo(pilotPlannedDaysAgo));
  const { id: pilotId } = done(
    await planPilot(planned, owner, { ownerId: owner.memberId, numberIds: null, baseline: "first-days" }),
  );
  done(await startPilot(planned, owner, pilotId));
  await advancePilot(at(daysAgo(pilotPlannedDaysAgo - daysToVerdict)), { accountId: owner.accountId, pilotId });
}

/** The weeks before last are reviewed; last week's review waits for the owner. */
async function reviewWeeks(at: At, owner: Owner, timeZone: string, now: Temporal.Instant): Promise<void> {
  let week = weekToReview(now, timeZone);
  await openReview(at, owner, week, timeZone);
  for (let nth = 1; nth < weeksReviewed; nth += 1) {
    week = weekBefore(week.from);
    const context = await openReview(at, owner, week, timeZone);
    const command = { ...owner, week: week.from };
    const asked = { week: week.from, limit: 200, after: null };
    const { callers } = await weeklyCallers(context.db, owner.accountId, context.clock.now(), asked);
    const { emergencies } = await weeklyEmergencies(context.db, owner.accountId, context.clock.now(), asked);
    for (const { callbackId, state, owner: has } of callers)
      if (state !== "closed")
        done(await nameWeeklyOwner(context, { ...command, callbackId, ownerId: has.id, note: null }));
    for (const { callbackId } of emergencies)
      done(await judgeEmergency(context, { ...command, callbackId, verdict: "in-time", note: null }));
    done(await finishWeek(context, { ...command, note: notes[nth % notes.length] ?? null }));
  }
}

const notes = [
  "Luis takes the first ring on Monday mornings until ten.",
  "Maya goes to lunch after Sam is back.",
  "Nothing to change this week.",
] as const;

/** As the Monday job does it, but without a mail: the demo's addresses are made up. */
async function openReview(at: At, owner: Owner, week: Week, timeZone: string): Promise<Context> {
  const monday = Temporal.PlainDate.from(week.to).add({ days: 1 }).toZonedDateTime({ timeZone, plainTime: "07:00" });
  const opened = at(monday.toInstant());
  await transaction(opened.db, owner.accountId, opened.clock.now(), (tx) => openWeeklyReview(tx, week));
  return at(monday.add({ hours: 2 }).toInstant());
}

/** Two changes, replayed on the month, to be compared. */
async function tryChanges(context: Context, owner: Owner, world: DemoWorld, now: Temporal.Instant): Promise<void> {
  const today = now.toZonedDateTimeISO(world.playbook.hours.timeZone).toPlainDate();
  const range = { from: today.subtract({ days: 28 }).toString(), to: today.subtract({ days: 1 }).toString() };
  const weekdays = ["mon", "tue", "wed", "thu", "fri"] as const;
  const noon = { weekdays: [...weekdays], from: "12:00", to: "13:00" };
  const evening = { weekdays: [...weekdays], from: "17:00", to: "19:00" };
  const ideas = [
    {
      name: "Luis rings too over lunch",
      changes: [{ kind: "ring-also" as const, memberIds: [world.members.luis], numberId: null, window: noon }],
    },
    { name: "Answer until 19:00 on weekdays", changes: [{ kind: "open-also" as const, window: evening }] },
  ];
  for (const idea of ideas) {
    const { id: scenarioId } = done(await createScenario(context, owner, { ...idea, ...range }));
    await runScenario(context, { accountId: owner.accountId, scenarioId });
  }
}

/** What the steps above left in the queue has been done by them. */
async function forgetDoneWork({ db }: Context): Promise<void> {
  await acrossAccounts(db, {
    text: `delete from graphile_worker._private_jobs job using graphile_worker._private_tasks task
      where task.id = job.task_id and task.identifier in ('advance-pilot', 'run-scenario')`,
    values: [],
  });
}

/** The owner asks for nothing that is refused; a refusal is a mistake of the demo. */
function done<Answer extends { readonly ok: boolean }>(answer: Answer): Extract<Answer, { ok: true }> {
  if (isDone(answer)) return answer;
  throw new Error(`The owner's month was refused: ${JSON.stringify(answer)}.`);
}

function isDone<Answer extends { readonly ok: boolean }>(answer: Answer): answer is Extract<Answer, { ok: true }> {
  return answer.ok;
}
