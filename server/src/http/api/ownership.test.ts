import { noConditions } from "@ringback/core/ownership/routing.ts";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { transaction } from "#db/transaction.ts";
import { giveLine, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, Visitor } from "#testing/visitor.ts";

let http: TestHttp;
let cookie: string;
let ann: Visitor;
let annId: string;
let numberId: string;
let business: TestBusiness;
let businesses = 0;
beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  cookie = (await firstOwner(http)).cookie;
});
afterAll(async () => await http[Symbol.asyncDispose]());
beforeEach(async () => {
  businesses += 1;
  ann = new Visitor(http);
  ann.adopt(cookie);
  await ann.openBusiness();
  annId = (await ann.call("listMembers")).body.members[0].id;
  business = await giveLine(http.context, ann.account ?? "", annId, `+1312557${3000 + businesses}`);
  numberId = business.numberId;
});

const add = async (name: string): Promise<string> =>
  (await ann.call("addMember", { body: { name, email: null, phone: null, role: "agent" } })).body.id;
const rule = (id: string, memberId: string, when: object = {}) => ({
  id,
  name: id,
  when: { ...noConditions, ...when },
  to: { kind: "person", memberId },
  backupId: null,
});
async function draftWith(routing: object, ownership: object = {}) {
  const { playbook } = (await ann.call("getPlaybook")).body;
  return { ownership: { ...playbook.ownership, ...ownership }, routing: { ...playbook.routing, ...routing } };
}

test("a draft answers who would get a caller at a time, with its reasons, and nothing is kept", async () => {
  const [dana, sam] = [await add("Dana"), await add("Sam")];
  const weekly = { mon: [], tue: [], wed: [["08:00", "17:00"]], thu: [], fri: [], sat: [], sun: [] };
  const draft = await draftWith({
    rules: [rule("Danger", dana, { urgencies: ["emergency"] }), rule("Ads", sam, { sources: ["Google Ads"] })],
    shifts: [{ memberId: dana, weekly }],
  });
  const ask = (body: object) => ann.call("whoWouldGet", { body: { draft, numberId, ...body } });
  const { timeZone } = (await ann.call("getPlaybook")).body.playbook.hours;
  const at = (time: string) => Temporal.ZonedDateTime.from(`2026-11-18T${time}[${timeZone}]`).toInstant().toString();
  expect((await ask({ urgency: "emergency", at: at("10:00") })).body).toMatchObject({
    owner: { name: "Dana" },
    rule: "rule:Danger",
    decided: "Rule 1 “Danger” fits, and Dana can have it",
    passed: [],
  });
  expect((await ask({ urgency: "emergency", at: at("20:00") })).body).toMatchObject({
    owner: { name: "Sam" },
    backup: { name: "ann" },
    decided: "Rule 2 “Ads” fits, and Sam can have it",
    passed: ["Rule 1 “Danger” fits, but Dana is off duty until 25 Nov 8:00"],
  });
  expect((await ask({ urgency: "low", numberId: null, at: at("10:00") })).body).toMatchObject({
    owner: { name: "ann" },
    rule: "general-owner",
    passed: [
      "Rule 1 “Danger” did not fit: the urgency is low",
      "Rule 2 “Ads” did not fit: the campaign is not known yet",
    ],
  });
  expect((await ann.call("getPlaybook")).body.version).toBe(1);
  const { rows } = await http.context.db.pool.query("select 1 from ringback.decision where account_id = $1", [
    ann.account,
  ]);
  expect(rows).toEqual([]);
});

test("a draft with a hole is told what is wrong, and what may be meant", async () => {
  const dana = await add("Dana");
  const gone = "00000000-0000-4000-8000-000000000000";
  const checked = async (routing: object, ownership: object = {}) =>
    (await ann.call("checkOwners", { body: await draftWith(routing, ownership) })).body;
  expect(await checked({ rules: [rule("a", gone)] }, { fallbackId: null })).toMatchObject({
    problems: [
      { field: "ownership.fallbackId", message: "Choose who has a callback when no other rule fits." },
      { field: "routing.rules.0.to" },
    ],
  });
  const rules = [rule("Ads", dana, { sources: ["Google Ads"] }), rule("Roofs", dana, { linesOfService: ["Roofs"] })];
  const { problems, warnings } = await checked({ rules }, { ownerId: null });
  expect(problems).toEqual([]);
  expect(warnings.map(({ message }: { message: string }) => message)).toEqual([
    "Only the last resort would have such a caller: nothing is known of them yet, and no rule asks for nothing.",
    "Rule 2 “Roofs” never decides: no caller of your numbers fits it.",
  ]);
});

test("time off is said by oneself or a coordinator, and taken back", async () => {
  const gus = await someone(http, `gus-${businesses}@example.com`, ann, "agent");
  const { members } = (await ann.call("listMembers")).body;
  const gusId = members.find(({ id }: { id: string }) => id !== annId).id;
  const until = http.context.clock.now().add({ hours: 3 }).toString();
  expect((await gus.call("addAbsence", { body: { memberId: annId, kind: "busy", until } })).body.code).toBe(
    "not-allowed",
  );
  const added = await gus.call("addAbsence", { body: { memberId: gusId, kind: "busy", until } });
  expect(added.status).toBe(200);
  expect(
    (await ann.call("addAbsence", { body: { memberId: gusId, kind: "time-off", from: until, until } })).body.code,
  ).toBe("absence-ends-before");
  expect((await ann.call("listAbsences")).body.absences).toMatchObject([{ memberId: gusId, kind: "busy" }]);
  expect((await ann.call("removeAbsence", { params: { id: added.body.id } })).status).toBe(200);
  expect((await ann.call("removeAbsence", { params: { id: added.body.id } })).body.code).toBe("absence-not-found");
  expect((await ann.call("listAbsences")).body.absences).toEqual([]);
});

test("what people move away or close as a duplicate is counted by the rule that had decided", async () => {
  const [dana, sam] = [await add("Dana"), await add("Sam")];
  const { playbook } = (await ann.call("getPlaybook")).body;
  playbook.routing.rules = [rule("Ads", dana, { sources: ["Google Ads"] })];
  expect((await ann.call("putPlaybook", { body: { expectedVersion: 1, playbook } })).status).toBe(200);
  const callbacks: string[] = [];
  for (let call = 0; call < 4; call += 1) {
    const missed = await (await new TestCall(http.context, business).arrive(`+1312555070${call}`)).hangUp();
    const [row] = await transaction(http.context.db, business.accountId, http.context.clock.now(), (tx) =>
      tx.rows(sql<{
        id: string;
      }>`select b.id from ringback.callback b join ringback.call c on c.account_id = b.account_id
        and c.episode_id = b.episode_id where c.account_id = ${tx.accountId} and c.id = ${missed.callId}`),
    );
    callbacks.push(row?.id ?? "");
  }
  const move = (id: string | undefined, ownerId: string, cause: "wrong-line" | "other") =>
    ann.call("reassign", { params: { id: id ?? "" }, body: { ownerId, cause } });
  await move(callbacks[0], sam, "wrong-line");
  await move(callbacks[1], sam, "wrong-line");
  await move(callbacks[2], sam, "wrong-line");
  expect((await move(callbacks[2], dana, "other")).status, "and back again").toBe(200);
  await ann.call("close", { params: { id: callbacks[3] ?? "" }, body: { disposition: "duplicate" } });
  expect((await ann.call("ownerCounts")).body).toEqual({
    days: 90,
    rules: [
      {
        rule: "rule:Ads",
        given: 4,
        moved: 2,
        duplicates: 1,
        causes: [{ cause: "wrong-line", words: "wrong line of work", count: 2 }],
      },
    ],
  });
});
