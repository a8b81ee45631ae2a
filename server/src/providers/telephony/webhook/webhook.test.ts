import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadWebhook } from "#providers/telephony/provider.ts";
import { account, post, recordedWebhooks, sample, signedAt } from "./recorded-webhooks.ts";
import { readWebhook } from "./webhook.ts";

const read = (body: unknown, settings = account.settings): ReadWebhook =>
  readWebhook({ ...account, settings }, "events", post(body), signedAt);
const call = { call_id: "c-1", from: "+13125550199", to: "+13125550117" };
const missed = (more: object = {}) => ({ type: "call.missed", data: { ...call, ...more } });
const noticeOf = (answer: ReadWebhook) => (answer.ok ? answer.notice : answer);
const wordsOf = (answer: ReadWebhook) => (answer.ok ? "taken" : `${answer.status} ${answer.detail}`);

describe("an event", () => {
  test("becomes the neutral event of its type, with the header's id as its key", () => {
    for (const [kind, raw] of recordedWebhooks(account.secret)) {
      const answer = readWebhook(account, "events", raw, signedAt);
      const notice = answer.ok ? answer.notice : null;
      expect(notice?.kind === "call" ? notice.event.kind : notice?.kind, wordsOf(answer)).toBe(kind);
      expect(notice?.key).toBe(`msg_${kind}`);
    }
  });

  test("reads numbers in any form, of the connection's country", () => {
    const called = { type: "call.started", data: { call_id: "c-1", from: "020 7946 0018", to: 442079460018 } };
    expect(noticeOf(read(called, { country: "GB" }))).toMatchObject({
      event: { from: "+442079460018", to: "+442079460018" },
    });
    expect(noticeOf(read(missed({ from: "(312) 555-0199", to: "101" })))).toMatchObject({
      arrival: { from: "+13125550199", to: "101" },
    });
    expect(noticeOf(read(missed({ from: "anonymous" })))).toMatchObject({ arrival: { from: "anonymous" } });
  });

  test("takes its time from itself, else from the request, with an offset or in seconds", () => {
    const timeOf = (timestamp: unknown) => {
      const notice = noticeOf(read({ ...missed(), timestamp }));
      return "event" in notice ? notice.event.at.toString() : notice;
    };
    expect(timeOf("2026-11-20T11:59:30-06:00")).toBe("2026-11-20T17:59:30Z");
    expect(timeOf(1_795_197_570)).toBe("2026-11-20T17:59:30Z");
    expect(timeOf("1795197570.5")).toBe("2026-11-20T17:59:30.5Z");
    expect(timeOf(undefined)).toBe("2026-11-20T18:02:00Z");
    expect(timeOf(null)).toBe("2026-11-20T18:02:00Z");
  });

  test("counts as come in at its start where it tells only the end", () => {
    expect(noticeOf(read(sample("outcome-reported")))).toMatchObject({
      event: { kind: "outcome-reported", outcome: "missed", reason: "no-answer", ringSeconds: 25 },
      arrival: { kind: "arrived", from: "+13125550199" },
    });
    const notice = noticeOf(read(sample("outcome-reported")));
    expect("arrival" in notice && notice.arrival?.at.toString()).toBe("2026-11-20T18:00:30Z");
  });

  test("may carry fields we do not know, nulls, and numbers written as text", () => {
    const odd = { ...missed({ ring_seconds: "25", caller_name: null, mood: { deep: [1] } }), extra: 1 };
    expect(noticeOf(read(odd))).toMatchObject({ event: { ringSeconds: 25 } });
  });

  test("of an unknown type is taken and means nothing", () => {
    expect(noticeOf(read({ type: "call.hummed" }))).toEqual({ kind: "nothing", key: "msg_1" });
    expect(noticeOf(read({ type: "constructor" }))).toEqual({ kind: "nothing", key: "msg_1" });
  });

  test("leaves no words of a person in the envelope", () => {
    const spoken = read(sample("transcript-ready"));
    const written = read(sample("message-received"));
    expect(JSON.stringify([spoken.ok && spoken.payload, written.ok && written.payload])).not.toMatch(/furnace|open/);
  });
});

describe("a refusal names the field and not what was sent", () => {
  test.each([
    [missed({ call_id: undefined }), "400 data.call_id is missing."],
    [missed({ call_id: "a b" }), "400 data.call_id must have 1 to 255 visible characters without spaces."],
    [missed({ call_id: ["x"] }), "400 data.call_id must be text or a number."],
    [missed({ from: null }), "400 data.from is missing."],
    [missed({ reason: "asleep" }), "400 data.reason must be one of system-failure"],
    [missed({ ring_seconds: -1 }), "400 data.ring_seconds must not be negative."],
    [missed({ ring_seconds: "long" }), "400 data.ring_seconds must be a number of seconds."],
    [missed({ started_at: "yesterday" }), "400 data.started_at must be a time like"],
    [missed({ started_at: "2026-11-20T12:00:00" }), "400 data.started_at must be a time like"],
    [missed({ started_at: "2026-11-20T19:00:00Z" }), "400 data.started_at lies in the future"],
    [{ ...missed(), timestamp: 1_795_197_570_000 }, "400 timestamp lies in the future"],
    [{ ...missed(), timestamp: 0 }, "400 timestamp lies before the year 2000."],
    [{ type: "call.answered", data: { call_id: "c" } }, "400 data.by is missing."],
    [{ type: "call.started", data: { call_id: "c" } }, "400 data.from is missing."],
    [{ data: call }, "400 type is missing."],
    [{ type: "call.missed", data: [] }, "400 data must be object."],
    ["[]", "400 The body must be object."],
    ["{", "400 The body is not readable JSON."],
    ["[".repeat(100_000), "400 The body is not readable JSON."],
  ])("case %#", (body, words) => {
    expect(wordsOf(read(body)).slice(0, words.length)).toBe(words);
  });
});

describe("a request", () => {
  const good = post(missed());
  const at = (raw: typeof good, now = signedAt) => readWebhook(account, "events", raw, now);

  test("without signature headers is asked for them", () => {
    expect(at({ ...good, headers: { "content-type": "application/json" } })).toMatchObject({ status: 401 });
  });

  test("signed too long ago or ahead is refused, though the signature fits", () => {
    expect(at(good, signedAt.add({ seconds: 301 }))).toMatchObject({ status: 403, problem: "bad-signature" });
    expect(at(good, signedAt.subtract({ seconds: 301 }))).toMatchObject({ status: 403 });
    expect(at(good, signedAt.add({ seconds: 300 }))).toMatchObject({ ok: true });
  });

  test("of another content type is refused once it is known to be ours", () => {
    const form = { ...good, headers: { ...good.headers, "content-type": "text/plain" } };
    expect(at(form)).toMatchObject({ status: 415 });
    expect(at({ ...form, rawBody: Buffer.from("x") })).toMatchObject({ status: 403 });
    const json = {
      ...good,
      headers: { ...good.headers, "content-type": "application/cloudevents+json; charset=utf-8" },
    };
    expect(at(json)).toMatchObject({ ok: true });
  });

  test("never throws, whatever a stranger or a sender writes", () => {
    const types = fc.constantFrom(
      "call.started",
      "call.missed",
      "call.answered",
      "call.outbound",
      "text.received",
      "x",
    );
    const data = fc.dictionary(
      fc.constantFrom(...Object.keys(call), "by", "started_at", "body", "result"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.record({ type: types, timestamp: fc.jsonValue(), data }), fc.string(), (event, header) => {
        read(event);
        read(JSON.stringify(event).slice(1));
        readWebhook(account, "voice", { ...good, headers: { ...good.headers, "webhook-signature": header } }, signedAt);
      }),
      { numRuns: 300 },
    );
  });

  test("keeps what PostgreSQL can keep: no NUL, no half character, no control characters", () => {
    const notice = noticeOf(read(missed({ caller_name: `A\u0000B\u001b[1m\ud83d` })));
    expect(notice).toMatchObject({ arrival: { callerName: "AB[1m\ufffd" } });
  });
});
