import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { transaction } from "#db/transaction.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, Visitor } from "#testing/visitor.ts";
import { remakeLeakReport } from "./make-leak-report.ts";
import { runScenario } from "./run-scenario.ts";

let http: TestHttp;
let cookie: string;
let ann: Visitor;
let accountId: string;
let numberId: string;
let annId: string;
let ben: string;
beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  cookie = (await firstOwner(http)).cookie;
});
afterAll(async () => await http[Symbol.asyncDispose]());
beforeEach(async () => {
  ann = new Visitor(http);
  ann.adopt(cookie);
  await ann.openBusiness();
  accountId = ann.account ?? "";
  numberId = http.context.ids.next();
  ben = http.context.ids.next();
  const members = (await ann.call("listMembers")).body.members;
  annId = members[0].id;
  await inAccount((tx) => {
    tx.write(sql`update ringback.member set phone = '+13125550101' where account_id = ${accountId}`);
    tx.write(
      sql`insert into ringback.member (account_id, id, name, phone, role, created_at) values (${accountId}, ${ben}, 'Ben', '+13125550102', 'agent', ${tx.now})`,
    );
    tx.write(
      sql`insert into ringback.phone_number (account_id, id, number, label, created_at) values (${accountId}, ${numberId}, ${`+1312${String(Math.random()).slice(2, 9)}`}, 'Furnace line', ${tx.now})`,
    );
  });
});

async function inAccount(work: (tx: Parameters<Parameters<typeof transaction>[3]>[0]) => void): Promise<void> {
  await transaction(http.context.db, accountId, http.context.clock.now(), async (tx) => work(tx));
}

/** The three weeks before this one: hours are only known some weeks back. */
const today = Temporal.Now.plainDateISO("America/Chicago");
const monday = today.subtract({ days: today.dayOfWeek - 1 + 21 });
const range = { from: monday.toString(), to: monday.add({ days: 20 }).toString() };

/** Their calls, Monday to Friday: answered in the morning and the afternoon, missed at noon. */
async function writeCalls(): Promise<void> {
  await inAccount((tx) => {
    const write = (at: string, more: { outcome: string; reason: string | null; by: string | null; facts: object }) =>
      tx.write(sql`insert into ringback.call (account_id, id, connection_id, provider_call_id, number_id, dialed, caller, arrived_at, state, outcome, miss_reason, answered_by, playbook_version, facts, entered, created_at, local_day)
        values (${accountId}, ${http.context.ids.next()}, ${accountId}, ${at}, ${numberId}, '+13125550199', '+13125550117', ${at}::timestamptz, 'ended', ${more.outcome}, ${more.reason}, ${more.by}, 1,
          ${more.facts}, 'webhook', ${tx.now}, (${at}::timestamptz at time zone 'America/Chicago')::date)`);
    for (const days of [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18]) {
      const date = monday.add({ days });
      const local = (hour: number, minute: number) => (seconds: number) =>
        date
          .toZonedDateTime({ timeZone: "America/Chicago", plainTime: { hour, minute } })
          .toInstant()
          .add({ seconds })
          .toString();
      for (const hour of [9, 10, 14, 15]) {
        const at = local(hour, 0);
        const leg = {
          to: "+13125550101",
          firstAt: at(1),
          lastAt: at(100),
          status: "completed",
          pickedUpAt: at(6),
          acceptedAt: at(8),
          memberId: annId,
        };
        write(at(0), {
          outcome: "answered",
          reason: null,
          by: annId,
          facts: {
            ...facts(at(0), annId),
            legs: { a: leg },
            dial: { at: at(100), status: "completed", bridged: true, legId: "a", talkSeconds: 92 },
            ended: { at: at(100), status: "completed", durationSeconds: 100 },
          },
        });
      }
      const noon = local(12, 10);
      const rang = { to: "+13125550101", firstAt: noon(1), lastAt: noon(21), status: "no-answer", endedAt: noon(21) };
      write(noon(0), {
        outcome: "missed",
        reason: "no-answer",
        by: null,
        facts: {
          ...facts(noon(0), annId),
          legs: { a: rang },
          dial: { at: noon(21), status: "no-answer", bridged: false, legId: null, talkSeconds: null },
          ended: { at: noon(27), status: "completed", durationSeconds: 27 },
        },
      });
    }
  });
}

function facts(at: string, memberId: string) {
  return {
    arrived: {
      at,
      from: "+13125550117",
      to: "+13125550199",
      forwardedFrom: null,
      callerName: null,
      callerIdTrust: "none",
    },
    route: { kind: "ring-group", memberIds: [memberId], acceptWithoutKey: false },
    legs: {},
    recordings: {},
    transcripts: {},
  };
}

test("a business without calls has an empty week and no findings", async () => {
  const { status, body } = await ann.call("leaks", { query: range });
  expect(status).toBe(200);
  expect(body).toMatchObject({ working: false, report: { calls: 0, headline: null, hours: null, findings: [] } });
  expect(body.report.cells).toHaveLength(168);
});

test("leaks are found, kept, opened, and made anew when the rules change", async () => {
  await writeCalls();
  const { body } = await ann.call("leaks", { query: range });
  expect(body.report).toMatchObject({ calls: 75, missed: 15, missedInHours: 15, refreshing: false });
  const lunch = body.report.findings.find(({ kind }: { kind: string }) => kind === "lunch");
  expect(lunch).toMatchObject({ missed: 15, sureness: "sure" });
  const opened = await ann.call("leakCalls", { query: { ...range, finding: lunch.id, limit: 10 } });
  expect(opened.body).toMatchObject({ total: 15, nextCursor: "10" });
  expect(opened.body.calls.map(({ outcome }: { outcome: string }) => outcome)).toEqual(Array(10).fill("missed"));
  const rest = await ann.call("leakCalls", { query: { ...range, finding: lunch.id, limit: 10, cursor: "10" } });
  expect(rest.body.calls).toHaveLength(5);
  expect((await ann.call("leakCalls", { query: { ...range, finding: "spike" } })).body.code).toBe("leak-not-found");

  const again = await ann.call("leaks", { query: range });
  expect(again.body.report.madeAt).toBe(body.report.madeAt);
  const { playbook } = (await ann.call("getPlaybook")).body;
  await ann.call("putPlaybook", { body: { expectedVersion: 1, playbook } });
  expect((await ann.call("leaks", { query: range })).body.report).toMatchObject({
    refreshing: true,
    madeAt: body.report.madeAt,
  });
  const [kept] = await http.context.db.pool
    .query("select key from ringback.leak_report where account_id = $1", [accountId])
    .then(({ rows }) => rows);
  await remakeLeakReport(http.context, { accountId, key: kept.key });
  expect((await ann.call("leaks", { query: range })).body.report).toMatchObject({ refreshing: false, missed: 15 });
});

test("a scenario is replayed, compared, applied with exactly its changes, and taken back", async () => {
  await writeCalls();
  const change = {
    kind: "ring-also",
    memberIds: [ben],
    numberId,
    window: { weekdays: ["mon", "fri"], from: "12:00", to: "13:00" },
  } as const;
  const create = async (name: string, changes: readonly object[]) => {
    const { body } = await ann.call("createScenario", { body: { name, changes: changes as never, ...range } });
    await runScenario(http.context, { accountId, scenarioId: body.id });
    return body.id as string;
  };
  const id = await create("Ben at noon", [change]);
  const { body: scenario } = await ann.call("getScenario", { params: { id } });
  expect(scenario).toMatchObject({
    state: "done",
    changeWords: ["Ben rings too, Mon, Fri 12:00–13:00, on Furnace line"],
    result: { reproduced: { calls: 75, same: 75, leftOut: [] }, touched: 6, lost: { low: 0, high: 0 } },
  });
  expect(scenario.result.avoided.high).toBeGreaterThan(0);
  const slower = await create("Slower", [{ kind: "targets", targetMinutes: 240 }]);
  const compared = await ann.call("compareScenarios", { query: { ids: `${slower},${id}` } });
  expect(compared.body.scenarios.map(({ name }: { name: string }) => name)).toEqual(["Ben at noon", "Slower"]);

  const before = (await ann.call("getPlaybook")).body;
  const preview = await ann.call("previewScenario", { params: { id } });
  expect(preview.body).toEqual({
    version: 1,
    obstacles: [],
    differences: [
      {
        field: "answering.alsoRing",
        title: "Who rings too",
        before: "nobody",
        after: "Ben, Mon, Fri 12:00–13:00, on Furnace line",
      },
    ],
  });
  const applied = await ann.call("applyScenario", { params: { id }, body: { expectedVersion: 1 } });
  expect(applied).toMatchObject({ status: 200, body: { version: 2 } });
  const after = (await ann.call("getPlaybook")).body.playbook;
  const { kind: _kind, ...rule } = change;
  expect(after).toEqual({ ...before.playbook, answering: { ...before.playbook.answering, alsoRing: [rule] } });

  const undone = await ann.call("undoScenario", { params: { id } });
  expect(undone).toMatchObject({ status: 200, body: { version: 3 } });
  expect((await ann.call("getPlaybook")).body.playbook).toEqual(before.playbook);
  expect((await ann.call("undoScenario", { params: { id } })).body.code).toBe("scenario-not-applied");
});

test("an overflow becomes a rule with a click, in the place of the one it replaces, and is refused where it would never begin", async () => {
  await writeCalls();
  const create = async (changes: readonly object[]) => {
    const { body } = await ann.call("createScenario", { body: { name: "x", changes: changes as never, ...range } });
    await runScenario(http.context, { accountId, scenarioId: body.id });
    return body.id as string;
  };
  const rule = { numberId: null, memberIds: [ben], afterSeconds: 15, ringSeconds: 25 };
  const id = await create([{ kind: "overflow", ...rule }]);
  const { body: scenario } = await ann.call("getScenario", { params: { id } });
  expect(scenario.changeWords).toEqual(["If nobody answers within 15 seconds, Ben rings for 25 seconds"]);
  expect(scenario.result).toMatchObject({ reproduced: { same: 75 }, touched: 15, lost: { low: 0, high: 0 } });
  const before = (await ann.call("getPlaybook")).body.playbook;
  expect((await ann.call("previewScenario", { params: { id } })).body).toEqual({
    version: 1,
    obstacles: [],
    differences: [
      {
        field: "answering.overflow",
        title: "Who rings when nobody answers",
        before: "nobody",
        after: "Ben, after 15 seconds, for 25 seconds",
      },
    ],
  });
  expect((await ann.call("applyScenario", { params: { id }, body: { expectedVersion: 1 } })).status).toBe(200);
  const after = (await ann.call("getPlaybook")).body.playbook;
  expect(after).toEqual({ ...before, answering: { ...before.answering, overflow: [rule] } });

  // The calls of the days before still come out of the rules of their own day.
  const longer = await create([{ kind: "overflow", ...rule, ringSeconds: 40 }]);
  expect((await ann.call("getScenario", { params: { id: longer } })).body.result.reproduced).toMatchObject({
    same: 75,
  });
  expect((await ann.call("previewScenario", { params: { id: longer } })).body.differences).toMatchObject([
    { before: "Ben, after 15 seconds, for 25 seconds", after: "Ben, after 15 seconds, for 40 seconds" },
  ]);
  const late = await create([{ kind: "overflow", ...rule, afterSeconds: 40 }]);
  expect((await ann.call("previewScenario", { params: { id: late } })).body.obstacles).toEqual([
    { why: "playbook-invalid", words: expect.stringContaining("Phones ring for 20 seconds") },
  ]);

  expect((await ann.call("undoScenario", { params: { id } })).status).toBe(200);
  expect((await ann.call("getPlaybook")).body.playbook).toEqual(before);
});

test("applying is refused where the rules moved on, where it is no rule, and where somebody saved in between", async () => {
  const create = async (changes: readonly object[]) => {
    const { body } = await ann.call("createScenario", { body: { name: "x", changes: changes as never, ...range } });
    await runScenario(http.context, { accountId, scenarioId: body.id });
    return body.id as string;
  };
  const longer = await create([{ kind: "ring-seconds", seconds: 28 }]);
  const staff = await create([{ kind: "extra-staff", people: 1, window: null }]);
  expect((await ann.call("applyScenario", { params: { id: staff }, body: { expectedVersion: 1 } })).body).toMatchObject(
    {
      code: "scenario-not-appliable",
      detail: expect.stringContaining("add them to your team"),
    },
  );
  const { playbook } = (await ann.call("getPlaybook")).body;
  await ann.call("putPlaybook", {
    body: { expectedVersion: 1, playbook: { ...playbook, businessName: "Ace & Sons" } },
  });
  expect((await ann.call("applyScenario", { params: { id: longer }, body: { expectedVersion: 1 } })).body.code).toBe(
    "playbook-changed",
  );
  // Another rule was changed: no conflict.
  expect((await ann.call("previewScenario", { params: { id: longer } })).body.obstacles).toEqual([]);
  const answering = { ...playbook.answering, ringSeconds: 15 };
  await ann.call("putPlaybook", { body: { expectedVersion: 2, playbook: { ...playbook, answering } } });
  const { body } = await ann.call("previewScenario", { params: { id: longer } });
  expect(body.obstacles.map(({ why }: { why: string }) => why)).toEqual(["playbook-moved-on"]);
  const stranger = await ann.call("createScenario", {
    body: { name: "x", changes: [{ kind: "ring-group", memberIds: [http.context.ids.next()] }], ...range },
  });
  expect(stranger.body.code).toBe("scenario-names-stranger");
});

test("a scenario is renamed and removed, and nobody else's is seen", async () => {
  const { body } = await ann.call("createScenario", {
    body: { name: "x", changes: [{ kind: "ring-seconds", seconds: 28 }], ...range },
  });
  await ann.call("changeScenario", { params: { id: body.id }, body: { name: "Ring longer" } });
  expect((await ann.call("listScenarios")).body.scenarios.map(({ name }: { name: string }) => name)).toEqual([
    "Ring longer",
  ]);
  const other = new Visitor(http);
  other.adopt(cookie);
  await other.openBusiness();
  expect((await other.call("getScenario", { params: { id: body.id } })).body.code).toBe("scenario-not-found");
  expect((await other.call("removeScenario", { params: { id: body.id } })).status).toBe(404);
  expect((await ann.call("removeScenario", { params: { id: body.id } })).status).toBe(200);
  expect((await ann.call("listScenarios")).body.scenarios).toEqual([]);
});
