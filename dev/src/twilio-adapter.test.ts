// Ringback's Twilio adapter and the fake phone network, one against the other, over real HTTP.
import { createServer } from "node:http";
import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import { hookKindOf } from "@ringback/server/providers/telephony/hook-kind.ts";
import type { ProviderNotice, TelephonyAccount } from "@ringback/server/providers/telephony/provider.ts";
import { createTwilio } from "@ringback/server/providers/telephony/twilio/index.ts";
import { expect, test } from "vitest";
import { manualClock } from "./fake-phone-network/clock.ts";
import { PhoneNetwork } from "./fake-phone-network/network.ts";
import { validateTwilioRequest } from "./vendor-openapi.ts";

const business = "+15559870000";
const caller = "+15551230001";
const staff = "+15557770001";
const otherStaff = "+15557770002";
const twilio = createTwilio();

/** What Ringback's rules would say, as short as can be. */
function nextInstruction(notice: ProviderNotice): { instruction: CallInstruction; attemptId?: string } {
  const phones = [
    { memberId: "m-1", number: staff },
    { memberId: "m-2", number: otherStaff },
  ];
  const greeting = "You reached Joe & Sons. Leave a message; it will be recorded and transcribed.";
  const voicemail: CallInstruction = { do: "take-voicemail", greeting, maxSeconds: 120, language: "en-US" };
  switch (notice.kind) {
    case "screening-asked":
      return { instruction: { do: "ask-to-accept", whisper: "A call for Joe. Press 1.", memberId: notice.memberId } };
    case "attempt-asked":
      return {
        instruction: { do: "ask-to-accept", whisper: "Call back Dana. Press 1.", memberId: "" },
        attemptId: notice.attemptId,
      };
    case "attempt-accepted":
      return {
        instruction: { do: "dial-caller", number: caller, callerId: business, whisper: "Calling." },
        attemptId: notice.attemptId,
      };
    case "screening-declined":
    case "attempt-declined":
      return { instruction: { do: "hang-up" } };
    case "call":
      if (notice.event.kind === "arrived")
        return { instruction: { do: "ring", phones, ringSeconds: 20, requireAcceptKey: true } };
      if (notice.event.kind === "system-failed") return { instruction: voicemail };
      if (notice.event.kind === "dial-ended")
        return { instruction: notice.event.bridged ? { do: "hang-up" } : voicemail };
      if (notice.event.kind === "voicemail-left") return { instruction: { do: "say-and-hang-up", text: "Thank you." } };
  }
  return { instruction: { do: "nothing" } };
}

async function desk() {
  const clock = manualClock();
  const network = new PhoneNetwork({ clock, ids: "adapter", webhookLimitMs: 2_000 });
  const customer = network.addAccount();
  const notices: ProviderNotice[] = [];
  const refused: unknown[] = [];
  let brokenPaths: readonly string[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const pathAndQuery = (request.url ?? "").replace("/hooks/c", "");
    if (brokenPaths.includes(pathAndQuery)) return response.writeHead(500).end();
    const raw = {
      method: request.method ?? "",
      pathAndQuery,
      rawBody: Buffer.concat(parts),
      headers: request.headers as Record<string, string>,
    };
    const read = twilio.readWebhook(account, hookKindOf(pathAndQuery) ?? "voice", raw, clock.now());
    if (!read.ok) {
      refused.push({ pathAndQuery, read });
      return response.writeHead(read.status).end();
    }
    notices.push(read.notice);
    const { instruction, attemptId } = nextInstruction(read.notice);
    const answer = twilio.renderInstruction(account, instruction, attemptId === undefined ? {} : { attemptId });
    response.writeHead(200, { "content-type": answer.contentType }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const account: TelephonyAccount = {
    connectionId: "c",
    externalAccountId: customer.sid,
    secret: customer.authToken,
    previousSecret: null,
    credentials: {},
    settings: {},
    apiBaseUrl: await network.listen(),
    hookBaseUrl: `http://127.0.0.1:${port}/hooks/c`,
    staticFallbackUrl: null,
  };
  network.addNumber(customer, business, { smsUrl: "https://before.example/sms" });
  const number = await twilio.findNumber(account, business);
  if (number === null) throw new Error("The network does not list its number.");
  const installed = await twilio.installWebhooks(account, number);
  return {
    network,
    account,
    notices,
    number,
    installed,
    break: (...paths: string[]) => {
      brokenPaths = paths;
    },
    /** What was told about calls, as words. */
    told: () =>
      notices.map((notice) => {
        if (notice.kind !== "call") return notice.kind;
        return notice.event.kind === "leg-progress" ? `leg-${notice.event.status}` : notice.event.kind;
      }),
    async [Symbol.asyncDispose]() {
      await network.settled();
      await network.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      expect(refused).toEqual([]);
      expect(network.alerts.filter(({ code }) => code === 0)).toEqual([]);
      const complaints = network.requests
        // Media is documented outside the description: the recording's path without an extension is its WAV.
        .filter(({ path }) => !/\/Recordings\/RE\w+$/.test(path))
        .flatMap((request) => validateTwilioRequest(request))
        // An empty URL clears the setting; the description only knows URLs.
        .filter((words) => !words.endsWith('must match format "uri" ()'));
      expect(complaints).toEqual([]);
    },
  };
}

test("a call nobody answers becomes a voicemail, whose audio and words arrive", async () => {
  await using at = await desk();
  const call = at.network.placeCall({
    from: caller,
    to: business,
    stirVerstat: "TN-Validation-Passed-A",
    script: [{ say: "Hi, this is Dana, my boiler is leaking" }, { hangUp: true }],
  });
  await at.network.clock.advance(120);
  const told = at.told();
  expect(told[0]).toBe("arrived");
  expect(told.filter((word) => word === "leg-no-answer")).toHaveLength(2);
  for (const word of ["dial-ended", "voicemail-left", "recording-ready", "transcript-ready", "ended"]) {
    expect(told.filter((other) => other === word)).toEqual([word]);
  }
  expect(new Set(at.notices.map(({ key }) => key)).size).toBe(at.notices.length);
  const dial = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "dial-ended");
  expect(dial).toMatchObject({
    callId: call.sid,
    event: { status: "no-answer", bridged: false },
    arrival: { from: caller },
  });
  // 20 seconds of ringing, five of which Twilio adds to what it is told.
  const rang = call.transcript
    .find(({ kind }) => kind === "say")
    ?.at.since(call.transcript[0]?.at ?? at.network.clock.now());
  expect(Math.round(rang?.total("seconds") ?? 0)).toBe(20);
  const recording = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "recording-ready");
  if (recording?.kind !== "call" || recording.event.kind !== "recording-ready") throw new Error("no recording");
  const { contentType, audio } = await twilio.fetchRecording(at.account, recording.event.recordingId);
  expect(contentType).toMatch(/^audio\//);
  expect(audio.length).toBeGreaterThan(1_000);
  expect(at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "transcript-ready")).toMatchObject(
    {
      event: { text: expect.stringContaining("boiler"), recordingId: recording.event.recordingId },
    },
  );
  const log = await twilio.fetchCall(at.account, call.sid);
  expect(log?.map(({ kind }) => kind)).toEqual([
    "arrived",
    "leg-progress",
    "leg-progress",
    "dial-ended",
    "voicemail-left",
    "recording-ready",
    "ended",
  ]);
  expect(await twilio.fetchCall(at.account, `CA${"0".repeat(32)}`)).toBeNull();
});

test("a person who presses 1 is connected", async () => {
  await using at = await desk();
  at.network.phone(staff, { kind: "answers", afterSeconds: 4, presses: "1", talksForSeconds: 30 });
  const call = at.network.placeCall({ from: caller, to: business });
  await at.network.clock.advance(90);
  const accepted = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "leg-accepted");
  expect(accepted).toMatchObject({ callId: call.sid, event: { memberId: "m-1" } });
  const dial = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "dial-ended");
  expect(dial).toMatchObject({ event: { status: "completed", bridged: true, talkSeconds: expect.any(Number) } });
  expect(call.transcript.map(({ kind }) => kind)).toContain("bridged");
});

test("a mobile's own voicemail is no person", async () => {
  await using at = await desk();
  at.network.phone(staff, { kind: "voicemail", afterSeconds: 5 });
  at.network.placeCall({ from: caller, to: business, script: [{ say: "Please call me back soon" }, { hangUp: true }] });
  await at.network.clock.advance(180);
  expect(at.told()).toContain("screening-asked");
  expect(at.told()).not.toContain("leg-accepted");
  const dial = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "dial-ended");
  expect(dial).toMatchObject({ event: { bridged: false } });
  expect(at.told()).toContain("voicemail-left");
});

test("a person who presses another key is not connected", async () => {
  await using at = await desk();
  at.network.phone(staff, { kind: "answers", afterSeconds: 2, presses: "5" });
  at.network.placeCall({ from: caller, to: business, script: [{ say: "Please call me back soon" }, { hangUp: true }] });
  await at.network.clock.advance(180);
  expect(at.told()).toContain("screening-declined");
  expect(at.told()).not.toContain("leg-accepted");
});

test("when our voice URL is broken, the fallback takes the voicemail and says so", async () => {
  await using at = await desk();
  at.break("/voice");
  const call = at.network.placeCall({
    from: caller,
    to: business,
    script: [{ say: "Is anybody there at all" }, { hangUp: true }],
  });
  await at.network.clock.advance(120);
  const failed = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "system-failed");
  expect(failed).toMatchObject({ callId: call.sid, event: { code: "11200" }, arrival: { from: caller, to: business } });
  expect(at.told()).toContain("voicemail-left");
});

test("a call back rings the staff member, then the caller, and is never an inbound call", async () => {
  await using at = await desk();
  at.network.phone(staff, { kind: "answers", afterSeconds: 3, presses: "1" });
  at.network.phone(caller, { kind: "answers", afterSeconds: 3, talksForSeconds: 20 });
  const call = { staffPhone: staff, caller, from: business, whisper: "Dana", attemptId: "at-1" };
  const { callId } = await twilio.startCall(at.account, call);
  await at.network.clock.advance(120);
  expect(at.notices.every((notice) => notice.kind.startsWith("attempt-"))).toBe(true);
  expect(at.told()).toEqual(expect.arrayContaining(["attempt-asked", "attempt-accepted"]));
  const ofCaller = at.notices.filter((notice) => notice.kind === "attempt-progress" && notice.leg === "caller");
  expect(ofCaller).toEqual(
    expect.arrayContaining([expect.objectContaining({ status: "completed", bridged: true, callId })]),
  );
  const ofStaff = at.notices.filter((notice) => notice.kind === "attempt-progress" && notice.leg === "staff");
  expect(ofStaff.at(-1)).toMatchObject({ status: "completed", callId });
  const child = at.network.call(callId)?.children[0];
  expect(child?.facts).toMatchObject({ from: business, to: caller });
});

test("a staff mailbox never gets a caller connected to it", async () => {
  await using at = await desk();
  at.network.phone(staff, { kind: "voicemail", afterSeconds: 3 });
  const call = { staffPhone: staff, caller, from: business, whisper: "Dana", attemptId: "at-2" };
  const { callId } = await twilio.startCall(at.account, call);
  await at.network.clock.advance(120);
  expect(at.told()).not.toContain("attempt-accepted");
  expect(at.network.call(callId)?.children).toEqual([]);
});

test("a text is delivered, found again and reported; refusals have a meaning", async () => {
  await using at = await desk();
  const since = at.network.clock.now();
  const text = { from: business, to: caller, body: "Sorry we missed you – Joe & Sons", validitySeconds: 900 };
  const sent = await twilio.sendMessage(at.account, text);
  if (sent.outcome !== "accepted") throw new Error(sent.outcome);
  expect(await twilio.findSentMessage(at.account, { ...text, since })).toMatchObject({ messageId: sent.messageId });
  expect(await twilio.findSentMessage(at.account, { ...text, body: "another", since })).toBeNull();
  await at.network.clock.advance(60);
  expect(at.notices).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: "message-status", messageId: sent.messageId, state: "delivered" }),
    ]),
  );
  at.network.phone("+15551230009", undefined, "landline");
  const toLandline = await twilio.sendMessage(at.account, { ...text, to: "+15551230009" });
  await at.network.clock.advance(60);
  expect(at.notices.at(-1)).toMatchObject({ kind: "message-status", state: "undelivered", errorCode: "30006" });
  expect(toLandline).toMatchObject({ outcome: "accepted" });
  at.network.phone("+15551230008", undefined, "opted-out");
  expect(await twilio.sendMessage(at.account, { ...text, to: "+15551230008" })).toMatchObject({ means: "opted-out" });
  at.network.phone("+15551230007", undefined, "not-mobile");
  expect(await twilio.sendMessage(at.account, { ...text, to: "+15551230007" })).toMatchObject({
    means: "not-sms-capable",
  });
});

test("a text that comes in is understood", async () => {
  await using at = await desk();
  at.network.sendText({ from: caller, to: business, body: "Yes please & thank you 😀" });
  await at.network.clock.advance(5);
  expect(at.notices).toMatchObject([
    { kind: "message-received", from: caller, to: business, body: "Yes please & thank you 😀", providerReplies: true },
  ]);
});

test("webhooks are installed and put back", async () => {
  await using at = await desk();
  expect(at.installed.before).toMatchObject({ SmsUrl: "https://before.example/sms", VoiceUrl: "" });
  expect(await twilio.findNumber(at.account, business)).toMatchObject({ webhooks: "installed", warnings: [] });
  await twilio.restoreSettings(at.account, at.number.providerNumberId, at.installed.before);
  expect(await twilio.findNumber(at.account, business)).toMatchObject({ settings: at.installed.before });
  expect(await twilio.checkCredentials(at.account)).toMatchObject({ ok: true });
  expect(await twilio.checkCredentials({ ...at.account, secret: "wrong" })).toMatchObject({ ok: false });
});
