import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { createTwilio } from "./index.ts";

const twilio = createTwilio();
/** For what never answers. */
const hasty = createTwilio({ timeouts: { requestMs: 300, recordingMs: 300 } });
const message = { from: "+15559870000", to: "+15551230001", body: "We missed your call", validitySeconds: 900 };
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function peer(answer: RequestListener): Promise<TelephonyAccount> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return accountAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** An address where nobody listens any more. */
async function nobody(): Promise<TelephonyAccount> {
  const account = await peer(() => {});
  await stops.pop()?.();
  return account;
}

function accountAt(apiBaseUrl: string): TelephonyAccount {
  return {
    connectionId: "c",
    externalAccountId: "AC1",
    secret: "token",
    previousSecret: null,
    credentials: {},
    settings: {},
    apiBaseUrl,
    hookBaseUrl: "https://ringback.example/hooks/c",
    staticFallbackUrl: null,
  };
}

function answering(status: number, body: unknown, headers: Record<string, string> = {}): RequestListener {
  return (_, response) => {
    response.writeHead(status, headers);
    response.end(typeof body === "string" || body instanceof Buffer ? body : JSON.stringify(body));
  };
}

async function problemOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProviderError) return error;
  throw new Error(`No ProviderError but ${String(error)}`);
}

test.each([
  ["taken", 201, { sid: "SM1", status: "queued" }, {}, { outcome: "accepted", messageId: "SM1", state: "sent" }],
  ["opted out", 400, { code: 21610, message: "" }, {}, { outcome: "refused", errorCode: "21610", means: "opted-out" }],
  ["a landline", 400, { code: 21614 }, {}, { outcome: "refused", errorCode: "21614", means: "not-sms-capable" }],
  ["no number", 400, { code: 21211 }, {}, { outcome: "refused", errorCode: "21211", means: "invalid-number" }],
  ["no permission", 400, { code: 21408 }, {}, { outcome: "refused", errorCode: "21408", means: "configuration" }],
  ["a wrong token", 401, { code: 20003 }, {}, { outcome: "refused", errorCode: "20003", means: "configuration" }],
  ["unreachable number", 400, { code: 21612 }, {}, { outcome: "refused", errorCode: "21612", means: "other" }],
  ["a refusal without words", 403, "<html>", {}, { outcome: "refused", errorCode: "http-403", means: "configuration" }],
  [
    "a redirect",
    302,
    "",
    { location: "http://169.254.169.254/" },
    { outcome: "refused", errorCode: "http-302", means: "other" },
  ],
  ["too many", 429, { code: 20429 }, { "retry-after": "7" }, { outcome: "not-sent", retryAfterMs: 7_000 }],
  ["a full queue", 429, { code: 21611 }, {}, { outcome: "not-sent", retryAfterMs: null }],
  ["absurd patience", 429, {}, { "retry-after": "999999999" }, { outcome: "not-sent", retryAfterMs: 3_600_000 }],
  ["a broken server", 500, { code: 20500 }, {}, { outcome: "unknown", reason: "HTTP 500" }],
  ["a broken gateway", 503, "<html>", {}, { outcome: "unknown" }],
  ["garbage", 201, "\u0000garbage", {}, { outcome: "unknown" }],
  ["a list", 200, [1], {}, { outcome: "unknown" }],
  ["no message", 201, {}, {}, { outcome: "unknown" }],
  ["too much", 201, "x".repeat(5_000_000), {}, { outcome: "unknown" }],
] as const)("sending a text: %s", async (_, status, body, headers, expected) => {
  const account = await peer(answering(status, body, headers));
  expect(await twilio.sendMessage(account, message)).toMatchObject(expected);
});

test("sending a text: what broke after the request left is unknown, what broke before is not sent", async () => {
  const silent = await peer(() => {});
  expect(await hasty.sendMessage(silent, message)).toEqual({ outcome: "unknown", reason: "timeout" });
  const reset = await peer((request) => request.socket.resetAndDestroy());
  expect(await twilio.sendMessage(reset, message)).toMatchObject({ outcome: "unknown" });
  const half = await peer((_, response) => {
    response.writeHead(201, { "content-length": "100" });
    response.write("{", () => response.socket?.destroy());
  });
  expect(await twilio.sendMessage(half, message)).toMatchObject({ outcome: "unknown" });
  expect(await twilio.sendMessage(await nobody(), message)).toEqual({
    outcome: "not-sent",
    reason: "ECONNREFUSED",
    retryAfterMs: null,
  });
  expect(await twilio.sendMessage(accountAt("http://no-such-host.invalid"), message)).toMatchObject({
    outcome: "not-sent",
  });
  const bad = { ...(await nobody()), externalAccountId: "../AC2" };
  expect(await twilio.sendMessage(bad, message)).toMatchObject({ outcome: "not-sent", reason: "bad-id" });
});

test("a text goes out as Twilio wants it", async () => {
  let seen = "";
  const account = await peer((request, response) => {
    seen = `${request.method} ${request.url} ${request.headers.authorization} ${request.headers["content-type"]} `;
    request.on("data", (part) => {
      seen += part;
    });
    request.on("end", () => answering(201, { sid: "SM1", status: "accepted" })(request, response));
  });
  await twilio.sendMessage(account, { ...message, validitySeconds: 99_999 });
  const [method, path, scheme, credentials, type, body] = seen.split(" ");
  expect([method, path, scheme]).toEqual(["POST", "/2010-04-01/Accounts/AC1/Messages.json", "Basic"]);
  expect(Buffer.from(credentials ?? "", "base64").toString()).toBe("AC1:token");
  expect(type).toContain("application/x-www-form-urlencoded");
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    To: message.to,
    From: message.from,
    Body: message.body,
    ValidityPeriod: "36000",
    StatusCallback: "https://ringback.example/hooks/c/messages/status#rc=2&rp=5xx,ct,rt&ct=2000&rt=4500",
  });
});

test("a sent text is found again by its words and time, also while it is queued", async () => {
  const created = "Fri, 20 Nov 2026 18:00:25 +0000";
  const messages = [
    { sid: "SM1", body: "other", status: "sent", date_created: created },
    { sid: "SM2", body: message.body, status: "sent", date_created: "Fri, 20 Nov 2026 17:00:00 +0000" },
    null,
    { sid: "SM3", body: message.body, status: "queued", date_created: created, date_sent: null, error_code: null },
  ];
  const account = await peer(answering(200, { messages }));
  const since = Temporal.Instant.from("2026-11-20T18:00:25.900Z");
  expect(await twilio.findSentMessage(account, { ...message, since })).toEqual({
    messageId: "SM3",
    state: "sent",
    errorCode: null,
  });
  expect(await twilio.findSentMessage(account, { ...message, body: "never", since })).toBeNull();
  const late = since.add({ minutes: 1 });
  expect(await twilio.findSentMessage(account, { ...message, since: late })).toBeNull();
});

test.each([
  [500, {}, { retryable: true }],
  [429, { "retry-after": "2" }, { retryable: true, retryAfterMs: 2_000 }],
  [401, {}, { retryable: false }],
])("asking again after HTTP %i", async (status, headers, expected) => {
  const account = await peer(answering(status, { code: 1 }, headers));
  expect(await problemOf(twilio.fetchCall(account, "CA1"))).toMatchObject(expected);
});

test("a call that may have been started is not started again", async () => {
  const call = {
    staffPhone: "+15557770000",
    caller: "+15551230001",
    from: "+15559870000",
    whisper: "Dana",
    attemptId: "at-1",
  };
  const broken = await peer(answering(500, {}));
  expect(await problemOf(twilio.startCall(broken, call))).toMatchObject({ code: "unknown-outcome", retryable: false });
  expect(await problemOf(twilio.startCall(await nobody(), call))).toMatchObject({ retryable: true });
  const refused = await peer(answering(400, { code: 21214 }));
  expect(await problemOf(twilio.startCall(refused, call))).toMatchObject({ code: "21214", retryable: false });
  const taken = await peer(answering(201, { sid: "CA9" }));
  expect(await twilio.startCall(taken, call)).toEqual({ callId: "CA9" });
});

test("the provider's log of a call becomes the events that its webhooks would have told", async () => {
  const time = (second: string) => `Fri, 20 Nov 2026 18:00:${second} +0000`;
  const at = (second: string) => Temporal.Instant.from(`2026-11-20T18:00:${second}Z`);
  const call = {
    sid: "CA1",
    from: "+15551230001",
    to: "+15559870000",
    status: "completed",
    duration: "40",
    start_time: time("00"),
    end_time: time("40"),
    forwarded_from: "",
    caller_name: null,
  };
  const calls = [{ sid: "CA2", to: "+15557770000", status: "no-answer", start_time: time("01"), end_time: time("20") }];
  const recordings = [
    { sid: "RE1", status: "completed", source: "RecordVerb", duration: "12", date_created: time("38") },
  ];
  const account = await peer((request, response) => {
    const path = request.url ?? "";
    if (path.includes("/Calls/CA0.json")) return answering(404, { code: 20404 })(request, response);
    if (path.includes("/Calls/CA1.json")) return answering(200, call)(request, response);
    return answering(200, path.includes("Recordings") ? { recordings } : { calls })(request, response);
  });
  const recording = { recordingId: "RE1", durationSeconds: 12, at: at("38") };
  expect(await twilio.fetchCall(account, "CA1")).toEqual([
    {
      kind: "arrived",
      at: at("00"),
      from: "+15551230001",
      to: "+15559870000",
      forwardedFrom: null,
      callerName: null,
      callerIdTrust: "none",
    },
    { kind: "leg-progress", at: at("01"), legId: "CA2", to: "+15557770000", status: "initiated", sequence: null },
    { kind: "leg-progress", at: at("20"), legId: "CA2", to: "+15557770000", status: "no-answer", sequence: null },
    { kind: "dial-ended", at: at("20"), status: "no-answer", bridged: null, legId: "CA2", talkSeconds: null },
    { kind: "voicemail-left", ...recording },
    { kind: "recording-ready", state: "ready", ...recording },
    { kind: "ended", at: at("40"), status: "completed", durationSeconds: 40 },
  ]);
  expect(await twilio.fetchCall(account, "CA0")).toBeNull();
  expect(await problemOf(twilio.fetchCall(account, "../Recordings/RE1"))).toMatchObject({ code: "bad-id" });
});

const wav = Buffer.concat([Buffer.from("RIFF\u0000\u0000\u0000\u0000WAVEfmt "), Buffer.alloc(100)]);

test("a recording comes from the account's own host, and only if it is audio", async () => {
  const account = await peer(answering(200, wav, { "content-type": "text/html" }));
  expect(await twilio.fetchRecording(account, "RE1")).toEqual({ contentType: "audio/wav", audio: wav });
  const page = await peer(answering(200, "<html>", { "content-type": "audio/wav" }));
  expect(await problemOf(twilio.fetchRecording(page, "RE1"))).toMatchObject({ code: "no-audio", retryable: false });
  const missing = await peer(answering(404, ""));
  expect(await problemOf(twilio.fetchRecording(missing, "RE1"))).toMatchObject({ retryable: true });
  const huge = await peer(answering(200, Buffer.alloc(21 * 1024 * 1024)));
  expect(await problemOf(twilio.fetchRecording(huge, "RE1"))).toMatchObject({ code: "too-large", retryable: false });
  expect(await problemOf(twilio.fetchRecording(account, "..%2f"))).toMatchObject({ code: "bad-id" });
  const silent = await peer(() => {});
  expect(await problemOf(hasty.fetchRecording(silent, "RE1"))).toMatchObject({ retryable: true });
});

test("a redirect is followed on the same host and never to another", async () => {
  let strangers = 0;
  const stranger = await peer((request, response) => {
    strangers += 1;
    answering(200, wav)(request, response);
  });
  const away = await peer(answering(302, "", { location: `${stranger.apiBaseUrl}/x` }));
  expect(await problemOf(twilio.fetchRecording(away, "RE1"))).toMatchObject({ code: "redirect", retryable: false });
  expect(strangers).toBe(0);
  const around = await peer((request, response) =>
    request.url === "/media"
      ? answering(200, wav)(request, response)
      : answering(302, "", { location: "/media" })(request, response),
  );
  expect((await twilio.fetchRecording(around, "RE1")).audio.length).toBe(wav.length);
  const loop = await peer(answering(302, "", { location: "/again" }));
  expect(await problemOf(twilio.fetchRecording(loop, "RE1"))).toMatchObject({ code: "redirect" });
});

test.each([
  [200, { status: "active" }, true],
  [200, { status: "suspended" }, false],
  [401, { code: 20003 }, false],
  [404, {}, false],
])("credentials: HTTP %i %j is ok: %s", async (status, body, ok) => {
  expect(await twilio.checkCredentials(await peer(answering(status, body)))).toMatchObject({ ok });
});

test("credentials of a provider that cannot be asked are neither right nor wrong", async () => {
  expect(await problemOf(twilio.checkCredentials(await nobody()))).toMatchObject({ retryable: true });
  expect(await problemOf(twilio.checkCredentials(await peer(answering(503, ""))))).toMatchObject({ retryable: true });
});

test("webhooks are written, read back, and put back", async () => {
  const number: Record<string, unknown> = {
    sid: "PN1",
    phone_number: "+15559870000",
    voice_url: "https://before.example/v",
    voice_method: "GET",
    status_callback: "",
    sms_url: null,
    trunk_sid: "TK1",
    voice_application_sid: "",
    capabilities: { voice: true, sms: false },
  };
  const names = new Map([
    ["VoiceUrl", "voice_url"],
    ["VoiceMethod", "voice_method"],
    ["VoiceFallbackUrl", "voice_fallback_url"],
    ["StatusCallback", "status_callback"],
    ["SmsUrl", "sms_url"],
  ]);
  const account = await peer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    for (const [name, value] of new URLSearchParams(body)) number[names.get(name) ?? name] = value;
    const one = request.url?.includes("/IncomingPhoneNumbers/PN1.json");
    answering(200, one ? number : { incoming_phone_numbers: [{ sid: "PN0", phone_number: "+155598700001" }, number] })(
      request,
      response,
    );
  });
  expect(await twilio.findNumber(account, "+15550000000")).toBeNull();
  const found = await twilio.findNumber(account, "+15559870000");
  if (found === null) throw new Error("not found");
  expect(found).toMatchObject({ providerNumberId: "PN1", webhooks: "not-installed" });
  expect(found.warnings.join()).toMatch(/SIP trunk.*texts/);
  const { before, after } = await twilio.installWebhooks(account, found);
  expect(before).toMatchObject({ VoiceUrl: "https://before.example/v", VoiceMethod: "GET", SmsUrl: "" });
  expect(after).toMatchObject({
    VoiceUrl: expect.stringMatching(/^https:\/\/ringback.example\/hooks\/c\/voice#rc=2/),
    VoiceFallbackUrl: "https://ringback.example/hooks/c/voice?fallback=1",
    StatusCallback: expect.stringContaining("/voice/status#"),
    SmsUrl: expect.stringContaining("/messages#"),
  });
  expect(await twilio.findNumber(account, "+15559870000")).toMatchObject({ webhooks: "installed" });
  number["sms_url"] = "https://other.example";
  expect(await twilio.findNumber(account, "+15559870000")).toMatchObject({ webhooks: "changed" });
  await twilio.restoreSettings(account, "PN1", before);
  expect(number).toMatchObject({ voice_url: "https://before.example/v", voice_method: "GET", sms_url: "" });
  const gone = await peer(answering(404, { code: 20404 }));
  expect(await problemOf(twilio.installWebhooks(gone, found))).toMatchObject({ code: "no-number", retryable: false });
});
