import { afterAll, beforeAll, expect, test } from "vitest";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { claim, close, release, snooze } from "#use-cases/act-on-callback.ts";
import { addMember } from "#use-cases/add-member.ts";
import type { Context } from "#use-cases/context.ts";
import { callLedger } from "./call-ledger.ts";
import { callbackCase } from "./callback-case.ts";
import { listCallbacks } from "./list-callbacks.ts";
import { listCalls } from "./list-calls.ts";
import { listMessages } from "./list-messages.ts";
import { review } from "./review.ts";
import { readTodayCursor, today } from "./today.ts";

let http: TestHttp;
let context: Context;
let ours: TestBusiness;
let others: TestBusiness;
/** A Friday in November, 14:02 in Chicago: open until 17:00. */
const clock = new HandClock("2026-11-20T20:02:07Z");
const actor = () => ({ memberId: ours.ownerId, role: "owner" as const });

beforeAll(async () => {
  http = await createTestHttp();
  context = { ...http.context, clock };
  ours = await openBusiness(context, "maya");
  others = await openBusiness(context, "rival", "+13125550188", "Rival Plumbing");
});
afterAll(async () => await http[Symbol.asyncDispose]());

const list = (question: Partial<Parameters<typeof today>[3]> = {}) =>
  today(context.db, ours.accountId, clock.now(), { limit: 200, ...question });
const idsOf = (answer: Awaited<ReturnType<typeof list>>) =>
  answer.groups.flatMap((group) => group.rows.map((row) => row.callerNumber));
const caseOf = async (callerNumber: string) => {
  const { callbacks } = await listCallbacks(context.db, ours.accountId, clock.now(), { limit: 50, after: null });
  const id = callbacks.find((row) => row.callerNumber === callerNumber)?.id ?? "";
  const found = await callbackCase(context.db, ours.accountId, clock.now(), id, actor(), {});
  if (found === null) throw new Error("The case is not there.");
  return found;
};

test("a day at the desk: groups, order, figures, and each case in words", async () => {
  await new TestCall(context, ours).arrive("+13125550101").then((call) => call.hangUp());
  clock.pass({ minutes: 20 });
  const quote = await new TestCall(context, ours).arrive("+13125550102", "BECKETT TOM");
  await quote.leaveVoicemail("Hi, I wanted to get a price on a water softener some time next month, no rush.");
  clock.pass({ seconds: 10 });
  const urgent = await new TestCall(context, ours).arrive("+13125550103");
  await urgent.leaveVoicemail(
    "Hi this is Dana Ruiz. We've got no heat since last night and the baby's room is fifty degrees, please call me.",
  );
  const withheld = await new TestCall(context, ours).arrive("anonymous");
  await withheld.hangUp();
  await new TestCall(context, others).arrive("+13125550777").then((call) => call.hangUp());

  const first = await list();
  expect(first.groups.map((group) => group.key)).toEqual(["now", "next", "snoozed", "closed-today"]);
  expect(idsOf(first).slice(0, 2)).toEqual(["+13125550103", "+13125550101"]);
  expect(first).toMatchObject({
    open: 4,
    overdue: 1,
    missed: 4,
    attempted: 0,
    recovered: 0,
    medianCallbackMinutes: null,
  });
  expect(first.hours).toEqual({ open: true, until: "2026-11-20T23:00:00Z", timeZone: "America/Chicago" });
  expect(first.reviewCount).toBeGreaterThan(0);

  const dana = await caseOf("+13125550103");
  expect(dana).toMatchObject({
    urgency: "emergency",
    callCount: 1,
    numberLabel: "Main line",
    source: "Google Ads",
    attempted: false,
  });
  expect(dana.excerpt.quoted).toBe(true);
  expect(dana.excerpt.marks.map(([start, end]) => dana.excerpt.text.slice(start, end)).join()).toContain("no heat");
  expect(dana.voicemail).toMatchObject({ transcriptState: "ready", audioState: "on-its-way", durationSeconds: 12 });
  for (const { start = 0, end = 0, quote: said } of dana.voicemail?.evidence ?? [])
    if (said !== undefined) expect(dana.voicemail?.transcript?.slice(start, end)).toBe(said);
  expect(dana.loop.map((step) => `${step.step}: ${step.state}`)).toEqual([
    "detected: done",
    "acknowledged: now",
    "classified: done",
    "owned: now",
    "recovered: todo",
  ]);
  expect(dana.loop.map((step) => step.note)).toEqual([
    "+0 s",
    "text on its way",
    "emergency",
    "Maya, due 14:27",
    "waiting for a conversation",
  ]);
  expect(dana.known.find((fact) => fact.label === "Urgency")?.value).toContain("“no heat”");
  expect(dana.timeline.map((entry) => entry.text)).toEqual(
    expect.arrayContaining([
      "Nobody answered",
      "Voicemail transcribed; emergency wording found",
      "Alarm raised: emergency",
      "Callback given to Maya Chen",
    ]),
  );
  expect(dana.actions.find((one) => one.action === "call")).toMatchObject({ allowed: true, refusal: null });
  expect(dana.actions.find((one) => one.action === "reopen")).toMatchObject({
    allowed: false,
    refusal: "This callback is still open.",
  });
  expect(dana.callFrom).toBe("+13125550199");

  const nobody = (
    await listCallbacks(context.db, ours.accountId, clock.now(), { limit: 50, after: null })
  ).callbacks.find((row) => row.callerNumber === null);
  const hidden = await callbackCase(context.db, ours.accountId, clock.now(), nobody?.id ?? "", actor(), {});
  expect(hidden?.relation).toBe("withheld number");
  expect(hidden?.loop[1]).toMatchObject({ state: "stopped", note: "not texted: number withheld; callback moved up" });
  expect(hidden?.noTextReason).toBe("No text was sent: the caller withheld the number.");
  expect(hidden?.openHolds.map((hold) => hold.reason)).toEqual(["withheld-number"]);
  expect(hidden?.messages).toEqual([]);

  const tom = await caseOf("+13125550102");
  await snooze(context, {
    accountId: ours.accountId,
    actor: actor(),
    callbackId: tom.id,
    until: clock.now().add({ hours: 2 }),
    reason: "asked for the afternoon",
  });
  const early = await caseOf("+13125550101");
  expect(early.excerpt).toEqual({ text: "Hung up while it rang.", marks: [], quoted: false });
  expect(early.breachedAt).toBeNull();
  clock.pass({ minutes: 1 });
  await close(context, {
    accountId: ours.accountId,
    actor: actor(),
    callbackId: early.id,
    disposition: "reached-booked",
    how: "called",
    note: "Tuesday",
  });
  const later = await list();
  expect(later.groups.map((group) => group.rows.length)).toEqual([2, 0, 1, 1]);
  expect(later).toMatchObject({ open: 3, overdue: 0, recovered: 1 });
  const closed = await caseOf("+13125550101");
  expect(closed.loop[4]).toMatchObject({ state: "done", note: "Reached, booked" });
  expect(closed.timeline.at(-1)).toMatchObject({ text: "Closed: Reached, booked", by: "Maya Chen", quote: "Tuesday" });
  expect((await caseOf("+13125550102")).loop[3]?.note).toBe("Maya, put off until 16:22");
});

test("the list goes on where a page ended, without repeating or leaving out anybody", async () => {
  for (const [digits, words] of [
    ["110", "A price for a water softener next month please, no rush."],
    ["111", "There is gas in the house, I can smell gas!"],
    ["112", "We have no heat and a newborn here."],
    ["113", "Could you send me a quote?"],
  ]) {
    clock.pass({ seconds: 5 });
    await (await new TestCall(context, ours).arrive(`+13125550${digits}`)).leaveVoicemail(words ?? "");
  }
  const whole = idsOf(await list());
  expect(whole).toHaveLength(8);
  expect(whole.slice(0, 3)).toEqual(["+13125550103", "+13125550111", "+13125550112"]);
  for (const limit of [1, 2, 3]) {
    const paged: (string | null)[] = [];
    let cursor: string | null = null;
    do {
      const after = cursor === null ? undefined : (readTodayCursor(cursor) ?? undefined);
      const page = await list({ limit, after });
      paged.push(...idsOf(page));
      cursor = page.nextCursor;
      clock.pass({ minutes: 3 });
    } while (cursor !== null);
    expect(paged).toEqual(whole);
    clock.pass({ minutes: -3 * Math.ceil(whole.length / limit) });
  }
  expect(readTodayCursor("bm9uc2Vuc2U")).toBeNull();
});

test("filters: by name, by digits however written, by urgency, by owner", async () => {
  expect(idsOf(await list({ search: "beckett" }))).toEqual(["+13125550102"]);
  expect(idsOf(await list({ search: "555-0103" }))).toEqual(["+13125550103"]);
  expect(idsOf(await list({ search: "100%_" }))).toEqual([]);
  expect(idsOf(await list({ urgency: "emergency" }))).toEqual(["+13125550103", "+13125550111", "+13125550112"]);
  expect(idsOf(await list({ owner: ours.ownerId }))).toHaveLength(8);
  expect(idsOf(await list({ owner: others.ownerId }))).toHaveLength(0);
});

test("the ledger is found by our id and by the provider's, and tells each step", async () => {
  const call = await new TestCall(context, ours, "CAledger1").arrive("+13125550104");
  await call.leaveVoicemail("Please call me back about the boiler.");
  const byOurs = await callLedger(context.db, ours.accountId, clock.now(), call.callId);
  const byTheirs = await callLedger(context.db, ours.accountId, clock.now(), "CAledger1");
  expect(byTheirs).toEqual(byOurs);
  expect(byOurs?.call).toMatchObject({ providerCallId: "CAledger1", outcome: "missed", detectedAfterMs: 0 });
  expect(byOurs?.entries.map((entry) => entry.kind)).toEqual(
    expect.arrayContaining(["arrived", "missed", "voicemail-left", "classified"]),
  );
  expect(await callLedger(context.db, ours.accountId, clock.now(), "CAnone")).toBeNull();
});

test("lists page by time; the list of live callbacks leaves the closed out", async () => {
  const page = async (after: Parameters<typeof listCalls>[3]["after"]) =>
    await listCalls(context.db, ours.accountId, clock.now(), { limit: 2, after });
  const first = await page(null);
  expect(first.calls).toHaveLength(2);
  expect(first.nextCursor).not.toBeNull();
  const open = await listCallbacks(context.db, ours.accountId, clock.now(), { state: "open", limit: 50, after: null });
  expect(open.callbacks.every((row) => row.state === "open")).toBe(true);
  const closed = await listCallbacks(context.db, ours.accountId, clock.now(), {
    state: "closed",
    limit: 50,
    after: null,
  });
  expect(closed.callbacks.map((row) => row.disposition)).toEqual(["reached-booked"]);
  const { messages } = await listMessages(context.db, ours.accountId, clock.now(), { limit: 50, after: null });
  expect(messages.find((message) => message.state === "suppressed")?.rules).toEqual(["number-withheld"]);
});

test("who calls again after the case was closed is a new matter that knows the calls before", async () => {
  clock.pass({ minutes: 5 });
  await new TestCall(context, ours).arrive("+13125550101").then((call) => call.hangUp());
  const again = await caseOf("+13125550101");
  expect(again).toMatchObject({ state: "open", callCount: 1, relation: "called before" });
  expect(again.calls.map((call) => call.outcome)).toEqual(["missed", "missed"]);
  expect(again.noTextReason).toBe("No text was sent: this caller already got a text a short while ago.");
});

test("another business sees nothing of it", async () => {
  const { id } = await caseOf("+13125550103");
  const theirs = { memberId: others.ownerId, role: "owner" as const };
  expect(await callbackCase(context.db, others.accountId, clock.now(), id, theirs, {})).toBeNull();
  expect(await callLedger(context.db, others.accountId, clock.now(), "CAledger1")).toBeNull();
  const { callbacks } = await listCallbacks(context.db, others.accountId, clock.now(), { limit: 50, after: null });
  expect(callbacks.map((row) => row.callerNumber)).toEqual(["+13125550777"]);
  const { holds } = await review(context.db, others.accountId, clock.now(), { limit: 50, after: null });
  expect(holds).toEqual([]);
});

test("mine is what I own and what I have claimed, until I give it back", async () => {
  const facts = {
    name: "Luis",
    email: null,
    phone: null,
    role: "agent",
    notifyBySms: false,
    notifyByEmail: false,
  } as const;
  const hired = await addMember(context, { accountId: ours.accountId, memberId: ours.ownerId }, facts);
  if (!hired.ok) throw new Error(hired.refusal);
  const luis = { memberId: hired.memberId, role: "agent" as const };
  const waiting = (await list()).groups.flatMap(({ rows }) => rows).find(({ state }) => state === "open");
  const command = { accountId: ours.accountId, actor: luis, callbackId: waiting?.id ?? "" };
  expect(await claim(context, command)).toMatchObject({ ok: true });
  expect(idsOf(await list({ owner: luis.memberId }))).toEqual([waiting?.callerNumber]);
  await release(context, command);
  expect(idsOf(await list({ owner: luis.memberId }))).toEqual([]);
});

test("the search finds by words of the name in any order, by what they want, and by short beginnings", async () => {
  expect(idsOf(await list({ search: "tom beck" }))).toEqual(["+13125550102"]);
  expect(idsOf(await list({ search: "ECKET" }))).toEqual(["+13125550102"]);
  expect(idsOf(await list({ search: "to" }))).toEqual(["+13125550102"]);
  expect(idsOf(await list({ search: "om" }))).toEqual([]);
  expect(idsOf(await list({ search: "…" }))).toEqual([]);
  const wants = (await list()).groups.flatMap(({ rows }) => rows).filter(({ intent }) => intent === "quote");
  expect(idsOf(await list({ search: "quo" })).length).toBe(wants.length);
});
