import { afterAll, beforeAll, expect, test } from "vitest";
import { createSmtp } from "#providers/email/smtp/index.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { startMailServer } from "#testing/mail-server.ts";
import { startPushService } from "#testing/push-service.ts";
import { firstOwner, Visitor } from "#testing/visitor.ts";

let http: TestHttp;
let cookie: string;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let push: Awaited<ReturnType<typeof startPushService>>;
beforeAll(async () => {
  mail = await startMailServer();
  push = await startPushService();
  const email = createSmtp({ url: mail.url, from: "Ringback <ringback@localhost>" });
  http = await createTestHttp({ email, requestsPerMinute: 100_000 });
  cookie = (await firstOwner(http)).cookie;
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
  await push[Symbol.asyncDispose]();
});

async function owner(): Promise<Visitor> {
  const ann = new Visitor(http);
  ann.adopt(cookie);
  await ann.openBusiness();
  return ann;
}
const nights = { mon: [["21:00", "07:00"]] };

test("a browser subscribes as it says, is tested for real, knows itself by its mark, and leaves again", async () => {
  const ann = await owner();
  const device = push.device();
  expect((await ann.call("pushKey")).body.publicKey).toMatch(/^[\w-]{87}$/);
  const { mark } = (await ann.call("putPushSubscription", { body: { ...device.subscription, device: "Firefox" } }))
    .body;
  const mine = (await ann.call("myNotices")).body;
  expect(mine.devices).toMatchObject([{ mark, device: "Firefox", lastError: null }]);
  expect(JSON.stringify(mine)).not.toContain(device.subscription.endpoint);
  expect(mine.channels).toContainEqual({ channel: "push", leads: true, why: null });
  const tested = await ann.call("testNotice", { body: { channel: "push" } });
  expect(tested.body).toMatchObject({ state: "delivered", problem: null });
  expect(JSON.parse(device.pushed[0]?.payload ?? "")).toMatchObject({ url: "/settings/notifications" });
  device.answer = { status: 503 };
  expect((await ann.call("testNotice", { body: { channel: "push" } })).body).toMatchObject({
    state: "failed",
    problem: expect.stringContaining("503"),
  });
  expect((await ann.call("myNotices")).body.recent).toMatchObject([
    { channel: "push", state: "failed", isTest: true },
    { channel: "push", state: "delivered", isTest: true },
  ]);
  await ann.call("removePushSubscription", { query: { mark } });
  expect((await ann.call("testNotice", { body: { channel: "push" } })).body.code).toBe("channel-not-ready");
});

test("a test mail arrives, and a mail server that is down is told as that", async () => {
  const ann = await owner();
  expect((await ann.call("testNotice", { body: { channel: "email" } })).body).toMatchObject({ state: "sent" });
  expect(mail.mails.at(-1)).toContain("This is the test you asked for");
  mail.state.down = true;
  const answer = await ann.call("testNotice", { body: { channel: "email" } });
  mail.state.down = false;
  expect(answer.body).toMatchObject({ state: "queued", problem: expect.stringContaining("451") });
});

test("only a public push service may be named, unless this machine is all there is", async () => {
  const ann = await owner();
  const { keys } = push.device().subscription;
  const body = { endpoint: "https://169.254.169.254/push", keys };
  expect((await ann.call("putPushSubscription", { body })).body.code).toBe("push-not-possible");
});

test("emergencies may be shut out only where somebody else hears them at any hour", async () => {
  const ann = await owner();
  const { settings } = (await ann.call("myNotices")).body;
  const shut = { ...settings, quiet: { weekly: nights, emergenciesComeThrough: false } };
  expect((await ann.call("putMyNotices", { body: shut })).body.code).toBe("nobody-else-reachable");
  const open = { ...settings, quiet: { weekly: nights, emergenciesComeThrough: true }, timeZone: "Europe/Berlin" };
  expect((await ann.call("putMyNotices", { body: open })).status).toBe(200);
  expect((await ann.call("myNotices")).body.settings).toEqual(open);
  expect((await ann.call("putMyNotices", { body: { ...open, timeZone: "Mars/Base" } })).body.code).toBe(
    "invalid-time-zone",
  );
  const never = Object.fromEntries(
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [["00:00", "24:00"]]]),
  );
  const quiet = { weekly: never, emergenciesComeThrough: true };
  expect((await ann.call("putMyNotices", { body: { ...open, quiet } })).body.code).toBe("always-quiet");
});

test("a chat's address is kept sealed and never answered", async () => {
  const ann = await owner();
  const url = "https://hooks.slack.com/services/T0/B0/very-secret";
  expect((await ann.call("putBusinessChat", { body: { url, urgencies: ["emergency"] } })).status).toBe(200);
  expect((await ann.call("putBusinessChat", { body: { urgencies: ["emergency", "digest"] } })).status).toBe(200);
  const mine = (await ann.call("myNotices")).body;
  expect(mine.businessChat).toMatchObject({ host: "hooks.slack.com", urgencies: ["emergency", "digest"] });
  expect(JSON.stringify(mine)).not.toContain("very-secret");
  const { rows } = await http.context.db.pool.query("select * from ringback.chat_webhook");
  expect(rows.map((row) => Buffer.from(row.sealed_url).toString("latin1")).join()).not.toContain("very-secret");
  const inside = { url: "https://10.0.0.5/hooks/x" };
  expect((await ann.call("putMyChat", { body: inside })).body.code).toBe("invalid-chat-address");
  expect((await ann.call("putBusinessChat", { body: { ...inside, urgencies: [] } })).status).toBe(200);
});

test("owners see how each person is reached, and that an e-mail wakes nobody", async () => {
  const ann = await owner();
  const { reach } = (await ann.call("teamReach")).body;
  expect(reach).toMatchObject([{ channels: ["email"], atNight: false }]);
  const device = push.device();
  await ann.call("putPushSubscription", { body: device.subscription });
  expect((await ann.call("teamReach")).body.reach).toMatchObject([{ channels: ["push", "email"], atNight: true }]);
});
