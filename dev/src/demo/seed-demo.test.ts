import { loadScorecard } from "@ringback/server/db/queries/scorecard.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { openConnection } from "@ringback/server/use-cases/open-connection.ts";
import { expect, test } from "vitest";
import { demoAccountSid, demoBusiness, demoSignIn } from "./demo-business.ts";
import { seedDemo } from "./seed-demo.ts";
import { type TestInstallation, testInstallation } from "./test-installation.ts";

const simulator = { url: "http://127.0.0.1:4710", accountSid: demoAccountSid, authToken: "the-token-of-the-simulator" };

/** The first minutes of a Monday, a Sunday night, and a summer's day at work. */
const moments = ["2026-11-16T08:05:00-06:00", "2026-11-15T23:10:00-06:00", "2027-07-14T10:00:00-05:00"];

test.each(moments)(
  "the demo begun at %s shows every state, and nothing of the past waits or is lost",
  async (moment) => {
    await using installation = await testInstallation();
    const { context, auth } = installation;
    const now = Temporal.Instant.from(moment);
    const started = performance.now();
    expect(await seedDemo(context, auth, { simulator, now })).toEqual(demoSignIn);
    const seconds = (performance.now() - started) / 1000;
    const [calls] = await installation.ask(
      "select count(*)::int as count, avg((outcome = 'answered')::int)::float as answered from ringback.call",
    );
    process.stdout.write(
      `demo seeded in ${seconds.toFixed(1)} s: ${calls?.["count"]} calls, ${Math.round(100 * Number(calls?.["answered"]))} % answered\n`,
    );

    await expectBelievableMonth(installation);
    await expectNothingLost(installation);
    await expectEveryState(installation, now);
    await expectOwnersMonth(installation, now);
    await expectOnlyWorkToCome(installation, now);
    await expectSimulatedConnection(installation);
    expect(await timesAfter(installation, now)).toEqual([]);
    expect(await auth.checkPassword(demoSignIn.email, demoSignIn.password)).not.toBeNull();
  },
  90_000,
);

test("an installation that is somebody's own gets no demo", async () => {
  await using installation = await testInstallation();
  const { context, auth, ask } = installation;
  await auth.createSignIn({ name: "Ann", email: "ann@example.com", password: "seventeen quiet herons" });
  expect(await seedDemo(context, auth, { simulator, now: Temporal.Now.instant() })).toBeNull();
  expect(await ask("select id from ringback.account")).toEqual([]);
});

async function expectBelievableMonth({ ask }: TestInstallation): Promise<void> {
  const [month] = await ask(`select count(*)::int as calls, avg((outcome = 'answered')::int)::float as answered,
    count(distinct miss_reason)::int as reasons, bool_and(entered = 'sample') as marked from ringback.call`);
  expect(month?.["calls"]).toBeGreaterThan(330);
  expect(month?.["calls"]).toBeLessThan(540);
  expect(month?.["answered"]).toBeGreaterThan(0.66);
  expect(month?.["answered"]).toBeLessThan(0.82);
  expect(month).toMatchObject({ marked: true });
  expect(month?.["reasons"]).toBeGreaterThanOrEqual(5);
  const [closed] =
    await ask(`select avg(recovered::int)::float as recovered, count(*) filter (where close_kind = 'caller-got-through')::int as through,
    count(*) filter (where breached_at is not null)::int as breached from ringback.callback where state = 'closed'`);
  expect(closed?.["recovered"]).toBeGreaterThan(0.55);
  expect(closed?.["recovered"]).toBeLessThan(0.8);
  expect(closed?.["through"]).toBeGreaterThan(0);
  expect(closed?.["breached"]).toBeGreaterThan(0);
  const [alarms] = await ask("select count(distinct acknowledged_by)::int as people from ringback.escalation");
  expect(alarms?.["people"]).toBeGreaterThan(1);
  expect(await ask("select name, demo from ringback.account")).toEqual([{ name: demoBusiness.name, demo: true }]);
}

async function expectNothingLost({ ask }: TestInstallation): Promise<void> {
  expect(await ask("select id from ringback.call where outcome is null or state <> 'ended'")).toEqual([]);
  expect(
    await ask(`select call.id from ringback.call left join ringback.callback using (account_id, episode_id)
    where outcome = 'missed' and callback.id is null`),
  ).toEqual([]);
  expect(
    await ask(`select callback.id from ringback.callback left join ringback.member on member.id = owner_id and removed_at is null
    where member.id is null`),
  ).toEqual([]);
  expect(await ask("select id, state from ringback.message where state in ('queued', 'sending', 'unknown')")).toEqual(
    [],
  );
  expect(
    await ask("select id from ringback.recording where state <> 'fetched' or audio is null or peaks is null"),
  ).toEqual([]);
  expect(
    await ask(
      "select hold.id from ringback.hold join ringback.callback on callback.id = callback_id where state = 'closed' and resolved_at is null",
    ),
  ).toEqual([]);
}

async function expectEveryState({ ask }: TestInstallation, now: Temporal.Instant): Promise<void> {
  const open = await ask(
    `select callback.state, urgency, intent, contact.name, callback.caller, breached_at is not null as breached, due_at <= $1 as late,
      (select array_agg(reason) from ringback.hold where callback_id = callback.id and resolved_at is null) as holds,
      (select level + 10 * round from ringback.escalation where callback_id = callback.id and acknowledged_at is null and ended_at is null) as alarm
    from ringback.callback left join ringback.contact on contact.id = contact_id where callback.state <> 'closed'`,
    now,
  );
  expect(open).toHaveLength(10);
  expect(open).toContainEqual(
    expect.objectContaining({
      name: "Dana Ruiz",
      state: "open",
      urgency: "emergency",
      breached: false,
      late: false,
      alarm: 1,
    }),
  );
  expect(open).toContainEqual(
    expect.objectContaining({ caller: "+13125550148", breached: true, late: true, alarm: expect.any(Number) }),
  );
  expect(open).toContainEqual(
    expect.objectContaining({ name: "Priya Natarajan", intent: "complaint", late: false, alarm: null }),
  );
  expect(open).toContainEqual(expect.objectContaining({ name: "Tom Beckett", intent: "quote", late: false }));
  expect(open).toContainEqual(expect.objectContaining({ name: "Gloria Stein", state: "snoozed" }));
  expect(open).toContainEqual(expect.objectContaining({ state: "claimed", late: false }));
  expect(open).toContainEqual(expect.objectContaining({ caller: null, holds: ["withheld-number"] }));
  expect(open).toContainEqual(expect.objectContaining({ intent: "unclear", holds: ["ambiguous-message"] }));
  expect(open).toContainEqual(expect.objectContaining({ name: "Renee Duval", holds: ["price-asked"] }));
  expect(open.filter(({ late }) => late === true)).toHaveLength(1);
}

/** Every page of Measure has something to say. */
async function expectOwnersMonth({ ask, context }: TestInstallation, now: Temporal.Instant): Promise<void> {
  const [pilot] = await ask("select verdict from ringback.pilot");
  expect(["passed", "failed"]).toContain(pilot?.["verdict"]);
  const weeks = await ask("select finished_at is not null as finished from ringback.weekly_review order by week desc");
  expect(weeks.map(({ finished }) => finished)).toEqual([false, true, true, true]);
  const [won] = await ask("select count(*)::int as leads from ringback.lead where state = 'won' and value_cents > 0");
  expect(won?.["leads"]).toBeGreaterThanOrEqual(5);
  expect(await ask("select 1 from ringback.cost_input where key = 'customer-value'")).toHaveLength(1);
  const drills = await ask("select state, error, checks from ringback.drill order by started_at");
  expect(drills.map(({ state, checks }) => (state === "passed" ? state : checks))).toEqual([
    "passed",
    "passed",
    "passed",
  ]);
  expect(
    await ask("select caller from ringback.drill where caller in (select number from ringback.phone_number)"),
  ).toEqual([]);
  const [account] = await ask("select id from ringback.account");
  const { scorecard } = await transaction(context.db, String(account?.["id"]), now, loadScorecard);
  const levels = scorecard.checks.map(({ check, level }) => `${check} ${level}`).join(", ");
  process.stdout.write(`scorecard ${scorecard.score}: ${levels}\n`);
  expect(scorecard.score).toBeGreaterThanOrEqual(4);
  expect(await ask("select state from ringback.scenario")).toEqual([{ state: "done" }, { state: "done" }]);
}

async function expectOnlyWorkToCome({ ask }: TestInstallation, now: Temporal.Instant): Promise<void> {
  const jobs = await ask(
    "select identifier as kind, run_at as at from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = task_id",
  );
  expect(new Set(jobs.map(({ kind }) => kind))).toEqual(new Set(["watch-callback", "watch-hold", "run-escalation"]));
  expect(jobs.filter(({ at }) => at instanceof Temporal.Instant && Temporal.Instant.compare(at, now) <= 0)).toEqual([]);
  // Every live callback that has not breached is being watched.
  expect(
    await ask(`select id from ringback.callback where state <> 'closed' and breached_at is null
    and not exists (select from graphile_worker._private_jobs where key = 'watch-callback:' || callback.id)`),
  ).toEqual([]);
}

async function expectSimulatedConnection({ context, ask }: TestInstallation): Promise<void> {
  const [row] = await ask("select id, simulated from ringback.connection");
  expect(row).toMatchObject({ simulated: true });
  const open = await openConnection(context, String(row?.["id"]));
  const { url: apiBaseUrl, authToken: secret, accountSid: externalAccountId } = simulator;
  expect(open?.account).toMatchObject({ apiBaseUrl, secret, externalAccountId });
}

/** Columns that name a moment to come; all others say what has happened. */
const promises = new Set([
  "due_at",
  "warn_at",
  "snoozed_until",
  "useful_until",
  "next_at",
  "expires_at",
  "hand_until",
  "next_try_at",
  // Opening hours are written down ahead.
  "opens_at",
  "closes_at",
  "covered_until",
]);

/** Every column of every table that holds a time after this one although it tells of the past. */
async function timesAfter({ ask }: TestInstallation, now: Temporal.Instant): Promise<string[]> {
  const columns = await ask(`select table_name as "table", column_name as "column" from information_schema.columns
    -- The seal's stamps are the database's own time, which no demo moves.
    where table_schema = 'ringback' and data_type = 'timestamp with time zone' and column_name <> 'stamped_at'`);
  const late: string[] = [];
  for (const { table, column } of columns) {
    if (promises.has(String(column))) continue;
    const [found] = await ask(`select count(*)::int as count from ringback.${table} where ${column} > $1`, now);
    if (found?.["count"] !== 0) late.push(`${table}.${column}`);
  }
  return late;
}
