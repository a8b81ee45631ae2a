import { preparePast } from "@ringback/core/measurement/replay/replay-calls.ts";
import { loadPast } from "@ringback/server/db/queries/past-calls.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { createScenario } from "@ringback/server/use-cases/keep-scenario.ts";
import { readLeaks } from "@ringback/server/use-cases/read-leaks.ts";
import { runScenario } from "@ringback/server/use-cases/run-scenario.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoAccountSid, demoSignIn } from "./demo-business.ts";
import { seedDemo } from "./seed-demo.ts";
import { type TestInstallation, testInstallation } from "./test-installation.ts";

const simulator = { url: "http://127.0.0.1:4710", accountSid: demoAccountSid, authToken: "the-token-of-the-simulator" };

const now = Temporal.Instant.from("2026-11-18T14:20:00-06:00");

/** One demo for both, because each takes a quarter of a minute; the first test leaves it as it was, made anew. */
let installation: TestInstallation;
beforeAll(async () => {
  installation = await testInstallation();
  await seedDemo(installation.context, installation.auth, { simulator, now });
}, 120_000);
afterAll(() => installation[Symbol.asyncDispose]());

test("a second run changes nothing, and a run that was cut off is made again", async () => {
  const { context, auth, ask } = installation;
  const countRows =
    "select (select count(*) from ringback.account) as accounts, (select count(*) from ringback.call) as calls, (select count(*) from ringback.call_event) as events";
  const before = await ask(countRows);
  expect(await seedDemo(context, auth, { simulator, now: now.add({ hours: 30 }) })).toEqual(demoSignIn);
  expect(await ask(countRows)).toEqual(before);

  await ask("update ringback.account set setup_done_at = null");
  const [jobs] = await ask("select count(*)::int as count from graphile_worker._private_jobs");
  expect(await seedDemo(context, auth, { simulator, now })).toEqual(demoSignIn);
  expect(await ask(countRows)).toEqual(before);
  expect(await ask("select count(*)::int as count from graphile_worker._private_jobs")).toEqual([jobs]);
}, 180_000);

test("played through the rules of their day, all calls of the demo come out as they did, and show where they leak", async () => {
  const { ask } = installation;
  const context = { ...installation.context, clock: { now: () => now, offsetMs: 0 } };
  const [account] = await ask("select id from ringback.account");
  const [owner] = await ask("select id from ringback.member where role = 'owner'");
  const [counted] = await ask(
    "select count(*)::int as calls from ringback.call where outcome is not null and drill_id is null",
  );
  const accountId = String(account?.["id"]);
  const actor = { accountId, memberId: String(owner?.["id"]) };
  const range = { from: "2026-10-01", to: "2026-11-18" };

  const { past } = await transaction(context.db, accountId, now, (tx) => loadPast(tx, range, null));
  const { reproduction } = preparePast(past);
  expect(past.calls).toHaveLength(Number(counted?.["calls"]));
  expect(reproduction.leftOut.map(({ why, call }) => ({ why, call }))).toEqual([]);

  const leaks = await readLeaks(context, accountId, range);
  if (!leaks.ok || leaks.report === null) throw new Error("no report");
  const { report } = leaks;
  expect(report.findings.length).toBeGreaterThan(2);
  expect(report.headline).not.toBeNull();

  const changes = report.findings.find(({ kind }) => kind === "after-closing")?.change?.changes ?? [];
  const created = await createScenario(context, actor, { name: "Longer evenings", changes, ...range });
  if (!created.ok) throw new Error(created.refusal);
  await runScenario(context, { accountId, scenarioId: created.id });
  const [scenario] = await ask("select state, result from ringback.scenario where id = $1", created.id);
  expect(scenario).toMatchObject({ state: "done", result: { reproduced: { leftOut: [] } } });
}, 120_000);
