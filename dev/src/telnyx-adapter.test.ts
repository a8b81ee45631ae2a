// Ringback's Telnyx adapter and the fake phone network, one against the other, over real HTTP.
import type { LoggedCall } from "@ringback/server/providers/telephony/provider.ts";
import { expect, test } from "vitest";
import { applicationId, business, caller, profileId, staff, telnyxDesk } from "./telnyx-desk.ts";

const script = [{ say: "Hi, this is Dana, my boiler is leaking" }, { hangUp: true }] as const;
const allDay = (day: string) => ({
  from: Temporal.Instant.from(`${day}T00:00:00Z`),
  to: Temporal.Instant.from(`${day}T00:00:00Z`).add({ hours: 24 }),
});
const startOf = (call: LoggedCall) => (call.direction === "inbound" ? call.arrivedAt : call.startedAt);
const never = () => new AbortController().signal;

test("a call nobody answers becomes a voicemail, whose audio and words arrive", async () => {
  await using at = await telnyxDesk();
  const call = at.network.placeCall({ from: caller, to: business, stirVerstat: "TN-Validation-Passed-B", script });
  await at.network.clock.advance(150);
  expect(call.sid).toMatch(/^v3:/);
  expect(at.verdict(call.sid)).toBe("no-answer");
  for (const word of ["arrived", "dial-ended", "voicemail-left", "recording-ready", "transcript-ready", "ended"])
    expect(at.told().filter((other) => other === word)).toEqual([word]);
  expect(new Set(at.notices.map(({ key }) => key)).size).toBe(at.notices.length);
  expect(at.notices[0]).toMatchObject({ event: { from: caller, to: business, callerIdTrust: "partial" } });
  const recording = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "recording-ready");
  if (recording?.kind !== "call" || recording.event.kind !== "recording-ready") throw new Error("no recording");
  const { recordingId } = recording.event;
  const { contentType, audio } = await at.provider.fetchRecording(at.account, recordingId);
  expect(contentType).toMatch(/^audio\//);
  expect(audio.length).toBeGreaterThan(1_000);
  const words = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "transcript-ready");
  expect(words).toMatchObject({ event: { recordingId, text: expect.stringContaining("boiler") } });
});

test("rings as long as it was told: nothing is taken off or added", async () => {
  await using at = await telnyxDesk();
  const call = at.network.placeCall({ from: caller, to: business });
  await at.network.clock.advance(60);
  const greeting = call.transcript.find(({ kind }) => kind === "say");
  const rang = greeting?.at.since(call.transcript[0]?.at ?? greeting.at).total("seconds");
  expect(Math.round(rang ?? 0)).toBe(20);
});

test("a person who presses 1 is connected, though no request of their phone names the call", async () => {
  await using at = await telnyxDesk();
  at.network.phone(staff, { kind: "answers", afterSeconds: 4, presses: "1", talksForSeconds: 30 });
  const call = at.network.placeCall({ from: caller, to: business });
  await at.network.clock.advance(90);
  const accepted = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "leg-accepted");
  expect(accepted).toMatchObject({ callId: call.sid, event: { memberId: "m-1" } });
  expect(at.verdict(call.sid)).toBe("answered");
  const asked = at.network.webhooks.filter(({ kind }) => kind === "dial-screening" || kind === "gather-action");
  expect(asked.flatMap(({ fields }) => fields.filter(([name]) => name === "ParentCallSid"))).toEqual([]);
});

test.each([
  ["a mobile's own voicemail", { kind: "voicemail", afterSeconds: 5 } as const, "voicemail-answered"],
  [
    "a person who presses another key",
    { kind: "answers", afterSeconds: 2, presses: "5" } as const,
    "voicemail-answered",
  ],
  ["a busy phone", { kind: "busy" } as const, "busy"],
])("%s is nobody", async (_name, behaviour, verdict) => {
  await using at = await telnyxDesk();
  at.network.phone(staff, behaviour);
  const call = at.network.placeCall({ from: caller, to: business, script });
  await at.network.clock.advance(180);
  expect(at.verdict(call.sid)).toBe(verdict);
  expect(at.told()).toContain("voicemail-left");
});

test("a caller who gives up while it rings is missed, although Telnyx calls the call completed", async () => {
  await using at = await telnyxDesk();
  const call = at.network.placeCall({ from: caller, to: business, script: [{ wait: 9 }, { hangUp: true }] });
  await at.network.clock.advance(60);
  expect(call.state).toBe("completed");
  expect(at.verdict(call.sid)).toBe("abandoned-while-ringing");
});

test("when our voice URL is broken, the fallback takes the voicemail and says so", async () => {
  await using at = await telnyxDesk();
  at.break("/voice");
  const call = at.network.placeCall({ from: caller, to: business, script });
  await at.network.clock.advance(120);
  expect(at.verdict(call.sid)).toBe("system-failure");
  expect(at.told()).toContain("voicemail-left");
});

test("a call back rings the staff member, then the caller, and is never an inbound call", async () => {
  await using at = await telnyxDesk();
  at.network.phone(staff, { kind: "answers", afterSeconds: 3, presses: "1" });
  at.network.phone(caller, { kind: "answers", afterSeconds: 3, talksForSeconds: 20 });
  const asked = { staffPhone: staff, caller, from: business, whisper: "Dana", attemptId: "at-1" };
  // Its answer names no call; every webhook carries the attempt.
  expect(await at.provider.startCall(at.account, asked)).toEqual({ callId: "attempt:at-1" });
  await at.network.clock.advance(120);
  expect(at.notices.every((notice) => notice.kind.startsWith("attempt-") && "attemptId" in notice)).toBe(true);
  expect(at.told()).toEqual(expect.arrayContaining(["attempt-asked", "attempt-accepted"]));
  const ofCaller = at.notices.filter((notice) => notice.kind === "attempt-progress" && notice.leg === "caller");
  expect(ofCaller).toContainEqual(expect.objectContaining({ status: "completed", talkSeconds: expect.any(Number) }));
});

test("a drill's calling side is nobody's call, its other side an ordinary one", async () => {
  await using at = await telnyxDesk();
  const other = "+15559870001";
  at.network.addNumber(at.customer, other);
  await at.provider.placeTestCall(at.account, { from: other, to: business, words: "This is a drill" });
  await at.network.clock.advance(5);
  const arrived = at.notices.filter((notice) => notice.kind === "call" && notice.event.kind === "arrived");
  expect(arrived.length).toBeLessThanOrEqual(1);
  expect(at.notices.filter((notice) => notice.kind === "call" && notice.arrival?.from === staff)).toEqual([]);
});

test("the log tells calls that came in, page by page, and leaves out phones that were rung", async () => {
  await using at = await telnyxDesk();
  const calls = [];
  for (let call = 0; call < 3; call += 1) {
    calls.push(at.network.placeCall({ from: caller, to: business, script }));
    await at.network.clock.advance(180);
  }
  const logged = (await Array.fromAsync(at.provider.listCalls(at.account, allDay("2026-11-18"), never()))).flat();
  expect(logged.map((call) => call.callId).toSorted()).toEqual(calls.map(({ sid }) => sid).toSorted());
  expect(logged.map(({ direction }) => direction)).toEqual(["inbound", "inbound", "inbound"]);
  const nextDay = (await Array.fromAsync(at.provider.listCalls(at.account, allDay("2026-11-19"), never()))).flat();
  expect(nextDay).toEqual([]);
  // The log is asked for by days; what is asked for by the minute is sorted out here.
  const [first] = logged.toSorted((a, b) => Temporal.Instant.compare(startOf(a), startOf(b)));
  if (first === undefined) throw new Error("no call");
  const range = { from: startOf(first), to: startOf(first).add({ minutes: 1 }) };
  const inAMinute = (await Array.fromAsync(at.provider.listCalls(at.account, range, never()))).flat();
  expect(inAMinute).toEqual([first]);
  const one = await at.provider.fetchCall(at.account, calls[0]?.sid ?? "");
  expect(one?.map(({ kind }) => kind)).toEqual(["arrived", "voicemail-left", "recording-ready", "ended"]);
  expect(await at.provider.fetchCall(at.account, "v3:nobody-knows-this")).toBeNull();
});

test("a log of more than one page comes whole, also when the provider is busy", async () => {
  await using at = await telnyxDesk();
  at.network.phone(staff, { kind: "busy" });
  for (let call = 0; call < 120; call += 1)
    at.network.placeCall({ from: caller, to: business, script: [{ hangUp: true }] });
  await at.network.clock.advance(30);
  at.network.setFaults({ rest: [{ fault: "429", pathContains: "/Calls", times: 2 }] });
  const pages = await Array.fromAsync(at.provider.listCalls(at.account, allDay("2026-11-18"), never()));
  expect(new Set(pages.flat().map(({ callId }) => callId)).size).toBe(120);
  expect(at.network.requests.filter(({ path }) => path.endsWith("/Calls")).length).toBeGreaterThanOrEqual(4);
});

test("a text is delivered, found again and reported; refusals have a meaning", async () => {
  await using at = await telnyxDesk();
  const since = at.network.clock.now();
  const text = { from: business, to: caller, body: "Sorry we missed you – Joe & Sons", validitySeconds: 900 };
  const sent = await at.provider.sendMessage(at.account, text);
  if (sent.outcome !== "accepted") throw new Error(sent.outcome);
  expect(await at.provider.findSentMessage(at.account, { ...text, since })).toMatchObject({
    messageId: sent.messageId,
  });
  expect(await at.provider.findSentMessage(at.account, { ...text, body: "another", since })).toBeNull();
  const except = new Set([sent.messageId]);
  expect(await at.provider.findSentMessage(at.account, { ...text, since, except })).toBeNull();
  const later = since.add({ hours: 1 });
  expect(await at.provider.findSentMessage(at.account, { ...text, since: later })).toBeNull();
  await at.network.clock.advance(60);
  const states = at.notices.filter(({ kind }) => kind === "message-status");
  expect(states).toMatchObject([
    { messageId: sent.messageId, state: "sent" },
    { messageId: sent.messageId, state: "delivered", errorCode: null },
  ]);
  at.network.phone("+15551230009", undefined, "landline");
  await at.provider.sendMessage(at.account, { ...text, to: "+15551230009" });
  await at.network.clock.advance(60);
  expect(at.notices.at(-1)).toMatchObject({ kind: "message-status", state: "undelivered", errorCode: "40001" });
  at.network.phone("+15551230007", undefined, "not-mobile");
  expect(await at.provider.sendMessage(at.account, { ...text, to: "+15551230007" })).toMatchObject({
    outcome: "refused",
    means: "not-sms-capable",
  });
  expect(await at.provider.sendMessage(at.account, { ...text, from: "+15550000000" })).toMatchObject({
    means: "configuration",
  });
  expect(await at.provider.sendMessage({ ...at.account, secret: "revoked" }, text)).toMatchObject({
    errorCode: "10009",
    means: "configuration",
  });
});

test("a lost answer is no answer: the text is looked up, and a busy provider got nothing", async () => {
  await using at = await telnyxDesk();
  const since = at.network.clock.now();
  const text = { from: business, to: caller, body: "Sorry we missed you", validitySeconds: 900 };
  at.network.setFaults({ rest: [{ fault: "performed-then-dropped", method: "POST", times: 1 }] });
  expect(await at.provider.sendMessage(at.account, text)).toMatchObject({ outcome: "unknown" });
  expect(await at.provider.findSentMessage(at.account, { ...text, since })).not.toBeNull();
  at.network.setFaults({ rest: [{ fault: "429", times: 1 }] });
  expect(await at.provider.sendMessage(at.account, text)).toMatchObject({ outcome: "not-sent" });
});

test("STOP is answered by Telnyx, told to us, and refused from then on", async () => {
  await using at = await telnyxDesk();
  at.network.sendText({ from: caller, to: business, body: "Stop" });
  await at.network.clock.advance(10);
  expect(at.notices).toMatchObject([
    { kind: "message-received", from: caller, to: business, body: "Stop", providerReplies: true },
  ]);
  expect(at.network.phone(caller).inbox.map(({ body }) => body)).toEqual([expect.stringContaining("unsubscribed")]);
  const text = { from: business, to: caller, body: "Hello again", validitySeconds: 900 };
  expect(await at.provider.sendMessage(at.account, text)).toMatchObject({ errorCode: "40300", means: "opted-out" });
});

test("webhooks are installed and put back", async () => {
  await using at = await telnyxDesk();
  const before = {
    Connection: "another-connection",
    VoiceUrl: "https://before.example/texml",
    MessageWebhookUrl: "https://before.example/texts",
  };
  expect(at.number).toMatchObject({ label: "Front desk", canText: true, webhooks: "not-installed", settings: before });
  expect(at.installed.before).toMatchObject(before);
  expect(await at.provider.findNumber(at.account, business)).toMatchObject({
    webhooks: "installed",
    warnings: [],
    settings: { Connection: applicationId, MessagingProfile: profileId },
  });
  await at.provider.restoreSettings(at.account, at.number.providerNumberId, at.installed.before);
  const restored = await at.provider.findNumber(at.account, business);
  // It is another application's again; our own application keeps its addresses for its other numbers.
  expect(restored).toMatchObject({
    webhooks: "not-installed",
    settings: { Connection: "another-connection", MessageWebhookUrl: "https://before.example/texts" },
  });
});

test("says what an installation would take along, and what it cannot give", async () => {
  await using at = await telnyxDesk();
  const profile = at.books.profiles.get(profileId);
  if (profile === undefined) throw new Error("no profile");
  profile.webhook_url = "https://somebody.else/texts";
  at.network.addNumber(at.customer, "+15559870001");
  at.books.profileOf.set("+15559870001", profileId);
  at.network.addNumber(at.customer, "+15559870002");
  expect(await at.provider.findNumber(at.account, business)).toMatchObject({
    webhooks: "changed",
    warnings: [expect.stringContaining("1 other number")],
  });
  expect(await at.provider.findNumber(at.account, "+15559870002")).toMatchObject({
    canText: false,
    warnings: [expect.stringContaining("no messaging profile")],
  });
  const numbers = await at.provider.listNumbers(at.account);
  expect(numbers.map(({ number }) => number).toSorted()).toEqual([business, "+15559870001", "+15559870002"]);
  expect(await at.provider.findNumber(at.account, "+15550009999")).toBeNull();
});

test("a list of numbers longer than a page comes whole", async () => {
  await using at = await telnyxDesk();
  for (let number = 0; number < 260; number += 1) at.network.addNumber(at.customer, `+1555986${1000 + number}`);
  expect(await at.provider.listNumbers(at.account)).toHaveLength(261);
});

test("credentials are key, account and application together", async () => {
  await using at = await telnyxDesk();
  const { provider, account } = at;
  expect(await provider.checkCredentials(account)).toMatchObject({ ok: true });
  expect(await provider.checkCredentials({ ...account, secret: "wrong" })).toMatchObject({ ok: false });
  expect(await provider.checkCredentials({ ...account, externalAccountId: "other" })).toMatchObject({ ok: false });
  const settings = { ...account.settings, texmlApplicationId: "999" };
  expect(await provider.checkCredentials({ ...account, settings })).toMatchObject({ ok: false });
});
