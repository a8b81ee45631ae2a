import { preparePast } from "@ringback/core/measurement/replay/replay-calls.ts";
import { loadPast } from "@ringback/server/db/queries/past-calls.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { createScenario } from "@ringback/server/use-cases/keep-scenario.ts";
import { readLeaks } from "@ringback/server/use-cases/read-leaks.ts";
import { runScenario } from "@ringback/server/use-cases/run-scenario.ts";
import { expect, test } from "vitest";
import { demoAccountSid } from "./demo-business.ts";
import { seedDemo } from "./seed-demo.ts";
import { testInstallation } from "./test-installation.ts";

const simulator = { url: "http://127.0.0.1:4710", accountSid: demoAccountSid, authToken: "the-token-of-the-simulator" };

test("played through the rules of their day, all calls of the demo come out as they did, and show where they leak", async () => {
  await using installation = await testInstallation();
  const { auth, ask } = installation;
  const now = Temporal.Instant.from("2026-11-18T14:20:00-06:00");
  const context = { ...installation.context, clock: { now: () => now, offsetMs: 0 } };
  await seedDemo(context, auth, { simulator, now });
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
