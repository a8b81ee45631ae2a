// Deleting a person: afterwards no column of any table knows their number or name, and everything else still adds up.
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { consentOfNumber } from "#db/queries/consent-of-number.ts";
import { verifyLedger } from "#db/queries/ledger-verify.ts";
import { replayDecisions } from "#db/queries/replay-decisions.ts";
import { transaction } from "#db/transaction.ts";
import { jobKinds } from "#jobs/kinds.ts";
import { numberKey } from "#number-key.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { openPool } from "#testing/open-pool.ts";
import { searchEverything } from "#testing/search-everything.ts";
import { claim, recordAttempt, snooze } from "./act-on-callback.ts";
import type { Context } from "./context.ts";
import { changeContact, enterContact, giveNumber } from "./enter-contact.ts";
import { forgetContact, previewForgetting, runForgetting } from "./forget-contact.ts";
import { addLead } from "./keep-leads.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { planText } from "./plan-text.ts";
import { receiveMessage } from "./receive-message.ts";
import { recordCallEvent } from "./record-call-event.ts";
import { overridePlace, setConsent } from "./set-consent.ts";
import { textCaller } from "./text-caller.ts";
import { addNote } from "./write-note.ts";

const number = "+13125550147";
const second = "+17735550148";
const name = "Zephyrine Quillfeather";
const personal = {
  digits: ["3125550147", "7735550148", "7735550146"],
  words: ["zephyrine", "quillfeather", "boilerplate street"],
};

let database: TestDatabase;
let db: Database;
let owner: pg.Pool;
let context: Context;
let business: TestBusiness;
let clock: HandClock;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  owner = openPool(database.connectionString, 2);
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
});
afterEach(async () => {
  await Promise.all([db.close(), owner.end()]);
  await database.drop();
});

const run = async (text: string, values: unknown[] = []) => (await owner.query(text, values)).rows;
const seal = () => run("select ringback.seal_ledger('0 seconds')");
const actor = () => ({ accountId: business.accountId, memberId: business.ownerId });
const command = (callbackId: string) => ({
  accountId: business.accountId,
  actor: { memberId: business.ownerId, role: "owner" as const },
  callbackId,
});
const contactOf = async (caller: string) =>
  String((await run("select contact_id from ringback.contact_phone where number = $1", [caller]))[0]?.contact_id);
const openOf = async (caller: string) =>
  String((await run("select id from ringback.callback where caller = $1 and state <> 'closed'", [caller]))[0]?.id);

/** Runs what was enqueued to tell people, as a worker would. */
async function tellPeople() {
  const jobs = await run(`select t.identifier as kind, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier in ('tell-staff', 'watch-callback') order by j.id`);
  for (const { kind, payload } of jobs) await jobKinds[kind]?.run(context, payload);
}

let texts = 0;
async function text(from: string, body: string) {
  texts += 1;
  clock.pass({ seconds: 1 });
  await receiveMessage(context, {
    accountId: business.accountId,
    connectionId: business.connectionId,
    key: `SM${texts}:received`,
    providerMessageId: `SM${texts}`,
    from,
    to: business.line,
    body,
    mediaCount: 1,
    mediaIds: [`ME${texts}`],
    providerReplies: false,
    optOut: null,
    payload: { From: from, Body: body },
  } as Parameters<typeof receiveMessage>[1]);
}

async function missedBy(caller: string, callerName: string | null, said: string): Promise<TestCall> {
  const call = new TestCall(context, business);
  await recordCallEvent(context, {
    accountId: business.accountId,
    connectionId: business.connectionId,
    providerCallId: call.providerCallId,
    key: `${call.providerCallId}:0`,
    event: {
      kind: "arrived",
      at: clock.now(),
      from: caller,
      to: business.line,
      forwardedFrom: null,
      callerName,
      callerIdTrust: "none",
    },
    payload: { From: caller, CallerName: callerName ?? "" },
  });
  await call.leaveVoicemail(said);
  return call;
}

/** Everything the business can get to know of somebody. */
async function livePerson(): Promise<{ contactId: string; call: TestCall }> {
  const call = await missedBy(
    number,
    "QUILLFEATHER Z",
    `Hi, this is ${name} at 312 555 0147, our basement is flooding, please hurry.`,
  );
  await seal();
  const contactId = await contactOf(number);
  const callbackId = await openOf(number);
  await changeContact(context, actor(), {
    contactId,
    version: 1,
    facts: {
      name,
      email: "zephyrine@quillfeather.example",
      address: "12 Boilerplate Street",
      note: `${name} pays cash`,
    },
  });
  await giveNumber(context, actor(), { contactId, number: second, label: "mobile" });
  await addLead(context, actor(), { contactId, title: "Boiler of Quillfeather", valueCents: 100_00, source: null });
  await claim(context, { ...command(callbackId), requestId: "tap-1" });
  await recordAttempt(context, {
    ...command(callbackId),
    channel: "call",
    result: "no-answer",
    note: `${name}'s husband was there`,
  });
  await addNote(context, {
    ...command(callbackId),
    body: `Mrs Quillfeather, gate code from ${number}`,
    requestId: "tap-2",
  });
  await snooze(context, {
    ...command(callbackId),
    until: clock.now().add({ hours: 2 }),
    reason: `waits for Mr Quillfeather`,
  } as Parameters<typeof snooze>[1]);
  await text(number, `Zephyrine here again, you can reach me at ${second} as well`);
  await text(second, "It is Quillfeather. My second number");
  await textCaller(context, {
    ...command(callbackId),
    body: "Dear Mrs Quillfeather, we call at three.",
    confirmedPromise: true,
  });
  await setConsent(context, actor(), { number, kind: "verbal", reason: "Mrs Quillfeather said yes" } as Parameters<
    typeof setConsent
  >[2]);
  await overridePlace(context, actor(), {
    number,
    region: "IL",
    timeZone: "America/Chicago",
    reason: "Quillfeather lives here",
  } as Parameters<typeof overridePlace>[2]);
  const twin = await enterContact(context, actor(), {
    facts: { name: "Z. Quillfeather" },
    numbers: [{ number: "+17735550146", label: null }],
    shares: false,
  });
  if (!twin.ok) throw new Error(twin.refusal);
  const merged = await mergeContacts(context, actor(), {
    keptId: contactId,
    goneId: twin.id,
    cause: "typed-twice",
    choices: {},
  });
  expect(merged.ok).toBe(true);
  const older = await missedBy(second, null, "Quillfeather again, it is urgent now, water everywhere");
  await text(second, "Zephyrine Q. was here");
  await tellPeople();
  await run(
    `insert into ringback.notification (account_id, id, member_id, channel, kind, subject, body, state, created_at)
     select account_id, gen_random_uuid(), id, 'email', 'digest', 'Who is still waiting', 'Zephyrine Quillfeather, (312) 555-0147, since 9', 'sent', now() from ringback.member`,
  );
  await run(
    `insert into ringback.call_import (account_id, id, file_name, state, created_at) values ($1, gen_random_uuid(), 'old.csv', 'done', now())`,
    [business.accountId],
  );
  await run(
    `insert into ringback.call_import_reject (account_id, import_id, row_number, reason, line) select account_id, id, 1, 'no-time', 'x;(312) 555-0147;y' from ringback.call_import`,
  );
  await run(
    `insert into ringback.call_import_reject (account_id, import_id, row_number, reason, line) select account_id, id, 2, 'no-time', 'somebody else' from ringback.call_import`,
  );
  await run(`insert into ringback.do_not_call_number (account_id, number, list) values ($1, $2, 'internal')`, [
    business.accountId,
    number,
  ]);
  await seal();
  expect(older.callId).not.toBe(call.callId);
  return { contactId, call };
}

const forget = async (contactId: string, typed = name, closesCallbacks = true) =>
  await forgetContact(context, { ...actor(), contactId, typed, closesCallbacks });

async function work(forgettingId: string) {
  await runForgetting(context, { accountId: business.accountId, forgettingId });
}

test("afterwards no column of any table knows the number or the name, and the rest is as it was", async () => {
  await missedBy("+13125550149", "BEA ORTIZ", "This is Bea Ortiz, the heating is broken");
  const { contactId, call } = await livePerson();
  const before = await searchEverything(owner, personal);
  // The test sees what it claims to see: each of these held them.
  for (const place of [
    "call.caller",
    "call.facts",
    "call_event.detail",
    "callback.caller",
    "callback_event.detail",
    "callback_note.body",
    "consent_event.number",
    "contact.name",
    "contact.search",
    "contact_phone.number",
    "contact_merge.moved",
    "conversation.last_words",
    "conversation_number.number",
    "decision.inputs",
    "lead.title",
    "message.body",
    "message.to_number",
    "notification.body",
    "provider_event.payload",
    "texting_override.reason",
    "transcript.text",
    "assessment.assessment",
    "attempt.note",
    "call_import_reject.line",
    "do_not_call_number.number",
  ])
    expect.soft(before).toContain(`ringback.${place}`);
  const tally = () =>
    run(
      "select local_day, number_id, standing, sum(calls)::int as calls from ringback.call_tally group by 1, 2, 3 having sum(calls) <> 0 order by 1, 2, 3",
    );
  const countsOf = () =>
    run(
      "select (select count(*) from ringback.call)::int as calls, (select count(*) from ringback.callback)::int as callbacks, (select count(*) from ringback.message)::int as messages",
    );
  const [counts, head] = [await countsOf(), (await verifyLedger(db, business.accountId, clock.now())).head];

  const looked = await previewForgetting(context, business.accountId, contactId);
  expect(looked).toMatchObject({
    ok: true,
    toType: name,
    counts: { calls: 2, transcripts: 2, recordings: 2, notes: 1, leads: 2 },
    sharedWith: [],
  });
  const asked = await forget(contactId);
  if (!asked.ok) throw new Error(asked.refusal);
  const afterClosing = await tally();
  await work(asked.id);

  expect(await searchEverything(owner, personal)).toEqual([]);
  expect(await countsOf()).toEqual(counts);
  expect(await tally()).toEqual(afterClosing);
  await seal();
  const books = await verifyLedger(db, business.accountId, clock.now(), { expect: head?.hash });
  expect(books).toMatchObject({ ok: true, findings: [] });
  expect((await replayDecisions(db, business.accountId, clock.now(), {})).findings).toEqual([]);
  // Somebody else's is untouched.
  expect(await searchEverything(owner, { digits: ["3125550149"], words: ["bea ortiz"] })).toEqual(
    expect.arrayContaining([
      "ringback.call.caller",
      "ringback.transcript.text",
      "ringback.call_event.detail",
      "ringback.contact_phone.number",
    ]),
  );
  expect(await run("select line from ringback.call_import_reject")).toEqual([{ line: "somebody else" }]);
  const done = await previewForgetting(context, business.accountId, contactId);
  expect(done).toMatchObject({ ok: true, forgetting: { state: "done", gone: { calls: 2, notes: 1 } } });
  const trail = await run(
    "select action, detail from ringback.audit_event where subject = $1 and action like '%forg%' order by at, id",
    [contactId],
  );
  expect(trail.map(({ action }) => action)).toEqual(["forgetting-started", "contact-forgotten"]);
  // What comes late of a call of theirs is let go of.
  await call.tell({
    kind: "transcript-ready",
    transcriptId: "TRlate",
    recordingId: "RElate",
    text: `${name} once more`,
    state: "ready",
  } as Parameters<TestCall["tell"]>[0]);
  expect(await searchEverything(owner, personal)).toEqual([]);
});

test("a deletion that is killed at any step goes on where it was and ends the same", async () => {
  const { contactId } = await livePerson();
  const asked = await forget(contactId);
  if (!asked.ok) throw new Error(asked.refusal);
  for (let allowed = 1; ; allowed += 1) {
    let steps = 0;
    const dying: Context = {
      ...context,
      clock: {
        ...clock,
        offsetMs: 0,
        now: () => {
          steps += 1;
          if (steps > allowed) throw new Error("killed");
          return clock.now();
        },
      },
    };
    const died = await runForgetting(dying, { accountId: business.accountId, forgettingId: asked.id }).then(
      () => false,
      (error: unknown) => (error instanceof Error && error.message === "killed") || Promise.reject(error),
    );
    if (!died) break;
    expect(allowed).toBeLessThan(60);
  }
  expect(await searchEverything(owner, personal)).toEqual([]);
  await seal();
  expect(await verifyLedger(db, business.accountId, clock.now())).toMatchObject({ ok: true });
});

test("they are never texted again, also by whoever brings their number anew, until they write START themselves", async () => {
  const { contactId } = await livePerson();
  const asked = await forget(contactId);
  if (!asked.ok) throw new Error(asked.refusal);
  await work(asked.id);
  const inform = () =>
    transaction(db, business.accountId, clock.now(), (tx) =>
      planText(context, tx, {
        class: "service",
        purpose: "notice",
        to: number,
        from: { number: business.line },
        body: "Northside Plumbing: your part is here. Reply STOP to opt out.",
        usefulUntil: tx.now.add({ hours: 48 }),
      }),
    );
  clock.pass({ minutes: 5 });
  await enterContact(context, actor(), {
    facts: { name: "Somebody" },
    numbers: [{ number, label: null }],
    shares: false,
  });
  expect((await inform())?.decision).toMatchObject({ decision: "block", rules: ["opted-out", "no-consent"] });
  const stands = async () =>
    await consentOfNumber(
      db,
      business.accountId,
      clock.now(),
      number,
      numberKey(context.secretBox, business.accountId),
    );
  expect((await stands()).optedOutAt).not.toBeNull();
  // A new call becomes a callback and gets no text.
  await missedBy(number, null, "Hello, it is about the boiler");
  const [sent] = await run("select state from ringback.message where purpose = 'acknowledgement' and to_number = $1", [
    number,
  ]);
  expect(sent?.state ?? "suppressed").toBe("suppressed");
  clock.pass({ minutes: 5 });
  await text(number, "START");
  expect((await stands()).optedOutAt).toBeNull();
});

test("what belongs to others of a household stays, and their calls with it", async () => {
  await missedBy(number, null, "This is Bea Ortiz, the heating is broken");
  const bea = await contactOf(number);
  await changeContact(context, actor(), { contactId: bea, version: 1, facts: { name: "Bea Ortiz" } });
  const other = await enterContact(context, actor(), {
    facts: { name },
    numbers: [{ number, label: null }],
    shares: true,
  });
  if (!other.ok) throw new Error(other.refusal);
  const looked = await previewForgetting(context, business.accountId, other.id);
  expect(looked).toMatchObject({
    ok: true,
    counts: { calls: 0 },
    openCallbacks: [],
    sharedWith: [{ number, name: "Bea Ortiz" }],
  });
  const asked = await forget(other.id);
  if (!asked.ok) throw new Error(asked.refusal);
  await work(asked.id);
  expect(await searchEverything(owner, { digits: [], words: personal.words })).toEqual([]);
  expect(await openOf(number)).not.toBe("undefined");
  expect(await contactOf(number)).toBe(bea);
  expect(await run("select 1 from ringback.consent_event where kind = 'opt_out'")).toEqual([]);
});

test("it is refused without the name, with open callbacks that were not named, on the phone, and twice", async () => {
  const { contactId } = await livePerson();
  expect(await forget(contactId, "Zephyrine")).toEqual({ ok: false, refusal: "not-confirmed" });
  expect(await forget(contactId, name, false)).toEqual({ ok: false, refusal: "callbacks-open" });
  const ringing = await new TestCall(context, business).arrive(second);
  expect(await forget(contactId)).toEqual({ ok: false, refusal: "on-the-phone" });
  await ringing.hangUp();
  expect(await forget("00000000-0000-4000-8000-000000000000")).toEqual({ ok: false, refusal: "contact-not-found" });
  expect(await forget(contactId)).toMatchObject({ ok: true });
  expect(await forget(contactId)).toEqual({ ok: false, refusal: "forgetting-already" });
  expect(await run("select disposition, close_kind from ringback.callback where state = 'closed'")).toContainEqual({
    disposition: "do-not-contact",
    close_kind: "person",
  });
});
