import { afterAll, beforeAll, expect, test } from "vitest";
import { startPushService } from "#testing/push-service.ts";
import { createWebPush } from "./index.ts";
import { vapidKeysOf } from "./vapid-keys.ts";

const keys = vapidKeysOf("a secret for tests that is long enough, 7d1f03b2");
const push = createWebPush({ keys, subject: "https://ringback.example", insideAllowed: true, timeoutMs: 2_000 });
const message = {
  payload: JSON.stringify({ title: "Wasserrohrbruch ☎" }),
  ttlSeconds: 7_200,
  urgency: "high",
} as const;
let service: Awaited<ReturnType<typeof startPushService>>;
beforeAll(async () => {
  service = await startPushService();
});
afterAll(async () => await service[Symbol.asyncDispose]());

const targetOf = ({ subscription }: ReturnType<typeof service.device>) => ({
  endpoint: subscription.endpoint,
  ...subscription.keys,
});

test("the device, and only it, reads what was sent, signed by this installation", async () => {
  const device = service.device();
  expect(await push.send(targetOf(device), message)).toEqual({ outcome: "accepted" });
  expect(device.pushed).toHaveLength(1);
  const [pushed] = device.pushed;
  expect(pushed?.payload).toBe(message.payload);
  expect(pushed?.headers).toMatchObject({ ttl: "7200", urgency: "high", "content-encoding": "aes128gcm" });
  expect(pushed?.vapid).toMatchObject({
    aud: service.origin,
    sub: "https://ringback.example",
    publicKey: keys.publicKey,
  });
  expect(pushed?.vapid.exp).toBeGreaterThan(Date.now() / 1000);
});

test.each([
  [404, undefined, { outcome: "gone" }],
  [410, undefined, { outcome: "gone" }],
  [429, "30", { outcome: "not-sent", reason: "HTTP 429", retryAfterMs: 30_000 }],
  [503, undefined, { outcome: "not-sent", reason: "HTTP 503", retryAfterMs: null }],
  [429, "99999999", { outcome: "not-sent", reason: "HTTP 429", retryAfterMs: 3_600_000 }],
  [403, undefined, { outcome: "refused", reason: "HTTP 403" }],
  [413, undefined, { outcome: "refused", reason: "HTTP 413" }],
  [301, undefined, { outcome: "refused", reason: "HTTP 301" }],
] as const)("an answer of %i (%s) is told as what it means", async (status, retryAfter, result) => {
  const device = service.device();
  device.answer = { status, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } };
  expect(await push.send(targetOf(device), message)).toEqual(result);
});

test("a service that hangs up or is not there can be asked again", async () => {
  const device = service.device();
  device.answer = null;
  expect(await push.send(targetOf(device), message)).toMatchObject({ outcome: "not-sent", reason: "broken" });
  const nowhere = { ...targetOf(device), endpoint: "http://127.0.0.1:9/push" };
  expect(await push.send(nowhere, message)).toMatchObject({ outcome: "not-sent", reason: "unreachable" });
});

test("keys of no browser are refused before anything leaves", async () => {
  const device = service.device();
  const target = { ...targetOf(device), p256dh: "AAAA" };
  expect(push.maySubscribe(target)).toBe(false);
  expect(await push.send(target, message)).toEqual({ outcome: "refused", reason: "unusable-keys" });
  expect(device.requests).toBe(0);
});

test("no member can point this server at its own network", async () => {
  const device = service.device();
  const strict = createWebPush({ keys, subject: "https://ringback.example" });
  for (const endpoint of [
    device.subscription.endpoint,
    "https://127.0.0.1/push",
    "https://[::1]/push",
    "https://[::ffff:10.0.0.1]/push",
    "https://10.1.2.3/push",
    "https://169.254.169.254/latest",
    "https://2130706433/push",
    "https://localhost/push",
    "https://router/push",
    "https://user:pass@push.example/x",
    "http://push.example/x",
    "ftp://push.example/x",
  ]) {
    expect(strict.maySubscribe({ ...targetOf(device), endpoint }), endpoint).toBe(false);
    expect(await strict.send({ ...targetOf(device), endpoint }, message), endpoint).toMatchObject({
      outcome: "refused",
    });
  }
  expect(device.requests).toBe(0);
  expect(strict.maySubscribe({ ...targetOf(device), endpoint: "https://updates.push.services.mozilla.com/w/1" })).toBe(
    true,
  );
  // A public name that resolves inward is found out at the connection.
  expect(
    await strict.send({ ...targetOf(device), endpoint: "https://localtest.localhost.:1/x" }, message),
  ).toMatchObject({
    outcome: expect.stringMatching(/refused|not-sent/),
  });
});

test("the same secret makes the same keys, another makes others", () => {
  expect(vapidKeysOf("one secret that is long enough for this")).toEqual(
    vapidKeysOf("one secret that is long enough for this"),
  );
  expect(vapidKeysOf("another secret").publicKey).not.toBe(vapidKeysOf("one secret").publicKey);
  expect(Buffer.from(keys.publicKey, "base64url")).toHaveLength(65);
});
