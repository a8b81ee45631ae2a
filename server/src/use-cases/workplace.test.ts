import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { OffsetClock } from "#clock.ts";
import { type Database, openDatabase } from "#db/database.ts";
import { openListener } from "#db/listener.ts";
import { callbackCase } from "#db/queries/callback-case.ts";
import { readPlace } from "#db/queries/cursor.ts";
import { customerHistory } from "#db/queries/customer-history.ts";
import { noteHistory } from "#db/queries/notes.ts";
import { listPresence } from "#db/queries/presence.ts";
import { today } from "#db/queries/today.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { type CallbackCommand, claim, close, reassign, recordAttempt, release, snooze } from "./act-on-callback.ts";
import { actOnMany } from "./act-on-many.ts";
import { addMember } from "./add-member.ts";
import { claimStep, snoozeStep } from "./callback-steps.ts";
import type { Context } from "./context.ts";
import { setPresence } from "./set-presence.ts";
import { undoCallback, undoMany } from "./undo-callback.ts";
import { addNote, changeNote } from "./write-note.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let clock: HandClock;
let business: TestBusiness;
let dana: CallbackCommand["actor"];
let lastCaller = 200;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
  const added = await addMember(
    context,
    { accountId: business.accountId, memberId: business.ownerId },
    {
      name: "Dana",
      role: "agent",
      email: "dana@example.com",
      phone: "+13125560155",
      notifyBySms: false,
      notifyByEmail: false,
    },
  );
  if (!added.ok) throw new Error(added.refusal);
  dana = { memberId: added.memberId, role: "agent" };
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];

function nextCaller(): string {
  lastCaller += 1;
  return `+1312555${String(lastCaller).padStart(4, "0")}`;
}

async function missed(caller = nextCaller()): Promise<CallbackCommand> {
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
  const [row] = await look<{ id: string }>(
    "select id from ringback.callback where caller = $1 order by opened_at desc limit 1",
    [caller],
  );
  return { accountId: business.accountId, actor: dana, callbackId: row?.id ?? "" };
}

const caseOf = async ({ accountId, callbackId, actor }: CallbackCommand) => {
  const found = await callbackCase(db, accountId, clock.now(), callbackId, actor, {});
  if (found === null) throw new Error("no such case");
  return found;
};

test("an action sent twice under one name happens once and answers the same, also at the same moment", async () => {
  const command = { ...(await missed()), requestId: "tap-0000-0001" };
  const asked = { ...command, channel: "call", result: "no-answer" } as const;
  const [first, second] = await Promise.all([recordAttempt(context, asked), recordAttempt(context, asked)]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toEqual(first);
  clock.pass({ hours: 20 });
  expect(await recordAttempt(context, asked)).toEqual(first);
  expect((await caseOf(command)).attemptCount).toBe(1);
  expect(await claim(context, command)).toEqual({ ok: false, refusal: "request-reused" });
});

test("a refusal is repeated too, even when the action would be accepted by now", async () => {
  const command = await missed();
  const maya = { ...command, actor: { memberId: business.ownerId, role: "owner" } as const };
  await claim(context, maya);
  const named = { ...command, requestId: "tap-0000-0002" };
  expect(await claim(context, named)).toEqual({ ok: false, refusal: "claimed-by-someone-else" });
  await release(context, maya);
  expect(await claim(context, named)).toEqual({ ok: false, refusal: "claimed-by-someone-else" });
  expect(await claim(context, { ...command, requestId: "tap-0000-0003" })).toMatchObject({ ok: true });
});

test("undo puts back what was done, and only who did it may, for ten minutes", async () => {
  const command = await missed();
  const undo = (more: Partial<Parameters<typeof undoCallback>[1]> = {}) =>
    undoCallback(context, { ...command, ...more });
  expect(await undo()).toEqual({ ok: false, refusal: "nothing-to-take-back" });
  await claim(context, command);
  const maya = { memberId: business.ownerId, role: "owner" } as const;
  expect(await undo({ actor: maya })).toEqual({ ok: false, refusal: "nothing-to-take-back" });
  expect(await undo()).toMatchObject({ ok: true, undone: "claim", callback: { state: "open" } });
  expect(await undo()).toEqual({ ok: false, refusal: "nothing-to-take-back" });

  const until = clock.now().add({ hours: 3 });
  await snooze(context, { ...command, until, reason: "in court" });
  await claim(context, command);
  expect(await undo()).toMatchObject({ ok: true, callback: { state: "snoozed" } });
  expect((await caseOf(command)).snoozedUntil).toBe(until.toString());
  clock.pass({ minutes: 11 });
  expect(await undo()).toEqual({ ok: false, refusal: "too-late-to-take-back" });
});

test("undo of a close opens the case as it was claimed, with its attempt gone, and not beside a newer one", async () => {
  const caller = nextCaller();
  const command = await missed(caller);
  await claim(context, command);
  const closed = await close(context, { ...command, disposition: "reached-booked", how: "in-person" });
  expect(closed).toMatchObject({ ok: true, callback: { state: "closed" } });
  expect(await undoCallback(context, command)).toMatchObject({
    ok: true,
    undone: "close",
    callback: { state: "claimed" },
  });
  expect(await caseOf(command)).toMatchObject({ state: "claimed", attemptCount: 0, claimedBy: { name: "Dana" } });
  expect((await caseOf(command)).timeline.at(-1)).toMatchObject({ text: "Took back: closed", by: "Dana" });
  await close(context, { ...command, disposition: "spam" });
  await missed(caller);
  expect(await undoCallback(context, command)).toEqual({ ok: false, refusal: "called-again-since" });
});

test("what somebody else has changed since is not undone", async () => {
  const command = await missed();
  const maya = { ...command, actor: { memberId: business.ownerId, role: "owner" } as const };
  await snooze(context, { ...command, until: clock.now().add({ hours: 1 }), reason: "later" });
  await snooze(context, { ...maya, until: clock.now().add({ hours: 2 }), reason: "later still" });
  expect(await undoCallback(context, command)).toEqual({ ok: false, refusal: "changed-meanwhile" });
  expect((await caseOf(command)).snoozedUntil).toBe(clock.now().add({ hours: 2 }).toString());
});

test("a try or a warning since is no reason to refuse; what somebody else decided since is", async () => {
  const command = await missed();
  const { version } = await caseOf(command);
  await recordAttempt(context, { ...command, channel: "call", result: "no-answer" });
  expect((await caseOf(command)).version).toBeGreaterThan(version);
  const later = { until: clock.now().add({ hours: 1 }), reason: "later" };
  const snoozed = await snooze(context, { ...command, ...later, version });
  if (!snoozed.ok) throw new Error(snoozed.refusal);
  const maya = { ...command, actor: { memberId: business.ownerId, role: "owner" } as const };
  await reassign(context, { ...maya, ownerId: dana.memberId, cause: "workload" });
  const seen = { ...command, version: snoozed.callback.version };
  expect(await close(context, { ...seen, disposition: "spam" })).toEqual({ ok: false, refusal: "changed-meanwhile" });
});

test("many are done at once, each answers for itself, and one token takes all back", async () => {
  const all = await Promise.all([missed(), missed(), missed()]);
  const [taken] = all;
  if (taken === undefined) throw new Error("three");
  await claim(context, { ...taken, actor: { memberId: business.ownerId, role: "owner" } });
  const items = [...all.map(({ callbackId }) => ({ id: callbackId })), { id: context.ids.next() }];
  const command = { accountId: business.accountId, actor: dana, items, requestId: "many-0001" };
  const step = snoozeStep({ until: clock.now().add({ hours: 1 }), reason: "at the wholesaler" });
  const answer = await actOnMany(context, command, step);
  if (!answer.ok) throw new Error(answer.refusal);
  expect(answer.results.map(({ answer: one }) => (one.ok ? one.callback.state : one.refusal))).toEqual([
    "claimed-by-someone-else",
    "snoozed",
    "snoozed",
    "not-found",
  ]);
  expect(await actOnMany(context, command, step)).toEqual(answer);
  const undone = await undoMany(context, { ...command, requestId: undefined, undoToken: answer.undoToken ?? "" });
  expect(undone).toMatchObject({ ok: true, undone: "snooze" });
  expect(await Promise.all(all.map(async (one) => (await caseOf(one)).state))).toEqual(["claimed", "open", "open"]);
});

test("two who do overlapping many at the same moment end with one of them each, and no deadlock", async () => {
  const all = await Promise.all(Array.from({ length: 12 }, () => missed()));
  const ids = all.map(({ callbackId }) => callbackId);
  const maya = { memberId: business.ownerId, role: "owner" } as const;
  const many = (actor: typeof maya | typeof dana, items: string[]) =>
    actOnMany(context, { accountId: business.accountId, actor, items: items.map((id) => ({ id })) }, claimStep);
  const answers = await Promise.all([
    many(dana, ids),
    many(maya, [...ids].reverse()),
    many(dana, ids.slice(3)),
    many(maya, ids),
  ]);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  // Whoever came first has it, and nobody claimed it after them.
  const rows = await look<{ claims: number; same: boolean }>(
    `select count(*)::int as claims, bool_and(e.by_member = b.claimed_by) as same from ringback.callback b
     join ringback.callback_event e on e.callback_id = b.id and e.kind = 'claimed' where b.id = any($1) group by b.id`,
    [ids],
  );
  expect(rows).toEqual(ids.map(() => ({ claims: 1, same: true })));
});

test("of ten taps of two people in two processes on one callback, one claims it", async () => {
  const other = openDatabase(database.connectionString);
  try {
    const command = await missed();
    const maya = { memberId: business.ownerId, role: "owner" } as const;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        claim(index % 2 === 0 ? context : { ...context, db: other }, {
          ...command,
          actor: index % 2 === 0 ? dana : maya,
        }),
      ),
    );
    const winners = answers.filter(({ ok }) => ok).length;
    expect(winners).toBe(5);
    const seen = await caseOf(command);
    expect(seen.state).toBe("claimed");
    expect(seen.claimedAt).toBe(clock.now().toString());
    expect(
      await look("select 1 from ringback.callback_event where callback_id = $1 and kind = 'claimed'", [
        command.callbackId,
      ]),
    ).toHaveLength(1);
  } finally {
    await other.close();
  }
});

test("what was done in a dead spot is told as of then, up to a day back; the ledger keeps its own time", async () => {
  const command = await missed();
  const arrived = clock.now();
  clock.pass({ hours: 2 });
  const happenedAt = arrived.add({ minutes: 30 });
  const asked = { ...command, channel: "call", result: "no-answer", happenedAt } as const;
  expect(await recordAttempt(context, asked)).toMatchObject({ ok: true });
  const [attempt] = await look<{ at: Temporal.Instant; recorded_at: Temporal.Instant }>(
    "select at, recorded_at from ringback.attempt where callback_id = $1",
    [command.callbackId],
  );
  expect(attempt?.at.toString()).toBe(happenedAt.toString());
  expect(attempt?.recorded_at.toString()).toBe(clock.now().toString());
  clock.pass({ hours: 25 });
  expect(await recordAttempt(context, asked)).toEqual({ ok: false, refusal: "happened-too-long-ago" });
});

test("after a try in vain the row says when to try again, and the list sinks it until then", async () => {
  const first = await missed();
  clock.pass({ minutes: 1 });
  const second = await missed();
  const order = async () => {
    const { groups } = await today(db, business.accountId, clock.now(), { limit: 200 });
    return groups
      .flatMap(({ rows }) => rows.map(({ id }) => id))
      .filter((id) => id === first.callbackId || id === second.callbackId);
  };
  expect(await order()).toEqual([first.callbackId, second.callbackId]);
  await recordAttempt(context, { ...first, channel: "call", result: "no-answer" });
  expect(await order()).toEqual([second.callbackId, first.callbackId]);
  expect((await caseOf(first)).nextAttempt).toEqual({
    at: clock.now().add({ minutes: 10 }).toString(),
    number: 2,
    of: 5,
    words: "Nobody answered, again after 10 min",
    proposed: null,
  });
  expect(await close(context, { ...first, disposition: "no-answer" })).toEqual({ ok: false, refusal: "tries-left" });
  clock.pass({ minutes: 10 });
  expect(await order()).toEqual([first.callbackId, second.callbackId]);
  await undoCallback(context, first);
  expect((await caseOf(first)).nextAttempt).toBeNull();
});

test("a caller who rings again is to be called at once, whatever try was planned", async () => {
  const caller = nextCaller();
  const command = await missed(caller);
  await recordAttempt(context, { ...command, channel: "call", result: "left-voicemail" });
  expect((await caseOf(command)).nextAttempt).not.toBeNull();
  clock.pass({ minutes: 5 });
  expect((await missed(caller)).callbackId).toBe(command.callbackId);
  expect((await caseOf(command)).nextAttempt).toBeNull();
});

test("a note is changed by its writer for a quarter of an hour; what it said stays, and a card number never does", async () => {
  const command = await missed();
  const written = await addNote(context, {
    ...command,
    requestId: "note-0001",
    body: "Card 4242 4242 4242 4242, gate code 7.",
  });
  if (!written.ok) throw new Error(written.refusal);
  expect(
    await addNote(context, { ...command, requestId: "note-0001", body: "Card 4242 4242 4242 4242, gate code 7." }),
  ).toEqual(written);
  const { noteId } = written;
  expect((await caseOf(command)).notes).toMatchObject([{ id: noteId, by: { name: "Dana" }, editedAt: null }]);
  expect((await caseOf(command)).notes[0]?.body).not.toContain("4242 4242");
  const maya = { ...command, actor: { memberId: business.ownerId, role: "owner" } as const, noteId };
  expect(await changeNote(context, { ...maya, body: "x" })).toEqual({ ok: false, refusal: "note-settled" });
  expect(await changeNote(context, { ...command, noteId, body: "Gate code 8." })).toEqual({ ok: true, noteId });
  expect((await caseOf(command)).notes).toMatchObject([{ body: "Gate code 8.", editedAt: clock.now().toString() }]);
  clock.pass({ minutes: 16 });
  expect(await changeNote(context, { ...command, noteId, body: null })).toEqual({ ok: false, refusal: "note-settled" });
  const history = await noteHistory(db, business.accountId, clock.now(), command.callbackId, noteId);
  expect(history.map(({ body }) => body?.slice(0, 4))).toEqual(["Gate", "Card"]);
});

test("people see who has a case open; silence for half a minute means gone, without anybody's doing", async () => {
  const command = await missed();
  const { accountId, callbackId } = command;
  const say = (memberId: string, state: "viewing" | "working" | "gone", screen = "tab-0001") =>
    setPresence(context, { accountId, callbackId, memberId, screen, state });
  await say(dana.memberId, "viewing");
  await say(dana.memberId, "working", "tab-0002");
  await say(business.ownerId, "viewing");
  const here = async () =>
    (await listPresence(db, accountId, clock.now()))
      .filter((one) => one.callbackId === callbackId)
      .map(({ member, state }) => `${member.name} ${state}`);
  expect(await here()).toEqual(["Dana working", "Maya Chen viewing"]);
  expect((await caseOf(command)).present).toHaveLength(2);
  await say(dana.memberId, "gone", "tab-0002");
  expect(await here()).toEqual(["Dana viewing", "Maya Chen viewing"]);
  clock.pass({ seconds: 20 });
  await say(business.ownerId, "viewing");
  clock.pass({ seconds: 15 });
  expect(await here()).toEqual(["Maya Chen viewing"]);
});

test("a word from a screen that was there already is told to nobody", async () => {
  const command = await missed();
  const { accountId, callbackId } = command;
  const told: string[] = [];
  const listener = await openListener({ connectionString: database.connectionString, clock: new OffsetClock() });
  try {
    const stop = listener.onChanges(({ events }) =>
      told.push(...events.filter(({ kind }) => kind === "presence").map(({ id }) => id)),
    );
    const say = (state: "viewing" | "gone") =>
      setPresence(context, { accountId, callbackId, memberId: dana.memberId, screen: "tab-0001", state });
    await say("viewing");
    await say("viewing");
    await say("gone");
    await vi.waitFor(() => expect(told).toEqual([callbackId, callbackId]));
    stop();
  } finally {
    await listener.close();
  }
});

test("a customer's past stands beside the case, page by page", async () => {
  const caller = nextCaller();
  const earlier = await missed(caller);
  await close(context, { ...earlier, disposition: "reached-booked", how: "called" });
  clock.pass({ hours: 1 });
  const command = await missed(caller);
  const page = (limit: number, cursor: string | null) =>
    customerHistory(db, business.accountId, clock.now(), command.callbackId, {
      limit,
      after: cursor === null ? null : readPlace(cursor),
    });
  const whole = await page(50, null);
  expect(whole?.appointments).toEqual([]);
  expect(whole?.jobs).toHaveLength(1);
  expect(whole?.entries.filter(({ kind }) => kind !== "text").map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    "call: Missed: Hung up while it rang",
    "callback: Callback closed: Reached, booked",
    "call: Missed: Hung up while it rang",
  ]);
  const walked: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const next = await page(1, cursor);
    walked.push(...(next?.entries ?? []).map(({ id }) => id));
    cursor = next?.nextCursor ?? null;
    if (cursor === null) break;
  }
  expect(walked).toEqual(whole?.entries.map(({ id }) => id));
});

test("a caller who is one of the team has a callback that says so, and no text", async () => {
  const command = await missed("+13125560155");
  const seen = await caseOf(command);
  expect(seen.callerIsStaff).toMatchObject({ name: "Dana" });
  expect(seen.messages).toEqual([]);
});

test("the script says who calls and what the trade forbids, with best times and a text before the first call", async () => {
  const seen = await caseOf(await missed());
  expect(seen.script).toMatchObject({ intent: "unclear" });
  expect(seen.script?.opening).toContain("Dana from Northside Plumbing");
  expect(seen.textBeforeCalling).toContain("Northside Plumbing");
  expect(seen.dispositions.find(({ key }) => key === "reached-booked")?.asks).toBe("how");
});
