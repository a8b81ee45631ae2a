import { describe, expect, test } from "vitest";
import type { HookKind, RawWebhook } from "#providers/telephony/provider.ts";
import { sample } from "#providers/telephony/twiml-family/recorded-webhooks.ts";
import {
  account,
  messageFinalized,
  messageReceived,
  now,
  postMessage,
  recorder,
  signatureHeaders,
  signingKey,
} from "./recorded-webhooks.ts";
import { isSignedByTelnyx } from "./signature.ts";
import { readWebhook } from "./webhook.ts";

const read = (hook: HookKind, raw: RawWebhook, of = account) => readWebhook(of, hook, raw, now);
const arrives = recorder.post("/voice", sample("voice_url_inbound"));
/** The request with other fields, signed again as Telnyx would. */
const resigned = (raw: RawWebhook, change: (fields: URLSearchParams) => void): RawWebhook => {
  const fields = new URLSearchParams(raw.rawBody.toString());
  change(fields);
  const headers = { ...raw.headers, ...signatureHeaders(signingKey, fields.toString()) };
  return { ...raw, rawBody: Buffer.from(fields.toString()), headers };
};
const status = (payload: object) =>
  read(
    "message-status",
    postMessage("/messages/status", { ...messageFinalized, payload: { ...messageFinalized.payload, ...payload } }),
  );

describe("the signature", () => {
  const publicKey = account.settings["publicKey"] ?? "";
  const signedAt = (secondsOff: number) => ({
    rawBody: Buffer.from("body"),
    headers: signatureHeaders(signingKey, "body", now.epochMilliseconds / 1000 + secondsOff),
  });

  test("counts for 300 seconds, before and after", () => {
    for (const off of [-300, 0, 300]) expect(isSignedByTelnyx(publicKey, signedAt(off), now)).toBe(true);
    for (const off of [-301, 301, -86_400]) expect(isSignedByTelnyx(publicKey, signedAt(off), now)).toBe(false);
  });

  test("covers the time, so an old request cannot be made young", () => {
    const old = signedAt(-86_400);
    const young = { ...old, headers: { ...old.headers, "telnyx-timestamp": String(now.epochMilliseconds / 1000) } };
    expect(isSignedByTelnyx(publicKey, young, now)).toBe(false);
  });

  test.each([
    ["no signature", { "telnyx-signature-ed25519": undefined }],
    ["a short one", { "telnyx-signature-ed25519": "AAAA" }],
    ["one that is no base64", { "telnyx-signature-ed25519": "!".repeat(88) }],
    ["no time", { "telnyx-timestamp": undefined }],
    ["a time that is no number", { "telnyx-timestamp": "1e9" }],
  ])("is refused with %s", (_name, headers) => {
    const signed = signedAt(0);
    expect(isSignedByTelnyx(publicKey, { ...signed, headers: { ...signed.headers, ...headers } }, now)).toBe(false);
  });

  test.each(["", "not a key", "AAAA", `${"A".repeat(43)}=`])("never fits the public key %j", (key) => {
    expect(isSignedByTelnyx(key, signedAt(0), now)).toBe(false);
  });
});

describe("what the signature leaves out", () => {
  test("a GET is refused: nothing of it but the time would be signed", () => {
    const headers = signatureHeaders(signingKey, "");
    const get = { method: "GET", pathAndQuery: `/voice?${arrives.rawBody}`, rawBody: Buffer.alloc(0), headers };
    expect(read("voice", get)).toMatchObject({ ok: false, status: 403 });
  });

  test("another application's call is not ours, though the account is", () => {
    const other = resigned(arrives, (fields) => fields.set("ConnectionId", "999"));
    expect(read("voice", other)).toMatchObject({ ok: false, problem: "wrong-account" });
    // Some webhooks carry no ConnectionId.
    expect(
      read(
        "voice",
        resigned(arrives, (fields) => fields.delete("ConnectionId")),
      ),
    ).toMatchObject({ ok: true });
  });

  test("the account may be named by the application's id, as one page of its documentation says", () => {
    const named = resigned(arrives, (fields) => fields.set("AccountSid", account.settings["texmlApplicationId"] ?? ""));
    expect(read("voice", named)).toMatchObject({ ok: true });
  });

  test("a text that was delivered to another address is not ours", () => {
    const meant = postMessage("/messages", messageReceived);
    expect(read("message", meant)).toMatchObject({ ok: true });
    expect(read("message", { ...meant, pathAndQuery: "/messages?x=1" })).toMatchObject({ problem: "wrong-account" });
    expect(read("message-status", { ...meant, pathAndQuery: "/messages/status" })).toMatchObject({
      problem: "wrong-account",
    });
  });

  test("a body of one kind means nothing at a hook of the other", () => {
    expect(read("message", { ...arrives, pathAndQuery: "/messages" })).toMatchObject({ status: 415 });
    expect(read("voice", postMessage("/voice", messageReceived))).toMatchObject({ status: 415 });
  });

  test("only a body with the key 1 accepts, whatever the address says", () => {
    const child = sample("number_status_callback_completed_child");
    const declined = recorder.post("/voice/gather?leg=m-1&answered=1", { ...child, Digits: "5" });
    const moved = { ...declined, pathAndQuery: declined.pathAndQuery.replace("leg=m-1", "leg=m-2") };
    expect(read("voice-gather", moved)).toMatchObject({ notice: { kind: "screening-declined", memberId: "m-2" } });
  });
});

test("the caller's number is as sure as Telnyx says", () => {
  const trust = (attestation: string, validated: string) => {
    const raw = resigned(arrives, (fields) => {
      fields.set("ShakenStirAttestation", attestation);
      fields.set("ShakenStirValidated", validated);
    });
    const answer = read("voice", raw);
    return answer.ok && answer.notice.kind === "call" && answer.notice.event.kind === "arrived"
      ? answer.notice.event.callerIdTrust
      : null;
  };
  expect(trust("A", "true")).toBe("verified");
  expect(trust("B", "true")).toBe("partial");
  expect(trust("A", "false")).toBe("failed");
  expect(trust("A", "")).toBe("none");
  expect(trust("X", "true")).toBe("none");
});

test("nothing that opens a recording is kept, and no words", () => {
  const ready = resigned(recorder.post("/voice/recording", sample("recording_status_callback")), (fields) =>
    fields.set("RecordingUrl", "https://s3.amazonaws.com/telephony-recorder-prod/x.mp3?X-Amz-Signature=secret"),
  );
  expect(JSON.stringify(read("voice-recording", ready))).not.toContain("X-Amz-Signature");
  const text = read("message", postMessage("/messages", messageReceived));
  expect(text.ok && JSON.stringify(text.payload)).not.toContain("Hello");
  expect(text.ok && text.payload).toMatchObject({ event: "message.received", from: "+15551230001" });
});

test("a time with a space is a time", () => {
  const ends = resigned(recorder.post("/voice/status", sample("call_status_callback_terminal")), (fields) =>
    fields.set("Timestamp", "2026-11-20 18:00:31.731479Z"),
  );
  const answer = read("voice-status", ends);
  expect(answer.ok && answer.notice.kind === "call" && String(answer.notice.event.at)).toBe(
    "2026-11-20T18:00:31.731479Z",
  );
});

test("the calling side of a drill is nobody's call", () => {
  const ends = recorder.post("/voice/status?drill=1", sample("call_status_callback_terminal"));
  expect(read("voice-status", ends)).toMatchObject({ ok: true, notice: { kind: "nothing" } });
});

test.each([
  ["queued", "sent"],
  ["sending", "sent"],
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["delivery_failed", "undelivered"],
  ["sending_failed", "failed"],
  ["delivery_unconfirmed", "sent"],
])("a text that is %s is %s", (theirs, ours) => {
  expect(status({ to: [{ phone_number: "+15551230001", status: theirs }] })).toMatchObject({
    notice: { kind: "message-status", state: ours, errorCode: null },
  });
});

test("a status nobody has heard of changes nothing; an error has its code", () => {
  expect(status({ to: [{ status: "vanished" }] })).toMatchObject({ notice: { kind: "nothing" } });
  const errors = [{ code: "40001", title: "Not routable" }];
  expect(status({ to: [{ status: "delivery_failed" }], errors })).toMatchObject({ notice: { errorCode: "40001" } });
});

test("what Telnyx took a text for is told, in any case of the word", () => {
  const typed = (autoresponse_type: string) =>
    read(
      "message",
      postMessage("/messages", {
        ...messageReceived,
        payload: { ...messageReceived.payload, text: "no more", autoresponse_type },
      }),
    );
  expect(typed("STOP")).toMatchObject({ notice: { optOut: "stop", providerReplies: true } });
  expect(typed("start")).toMatchObject({ notice: { optOut: "start" } });
  expect(typed("custom")).toMatchObject({ notice: { optOut: null } });
});

test.each([
  ["no JSON", "nonsense"],
  ["a list", "[]"],
  ["no payload", '{"data":{"event_type":"message.received"}}'],
  ["null", "null"],
])("a text's event that is %s is malformed", (_name, body) => {
  const raw = {
    method: "POST",
    pathAndQuery: "/messages",
    rawBody: Buffer.from(body),
    headers: { "content-type": "application/json", ...signatureHeaders(signingKey, body) },
  };
  expect(read("message", raw)).toMatchObject({ ok: false, status: 400, problem: "malformed" });
});

test("a text without an id or a sender is missing a field", () => {
  const without = (payload: object) => read("message", postMessage("/messages", { ...messageReceived, payload }));
  expect(without({ ...messageReceived.payload, id: undefined })).toMatchObject({ problem: "missing-field" });
  expect(without({ ...messageReceived.payload, from: {} })).toMatchObject({ problem: "missing-field" });
});
