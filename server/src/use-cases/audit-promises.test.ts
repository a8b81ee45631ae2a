// The promise: what breaks without anybody hearing of it is found within minutes, whatever became of the jobs. Every job is
// deleted on purpose; only the rows are left.
import { completePlaybook, type StoredPlaybook } from "@ringback/core/playbook/playbook.ts";
import { replayDecision } from "@ringback/core/replay/replay-decision.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { callbackCase } from "#db/queries/callback-case.ts";
import { doctor } from "#db/queries/doctor.ts";
import { currentPlaybook, savePlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import {
  acknowledgeEscalation,
  type CallbackCommand,
  claim,
  explainLateness,
  handOnEscalation,
  recordAttempt,
  snooze,
  unsnooze,
} from "./act-on-callback.ts";
import { addMember } from "./add-member.ts";
import { auditPromises } from "./audit-promises.ts";
import type { Context } from "./context.ts";
import { runEscalation } from "./run-escalation.ts";
import { undoCallback } from "./undo-callback.ts";
import { watchCallback } from "./watch-callback.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let clock: HandClock;
let business: TestBusiness;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...context, clock };
  await look(
    "update ringback.callback set state = 'closed', closed_at = now(), disposition = 'spam', claimed_by = null, claimed_at = null, snoozed_until = null",
  );
  await look("update ringback.escalation set ended_at = now() where ended_at is null");
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];

async function missed(): Promise<CallbackCommand> {
  count += 1;
  const caller = `+1312555${String(1000 + count)}`;
  await (await new TestCall(context, business).arrive(caller)).hangUp();
  const [row] = await look<{ id: string }>("select id from ringback.callback where caller = $1", [caller]);
  const actor = { memberId: business.ownerId, role: "owner" } as const;
  return { accountId: business.accountId, actor, callbackId: row?.id ?? "" };
}

async function hire(name: string): Promise<string> {
  const facts = { name, email: null, phone: null, role: "agent", notifyBySms: false, notifyByEmail: false } as const;
  const added = await addMember(context, { accountId: business.accountId, memberId: business.ownerId }, facts);
  if (!added.ok) throw new Error(added.refusal);
  return added.memberId;
}

const loseAllJobs = () => look("delete from graphile_worker._private_jobs");
const minutes = (count: number) => clock.pass({ minutes: count });
const found = async ({ callbackId }: CallbackCommand) =>
  (
    await look<{ kind: string; times: number }>(
      "select kind, times from ringback.audit_finding where callback_id = $1 order by found_at, kind",
      [callbackId],
    )
  ).map(({ kind, times }) => `${kind} ${times}`);
const alarm = async ({ callbackId }: CallbackCommand) =>
  (
    await look<{ id: string; reason: string; next_at: Temporal.Instant | null; told: string[]; held: boolean }>(
      "select id, reason, next_at, told, hand_until is not null as held from ringback.escalation where callback_id = $1 and ended_at is null order by raised_at desc limit 1",
      [callbackId],
    )
  )[0];
const row = async ({ callbackId }: CallbackCommand) =>
  (
    await look<
      Record<"due_at" | "warn_at", Temporal.Instant> & {
        breach_reason: string | null;
        state: string;
        warned: boolean;
        pauses: unknown[];
      }
    >(
      "select due_at, warn_at, breach_reason, state, warned_at is not null as warned, pauses from ringback.callback where id = $1",
      [callbackId],
    )
  )[0];

test("a warning, a breach and an alarm without their jobs are found, done, and written down once each", async () => {
  const command = await missed();
  await loseAllJobs();
  minutes(11);
  expect(await auditPromises(context)).toBe(0); // due in 15, warned at 10: a minute late is not yet lost
  minutes(2);
  await auditPromises(context);
  expect(await found(command)).toEqual(["warning-not-sent 1"]);
  expect((await row(command))?.warned).toBe(true);
  await loseAllJobs();
  minutes(5);
  await auditPromises(context);
  expect(await found(command)).toEqual(["warning-not-sent 1", "breach-not-noticed 1"]);
  expect(await alarm(command)).toMatchObject({ reason: "overdue", told: [] });
  await loseAllJobs();
  minutes(3);
  await auditPromises(context);
  expect(await found(command)).toEqual(["warning-not-sent 1", "breach-not-noticed 1", "alarm-stuck 1"]);
  expect((await alarm(command))?.told).toEqual([business.ownerId]);
  const { checks } = await doctor(db, business.accountId, clock.now(), {
    emailSetUp: false,
    clockOffsetMs: 0,
    systems: {},
  });
  expect(checks.find(({ name }) => name === "promises that broke unheard")).toMatchObject({ ok: false });
});

test("an emergency that is late is alarmed as an emergency again, not by the calm ladder of what is only late", async () => {
  const command = await missed();
  await look("update ringback.callback set urgency = 'emergency', priority = 0 where id = $1", [command.callbackId]);
  minutes(16);
  await watchCallback(context, command);
  expect(await alarm(command)).toMatchObject({ reason: "emergency" });
});

test("a breach whose alarm was never raised, and one that is at rest for a day, raise one", async () => {
  const command = await missed();
  await watchCallback(context, command);
  minutes(16);
  await watchCallback(context, command);
  await look("delete from ringback.escalation where callback_id = $1", [command.callbackId]);
  minutes(3);
  await auditPromises(context);
  expect(await found(command)).toEqual(["breach-without-alarm 1"]);
  await acknowledgeEscalation(context, command);
  minutes(1);
  await recordAttempt(context, { ...command, channel: "call", result: "no-answer" });
  await look("update ringback.callback set next_try_at = null");
  minutes(60);
  await auditPromises(context); // tried in time: nothing more to say
  minutes(25 * 60);
  await auditPromises(context);
  expect((await found(command)).at(-1)).toBe("gone-quiet 1");
  expect(await alarm(command)).toMatchObject({ reason: "overdue" });
});

test("a snooze past its end, an owner who left, and a claim without a try are found", async () => {
  const [snoozed, orphan, claimed] = [await missed(), await missed(), await missed()];
  await snooze(context, { ...snoozed, until: clock.now().add({ minutes: 5 }), reason: "at lunch" });
  await claim(context, claimed);
  const luis = await hire("Luis");
  await look("update ringback.callback set owner_id = $2 where id = $1", [orphan.callbackId, luis]);
  await look("update ringback.member set removed_at = $2 where id = $1", [luis, clock.now().toString()]);
  await loseAllJobs();
  minutes(12);
  await auditPromises(context);
  expect((await row(snoozed))?.state).toBe("open");
  expect(await found(snoozed)).toEqual(["snooze-past-end 1"]);
  expect(await found(orphan)).toContain("owner-gone 1");
  expect(
    await look("select 1 from ringback.callback where id = $1 and owner_id = $2", [
      orphan.callbackId,
      business.ownerId,
    ]),
  ).toHaveLength(1);
  minutes(4);
  await auditPromises(context);
  expect(await found(claimed)).toContain("claimed-and-forgotten 1");
  const before = (await found(claimed)).length;
  await auditPromises(context);
  expect((await found(claimed)).length).toBe(before);
});

test("a claim without a try lapses after its alarm, also while an alarm runs; another takes it, and the first sees why", async () => {
  const command = await missed();
  minutes(16);
  await watchCallback(context, command);
  await claim(context, command);
  minutes(14);
  await auditPromises(context);
  expect((await row(command))?.state).toBe("claimed");
  minutes(2);
  await auditPromises(context);
  expect((await row(command))?.state).toBe("open");
  expect((await alarm(command))?.next_at).not.toBeNull();
  const luis = { memberId: await hire("Lena"), role: "agent" } as const;
  expect(await claim(context, { ...command, actor: luis })).toMatchObject({ ok: true });
  const viewed = await callbackCase(db, business.accountId, clock.now(), command.callbackId, command.actor, {});
  expect(viewed?.timeline.map(({ text }) => text)).toContain(
    "Back on the list: Maya Chen did not try within 15 minutes",
  );
  minutes(10);
  await recordAttempt(context, { ...command, actor: luis, channel: "call", result: "no-answer" });
  minutes(10);
  await auditPromises(context);
  expect((await row(command))?.state).toBe("claimed");
});

test("an alarm taken in hand without a try in fifteen minutes runs again; with a try it rests", async () => {
  const command = await missed();
  minutes(16);
  await watchCallback(context, command);
  const id = (await alarm(command))?.id ?? "";
  await runEscalation(context, { ...command, escalationId: id });
  await acknowledgeEscalation(context, command);
  minutes(14);
  await runEscalation(context, { ...command, escalationId: id });
  expect(await alarm(command)).toMatchObject({ held: true, next_at: null });
  minutes(1);
  await runEscalation(context, { ...command, escalationId: id });
  expect((await alarm(command))?.next_at?.toString()).toBe(clock.now().toString());
  await runEscalation(context, { ...command, escalationId: id });
  await acknowledgeEscalation(context, command);
  await recordAttempt(context, { ...command, channel: "call", result: "no-answer" });
  minutes(15);
  await runEscalation(context, { ...command, escalationId: id });
  expect(await alarm(command)).toMatchObject({ held: false, next_at: null });
});

test("an alarm given on is running again, with who was told, and climbs from there", async () => {
  const command = await missed();
  minutes(16);
  await watchCallback(context, command);
  await acknowledgeEscalation(context, command);
  const memberId = await hire("Sam");
  expect(await handOnEscalation(context, { ...command, memberId })).toMatchObject({ ok: true });
  expect(await alarm(command)).toMatchObject({ told: [memberId], held: false });
  expect((await alarm(command))?.next_at).not.toBeNull();
});

test("a snooze that the caller wished moves the due time by the open minutes it took; woken at once it is as before", async () => {
  const command = await missed();
  const before = await row(command);
  const until = Temporal.Instant.from("2026-11-19T16:00:00Z");
  await snooze(context, { ...command, until, reason: "tomorrow at ten", cause: "caller-asked" });
  // Seven open hours left of Wednesday and two of Thursday.
  expect((await row(command))?.due_at.toString()).toBe("2026-11-19T16:15:00Z");
  expect((await row(command))?.pauses).toHaveLength(1);
  await unsnooze(context, command);
  expect((await row(command))?.due_at.toString()).toBe(before?.due_at.toString());
  await snooze(context, { ...command, until, reason: "waiting for a part" });
  expect((await row(command))?.due_at.toString()).toBe(before?.due_at.toString());
  const kept = await look<{ kind: string; rules: string[] }>(
    "select kind, rules from ringback.decision where subject_id = $1 and kind = 'clock' order by at, id",
    [command.callbackId],
  );
  expect(kept.map(({ rules }) => rules.join())).toEqual(["general", "paused-by-caller", "paused-by-caller"]);
});

test("a snooze that the caller wished, taken back minutes later, leaves no trace in the due time; woken and taken back it stands again", async () => {
  const command = await missed();
  const before = await row(command);
  const until = Temporal.Instant.from("2026-11-19T16:00:00Z");
  await snooze(context, { ...command, until, reason: "tomorrow at ten", cause: "caller-asked" });
  minutes(4);
  expect(await undoCallback(context, command)).toMatchObject({ ok: true });
  expect((await row(command))?.due_at.toString()).toBe(before?.due_at.toString());
  expect((await row(command))?.pauses).toEqual([]);
  await snooze(context, { ...command, until, reason: "tomorrow at ten", cause: "caller-asked" });
  const moved = await row(command);
  minutes(4);
  await unsnooze(context, command);
  minutes(4);
  expect(await undoCallback(context, command)).toMatchObject({ ok: true });
  expect((await row(command))?.due_at.toString()).toBe(moved?.due_at.toString());
});

test("why it was late is told from the ledger, and a person may say otherwise", async () => {
  const command = await missed();
  expect(await explainLateness(context, { ...command, reason: "other", note: "no" })).toEqual({
    ok: false,
    refusal: "not-late",
  });
  await recordAttempt(context, { ...command, channel: "call", result: "no-answer" });
  minutes(16);
  await watchCallback(context, command);
  expect((await row(command))?.breach_reason).toBe("not-reached");
  expect(await explainLateness(context, { ...command, reason: "other" })).toEqual({
    ok: false,
    refusal: "reason-missing",
  });
  expect(await explainLateness(context, { ...command, reason: "other", note: "flood" })).toMatchObject({ ok: true });
  expect((await row(command))?.breach_reason).toBe("other");
});

test("rules saved while a promise runs and a clock moved by hours change neither its ladder nor skip a step, and it replays", async () => {
  const command = await missed();
  await hire("Sam the second");
  await transaction(db, business.accountId, clock.now(), async (tx) => {
    const { version, playbook } = await currentPlaybook(tx);
    const everybody = { ...playbook.escalation, steps: [{ afterMinutes: 0, tell: "everyone" as const }] };
    const next = { ...playbook, sla: { ...playbook.sla, targetMinutes: 600 }, escalation: everybody };
    savePlaybook(tx, { version: version + 1, playbook: next, note: null, by: null });
  });
  minutes(16);
  await watchCallback(context, command);
  const escalationId = (await alarm(command))?.id ?? "";
  minutes(5 * 60);
  await runEscalation(context, { ...command, escalationId });
  await runEscalation(context, { ...command, escalationId });
  expect((await alarm(command))?.told).toEqual([business.ownerId]);
  minutes(60);
  await runEscalation(context, { ...command, escalationId });
  expect((await alarm(command))?.told).not.toEqual([business.ownerId]);
  const kept = await look<{
    kind: "clock" | "escalation";
    inputs: unknown;
    outcome: unknown;
    playbook: StoredPlaybook;
  }>(
    `select kind, inputs, outcome, playbook from ringback.decision d join ringback.playbook_version v on v.account_id = d.account_id and v.version = playbook_version
      where subject_id = $1 and kind in ('clock', 'escalation')`,
    [command.callbackId],
  );
  expect(kept.map(({ kind }) => kind).toSorted()).toEqual(["clock", "escalation", "escalation"]);
  for (const { playbook, ...decision } of kept)
    expect(replayDecision(decision, completePlaybook(playbook))).toEqual({ result: "same" });
});
