// Who has a missed call, from the phone's event to the row: by the playbook's rules, with everything kept that they looked at.
import { noConditions, type Routing, type RoutingRule } from "@ringback/core/ownership/routing.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { replayDecision } from "@ringback/core/replay/replay-decision.ts";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { currentPlaybook, loadPlaybook, savePlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { claim, release } from "./act-on-callback.ts";
import { addMember } from "./add-member.ts";
import type { Context } from "./context.ts";
import { removeMember } from "./remove-member.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let clock: HandClock;
let business: TestBusiness;
let maya: string;
let luis: string;
let sam: string;
let businesses = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...bareContext(db), clock };
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  businesses += 1;
  business = await openBusiness(context, `maya-${businesses}`, `+1312556${2000 + businesses}`);
  maya = business.ownerId;
  luis = await person("Luis");
  sam = await person("Sam");
});

async function person(name: string): Promise<string> {
  const body = { name, email: null, phone: null, role: "agent", notifyBySms: false, notifyByEmail: false } as const;
  const added = await addMember(context, { accountId: business.accountId, memberId: maya }, body);
  if (!added.ok) throw new Error(added.refusal);
  return added.memberId;
}

async function rules(routing: Partial<Routing>, ownership: Partial<Playbook["ownership"]> = {}): Promise<void> {
  await transaction(db, business.accountId, clock.now(), async (tx) => {
    const { version, playbook } = await currentPlaybook(tx);
    const next = {
      ...playbook,
      routing: { ...playbook.routing, ...routing },
      ownership: { ...playbook.ownership, ...ownership },
    };
    savePlaybook(tx, { version: version + 1, playbook: next, note: null, by: null });
  });
}
const rule = (id: string, to: RoutingRule["to"], when: Partial<RoutingRule["when"]> = {}): RoutingRule => ({
  id,
  name: id,
  when: { ...noConditions, ...when },
  to,
  backupId: null,
});
const give = (memberId: string) => ({ kind: "person", memberId }) as const;

interface Row {
  readonly id: string;
  readonly owner_id: string;
  readonly backup_id: string | null;
  readonly owner_rule: string;
  readonly due_at: Temporal.Instant;
  readonly state: string;
}
const look = async <Shown>(text: string, ...values: unknown[]) => (await db.pool.query(text, values)).rows as Shown[];
async function callbackOf(call: TestCall): Promise<Row> {
  const [row] = await look<Row>(
    "select b.* from ringback.call c join ringback.callback b on b.episode_id = c.episode_id where c.id = $1",
    call.callId,
  );
  if (row === undefined) throw new Error("The call has no callback.");
  return row;
}
const missed = async (from: string) => await (await new TestCall(context, business).arrive(from)).hangUp();

test("a missed call goes to whom the rules name, and the choice is kept so that it can be made again", async () => {
  await rules({ rules: [rule("ads", give(luis), { sources: ["google ads"] })] });
  const row = await callbackOf(await missed("+13125550101"));
  expect(row).toMatchObject({ owner_id: luis, backup_id: maya, owner_rule: "rule:ads" });
  const [kept] = await look<{ inputs: unknown; outcome: unknown; rules: string[]; playbook_version: number }>(
    "select inputs, outcome, rules, playbook_version from ringback.decision where kind = 'owner' and subject_id = $1",
    row.id,
  );
  expect(kept?.rules).toEqual(["rule:ads"]);
  expect(JSON.stringify(kept), "nobody's number").not.toContain("5550101");
  const playbook = await transaction(db, business.accountId, clock.now(), (tx) =>
    loadPlaybook(tx, kept?.playbook_version ?? 0),
  );
  expect(replayDecision({ kind: "owner", inputs: kept?.inputs, outcome: kept?.outcome }, playbook)).toEqual({
    result: "same",
  });
});

test("in turn means in turn, also for calls in one moment, and time off and a busy calendar are respected", async () => {
  const group = { kind: "group", memberIds: [luis, sam], pick: "round-robin", skills: [] } as const;
  await rules({ rules: [rule("turns", group)] });
  const owners: string[] = [];
  for (let call = 0; call < 4; call += 1) owners.push((await callbackOf(await missed(`+1312555020${call}`))).owner_id);
  expect(owners.filter((id) => id === luis)).toHaveLength(2);
  expect(owners[0]).not.toBe(owners[1]);
  await db.pool.query(
    `insert into ringback.absence (account_id, id, member_id, kind, from_at, until_at, created_at)
      values ($1, $2, $3, 'time-off', $4, $5, $4), ($1, $6, $7, 'busy', $5, $8, $4)`,
    [
      business.accountId,
      context.ids.next(),
      luis,
      clock.now().toString(),
      clock.now().add({ hours: 1 }).toString(),
      context.ids.next(),
      sam,
      clock.now().add({ hours: 2 }).toString(),
    ],
  );
  expect((await callbackOf(await missed("+13125550210"))).owner_id).toBe(sam);
  expect((await callbackOf(await missed("+13125550211"))).owner_id).toBe(sam);
  clock.pass({ minutes: 61 });
  expect((await callbackOf(await missed("+13125550212"))).owner_id, "back, and Sam is busy now").toBe(luis);
});

test("what the voicemail says chooses again while nobody has touched it, and the clock keeps its promise", async () => {
  await rules({ rules: [rule("danger", give(sam), { urgencies: ["emergency"] })] });
  const call = await new TestCall(context, business).arrive("+13125550301");
  await call.leaveVoicemail("There is a gas leak in my kitchen, please send somebody right now.");
  const row = await callbackOf(call);
  expect(row).toMatchObject({ owner_id: sam, owner_rule: "rule:danger" });
  const events = await look<{ kind: string; detail: unknown }>(
    "select kind, detail from ringback.callback_event where callback_id = $1 and kind = 'rerouted'",
    row.id,
  );
  expect(events).toMatchObject([{ detail: { from: maya, ownerId: sam, rule: "rule:danger", cause: "understood" } }]);
  const choices = await look("select 1 from ringback.decision where kind = 'owner' and subject_id = $1", row.id);
  expect(choices).toHaveLength(2);
});

test("whoever has claimed a callback keeps it, whatever the voicemail says", async () => {
  await rules({ rules: [rule("danger", give(sam), { urgencies: ["emergency"] })] });
  const call = await missed("+13125550302");
  const { id } = await callbackOf(call);
  await claim(context, { accountId: business.accountId, actor: { memberId: maya, role: "owner" }, callbackId: id });
  await call.leaveVoicemail("There is a gas leak in my kitchen, please send somebody right now.");
  expect(await callbackOf(call)).toMatchObject({ owner_id: maya, owner_rule: "general-owner", state: "claimed" });
});

test("a callback that somebody had in hand and gave back is not given to others by the rules", async () => {
  await rules({ rules: [rule("danger", give(sam), { urgencies: ["emergency"] })] });
  const call = await missed("+13125550303");
  const { id: callbackId } = await callbackOf(call);
  const command = { accountId: business.accountId, actor: { memberId: maya, role: "owner" }, callbackId } as const;
  await claim(context, command);
  await release(context, command);
  await call.leaveVoicemail("There is a gas leak in my kitchen, please send somebody right now.");
  expect(await callbackOf(call)).toMatchObject({ owner_id: maya, state: "open" });
});

test("whoever leaves hands over by the rules, in turn, with the clock as it was, and a hold where no rule names anybody", async () => {
  const group = { kind: "group", memberIds: [luis, sam], pick: "least-loaded", skills: [] } as const;
  await rules({ rules: [rule("gone", give(luis), { sources: ["Google Ads"] }), rule("rest", group)] });
  const calls = [await missed("+13125550401"), await missed("+13125550402")];
  const before = await Promise.all(calls.map(callbackOf));
  expect(before.map(({ owner_id }) => owner_id)).toEqual([luis, luis]);
  expect(await removeMember(context, { accountId: business.accountId, memberId: maya }, luis)).toEqual({
    ok: true,
    movedCallbacks: 2,
  });
  const after = await Promise.all(calls.map(callbackOf));
  expect(after.map(({ owner_id, owner_rule }) => [owner_id, owner_rule])).toEqual([
    [sam, "rule:rest"],
    [sam, "rule:rest"],
  ]);
  expect(after.map(({ due_at }) => String(due_at))).toEqual(before.map(({ due_at }) => String(due_at)));

  await rules({}, { ownerId: null, fallbackId: maya });
  await removeMember(context, { accountId: business.accountId, memberId: maya }, sam);
  const left = await Promise.all(calls.map(callbackOf));
  expect(left.map(({ owner_id, owner_rule }) => [owner_id, owner_rule])).toEqual([
    [maya, "fallback"],
    [maya, "fallback"],
  ]);
  const holds = await look(
    "select 1 from ringback.hold where callback_id = any($1) and reason = 'no-owner-rule'",
    left.map(({ id }) => id),
  );
  expect(holds).toHaveLength(2);
});

test("a call missed at the very moment its owner is removed is theirs no more, whoever comes first", async () => {
  await rules({ rules: [rule("all", give(luis))] });
  const calls = await Promise.all(
    Array.from({ length: 6 }, (_, index) => new TestCall(context, business).arrive(`+1312555050${index}`)),
  );
  // Somebody keeps the team until all of them wait, so that the removal stands in the middle of the calls.
  const client = await db.pool.connect();
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock(hashtextextended('team:' || $1, 0))", [business.accountId]);
  const actor = { accountId: business.accountId, memberId: maya };
  const all = Promise.all([
    ...calls.slice(0, 3).map((call) => call.hangUp()),
    removeMember(context, actor, luis),
    ...calls.slice(3).map((call) => call.hangUp()),
  ]);
  try {
    await vi.waitFor(async () => {
      const waiting = await look(
        "select 1 from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database() and not l.granted",
      );
      expect(waiting.length).toBeGreaterThanOrEqual(4);
    });
  } finally {
    await client.query("commit");
    client.release();
    await all;
  }
  const rows = await Promise.all(calls.map(callbackOf));
  expect(rows.map(({ owner_id }) => owner_id)).toEqual(Array.from({ length: 6 }, () => maya));
});
