import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { isSignedBy, isTimely, makeSecret, sign } from "./signature.ts";

const body = Buffer.from('{"type":"call.missed","data":{"caller_name":"Zoë ☎"}}');
const signed = { id: "msg_1", timestamp: "1795197720", body };
const secret = makeSecret();

describe("signatures", () => {
  test("are those of the standardwebhooks package, both ways", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        fc.string({ minLength: 1, unit: "grapheme-ascii" }),
        fc.integer({ min: 1, max: 4_000_000_000 }),
        fc.string({ unit: "grapheme" }),
        (key, id, seconds, text) => {
          const ours = `whsec_${Buffer.from(key).toString("base64")}`;
          const theirs = new Webhook(ours).sign(id, new Date(seconds * 1000), text);
          const request = { id, timestamp: String(seconds), body: Buffer.from(text) };
          expect(sign(ours, request)).toBe(theirs);
          expect(isSignedBy([ours], theirs, request)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
    const now = Math.floor(Date.now() / 1000);
    const request = { id: "msg_2", timestamp: String(now), body };
    const headers = {
      "webhook-id": "msg_2",
      "webhook-timestamp": String(now),
      "webhook-signature": sign(secret, request),
    };
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: "call.missed" });
  });

  test("count when any of several in the header fits any of our secrets", () => {
    const [other, previous] = [makeSecret(), makeSecret()];
    const header = `v1,${Buffer.alloc(32).toString("base64")} ${sign(previous, signed)}`;
    expect(isSignedBy([secret, previous], header, signed)).toBe(true);
    expect(isSignedBy([secret, other], header, signed)).toBe(false);
  });

  test("cover id, time and body", () => {
    const header = sign(secret, signed);
    expect(isSignedBy([secret], header, { ...signed, id: "msg_2" })).toBe(false);
    expect(isSignedBy([secret], header, { ...signed, timestamp: "1795197721" })).toBe(false);
    expect(isSignedBy([secret], header, { ...signed, body: Buffer.from(`${body} `) })).toBe(false);
  });

  test("of another version, cut short or empty are none", () => {
    const good = sign(secret, signed);
    for (const header of [good.replace("v1,", "v1a,"), good.slice(3), good.slice(0, -8), "v1,", ""])
      expect(isSignedBy([secret], header, signed)).toBe(false);
  });

  test("hold for five minutes either way", () => {
    const now = Temporal.Instant.fromEpochMilliseconds(1_795_197_720_000);
    const at = (seconds: number) => isTimely(String(1_795_197_720 + seconds), now);
    expect([at(-301), at(-300), at(0), at(300), at(301)]).toEqual([false, true, true, true, false]);
    expect([isTimely("", now), isTimely("soon", now), isTimely("-1", now), isTimely("1e9", now)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

test("a new secret is 32 random bytes that no other has", () => {
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(makeSecret()).not.toBe(secret);
});
