import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { defaultChoices } from "@ringback/core/people/notice-channels.ts";
import { noQuietHours } from "@ringback/core/people/quiet-hours.ts";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { chatWebhookPurpose, saveChatWebhook } from "#db/stores/chat-webhooks.ts";
import { keepPushSubscription } from "#db/stores/push-subscriptions.ts";
import { type NoticeSettings, saveNoticeSettings } from "#db/stores/staff.ts";
import { transaction } from "#db/transaction.ts";
import { createChat } from "#providers/chat/registry.ts";
import { createSmtp } from "#providers/email/smtp/index.ts";
import { createPush } from "#providers/push/registry.ts";
import { bareContext, bareSecret } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { startMailServer } from "#testing/mail-server.ts";
import { type PushDevice, startPushService } from "#testing/push-service.ts";
import { addMember } from "./add-member.ts";
import type { Context } from "./context.ts";
import { runEscalation } from "./run-escalation.ts";
import { sendEmail } from "./send-email.ts";
import { sendMessage } from "./send-message.ts";
import { sendNotice } from "./send-notice.ts";
import { tellStaff } from "./tell-staff.ts";

const night = "2026-11-19T08:10:00Z";
const settings: NoticeSettings = {
  choices: defaultChoices,
  quiet: noQuietHours,
  timeZone: null,
  morningAt: null,
  morningDigest: false,
  eveningDigest: false,
  emptyDigests: false,
};
const sleeping = (emergenciesComeThrough: boolean) => ({
  weekly: Object.fromEntries(
    (["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const).map((day) => [day, [["21:00", "07:00"] as const]]),
  ),
  emergenciesComeThrough,
});

let database: TestDatabase;
let db: Database;
let clock: HandClock;
let context: Context;
let business: TestBusiness;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let push: Awaited<ReturnType<typeof startPushService>>;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock(night);
  mail = await startMailServer();
  push = await startPushService();
  context = {
    ...bareContext(db),
    clock,
    email: createSmtp({ url: mail.url, from: "Ringback <ringback@localhost>" }),
    push: createPush({ secret: bareSecret, publicUrl: "http://127.0.0.1:4700" }),
    chat: createChat(),
  };
  business = await openBusiness(context, "maya");
});
afterEach(async () => {
  await db.close();
  await database.drop();
  await mail[Symbol.asyncDispose]();
  await push[Symbol.asyncDispose]();
});

const inAccount = <Result>(work: Parameters<typeof transaction<Result>>[3]) =>
  transaction(db, business.accountId, clock.now(), work);

async function subscribe(memberId: string): Promise<PushDevice> {
  const device = push.device();
  const { endpoint, keys } = device.subscription;
  await inAccount(async (tx) =>
    keepPushSubscription(tx, { id: context.ids.next(), memberId, endpoint, ...keys, device: "Firefox" }),
  );
  return device;
}

async function choose(memberId: string, wish: Partial<NoticeSettings>): Promise<void> {
  await inAccount(async (tx) => saveNoticeSettings(tx, memberId, { ...settings, ...wish }));
}

async function missCall(from = "+13125550142"): Promise<string> {
  const call = await new TestCall(context, business).arrive(from);
  await call.hangUp();
  const { rows } = await db.pool.query<{ id: string }>(
    "select b.id from ringback.callback b join ringback.call c on c.episode_id = b.episode_id where c.id = $1",
    [call.callId],
  );
  await db.pool.query("delete from graphile_worker._private_jobs");
  return rows[0]?.id ?? "";
}

/** Carries out what is due in the queue, one kind after the other, each once. */
async function work(...kinds: string[]): Promise<void> {
  const handlers: Record<string, (ctx: Context, job: never) => Promise<void>> = {
    "send-notice": sendNotice,
    "send-email": sendEmail,
    "send-message": sendMessage,
    "tell-staff": tellStaff,
    "run-escalation": runEscalation,
  };
  for (const wanted of kinds) {
    const { rows } = await db.pool.query<{ id: string; kind: string; payload: never }>(
      `with taken as (delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
        where t.id = j.task_id and t.identifier = any($1) and j.run_at <= $2::timestamptz + interval '1 second' returning t.identifier as kind, j.payload)
       select * from taken`,
      [[wanted], await queueNow()],
    );
    for (const { kind, payload } of rows) await handlers[kind]?.(context, payload).catch(() => {});
  }
}
/** Jobs stand at the machine's time; the test's clock is behind or ahead of it. */
async function queueNow(): Promise<string> {
  const { rows } = await db.pool.query<{ now: string }>("select now()::text as now");
  return rows[0]?.now ?? "";
}

async function notices(callbackId: string) {
  const { rows } = await db.pool.query<{ channel: string; state: string; error: string | null; name: string | null }>(
    `select n.channel, n.state, n.error, m.name from ringback.notification n
      left join ringback.member m on m.account_id = n.account_id and m.id = n.member_id
      where n.callback_id = $1 order by n.created_at, n.channel`,
    [callbackId],
  );
  return rows.map(({ channel, state, error, name }) => [name, channel, state, error]);
}

async function history(callbackId: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ kind: string }>(
    "select kind from ringback.callback_event where callback_id = $1 order by at, id",
    [callbackId],
  );
  return rows.map(({ kind }) => kind);
}

async function raise(callbackId: string): Promise<string> {
  const id = context.ids.next();
  await inAccount(async (tx) => {
    tx.write(
      sql`update ringback.callback set urgency = 'emergency' where account_id = ${tx.accountId} and id = ${callbackId}`,
    );
    tx.write(sql`insert into ringback.escalation (account_id, id, callback_id, reason, raised_at, next_at)
      values (${tx.accountId}, ${id}, ${callbackId}, 'emergency', ${tx.now}, ${tx.now})`);
  });
  return id;
}

test("each channel that was chosen gets the notice once, and what became of it is written down", async () => {
  const device = await subscribe(business.ownerId);
  const callbackId = await missCall();
  const job = { accountId: business.accountId, callbackId, memberIds: [business.ownerId], about: "breached" } as const;
  await tellStaff(context, job);
  await tellStaff(context, job);
  await work("send-notice", "send-email");
  expect(await notices(callbackId)).toEqual([
    ["Maya Chen", "email", "sent", null],
    ["Maya Chen", "push", "delivered", null],
  ]);
  expect(device.pushed.map(({ payload }) => JSON.parse(payload))).toEqual([
    {
      title: "A callback is overdue",
      body: expect.stringContaining("(312) 555-0142"),
      url: `/today/${callbackId}`,
      tag: callbackId,
    },
  ]);
  expect(device.pushed[0]?.headers).toMatchObject({ urgency: "high", ttl: "7200" });
  expect(mail.mails).toHaveLength(1);
});

test("where the trade is discreet, neither name nor number nor reason leaves the sign-in", async () => {
  await inAccount(async (tx) =>
    tx.write(sql`update ringback.account set trade = 'healthcare' where id = ${tx.accountId}`),
  );
  const device = await subscribe(business.ownerId);
  const callbackId = await missCall();
  const escalationId = await raise(callbackId);
  for (const about of ["escalation", "complaint", "new-callback"] as const)
    await tellStaff(context, {
      accountId: business.accountId,
      callbackId,
      memberIds: [business.ownerId],
      about,
      escalationId,
    });
  await work("send-notice", "send-email");
  const said = [...device.pushed.map(({ payload }) => payload), ...mail.mails].join("\n");
  expect(device.pushed).toHaveLength(3);
  expect(said).not.toMatch(/555|0142|omplaint|\(emergency\)/);
});

test("a device that is gone for good is forgotten, one that is ill is asked again", async () => {
  const [gone, ill] = [await subscribe(business.ownerId), await subscribe(business.ownerId)];
  gone.answer = { status: 410 };
  ill.answer = { status: 503, headers: { "retry-after": "20" } };
  const callbackId = await missCall();
  await choose(business.ownerId, { choices: { ...defaultChoices, high: ["push"] } });
  await tellStaff(context, {
    accountId: business.accountId,
    callbackId,
    memberIds: [business.ownerId],
    about: "breached",
  });
  await work("send-notice");
  expect(await notices(callbackId)).toEqual([["Maya Chen", "push", "queued", "HTTP 503"]]);
  const { rows } = await db.pool.query("select endpoint from ringback.push_subscription");
  expect(rows).toEqual([{ endpoint: ill.subscription.endpoint }]);
  ill.answer = { status: 201 };
  const [job] = (await db.pool.query("select id from ringback.notification where channel = 'push'")).rows;
  await sendNotice(context, { accountId: business.accountId, notificationId: job.id });
  expect(await notices(callbackId)).toEqual([["Maya Chen", "push", "delivered", null]]);
  expect([gone.requests, ill.pushed.length]).toEqual([1, 1]);
});

test("quiet hours hold a notice until the morning, unless its matter is over by then", async () => {
  await choose(business.ownerId, { quiet: sleeping(true) });
  const callbackId = await missCall();
  const job = { accountId: business.accountId, callbackId, memberIds: [business.ownerId], about: "breached" } as const;
  await tellStaff(context, job);
  expect(await notices(callbackId)).toEqual([]);
  expect(await history(callbackId)).toContain("notice-held");
  const held = await db.pool.query(
    `select j.payload, j.run_at::text from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'tell-staff' and j.payload->>'held' = 'true'`,
  );
  expect(held.rows).toHaveLength(1);
  clock.pass({ hours: 5 });
  await tellStaff(context, held.rows[0].payload);
  expect(await notices(callbackId)).toEqual([["Maya Chen", "email", "queued", null]]);
  const other = await missCall("+13125550177");
  await inAccount(async (tx) =>
    tx.write(
      sql`update ringback.callback set state = 'closed', closed_at = ${tx.now}, close_kind = 'person', disposition = 'reached-booked' where account_id = ${tx.accountId} and id = ${other}`,
    ),
  );
  await tellStaff(context, { ...held.rows[0].payload, callbackId: other });
  expect(await notices(other)).toEqual([]);
});

test("an emergency wakes the only person there is, though they shut emergencies out", async () => {
  await choose(business.ownerId, { quiet: sleeping(false), choices: { ...defaultChoices, emergency: ["email"] } });
  const callbackId = await missCall();
  const escalationId = await raise(callbackId);
  await tellStaff(context, {
    accountId: business.accountId,
    callbackId,
    memberIds: [business.ownerId],
    about: "escalation",
    escalationId,
  });
  await work("send-email");
  expect(await notices(callbackId)).toEqual([["Maya Chen", "email", "sent", null]]);
  expect(await history(callbackId)).toContain("told-in-spite");
});

test("an alarm that reached nobody on any channel climbs at once, and the case says so", async () => {
  const actor = { accountId: business.accountId, memberId: business.ownerId };
  const added = await addMember(context, actor as never, {
    name: "Luis",
    email: "luis@example.com",
    phone: null,
    role: "agent",
    notifyBySms: true,
    notifyByEmail: true,
  });
  expect(added).toMatchObject({ ok: true });
  await choose(business.ownerId, { choices: { ...defaultChoices, emergency: ["push"] } });
  const device = await subscribe(business.ownerId);
  device.answer = { status: 403 };
  const callbackId = await missCall();
  const escalationId = await raise(callbackId);
  await runEscalation(context, { accountId: business.accountId, escalationId });
  const nextAt = async () =>
    (await db.pool.query("select next_at, level from ringback.escalation where id = $1", [escalationId])).rows[0];
  const planned = await nextAt();
  await work("tell-staff", "send-notice");
  expect(await notices(callbackId)).toEqual([["Maya Chen", "push", "failed", "HTTP 403"]]);
  expect(await history(callbackId)).toContain("nobody-reached");
  const hurried = await nextAt();
  expect(hurried.level).toBe(planned.level);
  expect([String(planned.next_at) > String(hurried.next_at), String(hurried.next_at)]).toEqual([
    true,
    clock.now().toString(),
  ]);
});

test("the chat of the business is told once of what it asked for, whoever else is", async () => {
  const posts: string[] = [];
  const server = createServer((request, response) => {
    request.on("data", (part: Buffer) => posts.push(part.toString()));
    request.on("end", () => response.end("ok"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T/B/x`;
  await inAccount(async (tx) => {
    const sealedUrl = context.secretBox.seal(tx.accountId, chatWebhookPurpose, url);
    saveChatWebhook(tx, {
      id: context.ids.next(),
      memberId: null,
      sealedUrl,
      host: "127.0.0.1",
      urgencies: ["emergency", "high"],
    });
  });
  const callbackId = await missCall();
  const job = { accountId: business.accountId, callbackId, memberIds: [business.ownerId] };
  await tellStaff(context, { ...job, about: "breached" });
  await tellStaff(context, { ...job, about: "breached" });
  await tellStaff(context, { ...job, about: "new-callback" });
  await work("send-notice");
  expect(posts).toHaveLength(1);
  expect(JSON.parse(posts[0] ?? "").text).toContain("A callback is overdue");
  expect(await notices(callbackId)).toContainEqual([null, "chat", "delivered", null]);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});

test("a push that waits for another try is taken back once somebody has the alarm in hand", async () => {
  const device = await subscribe(business.ownerId);
  device.answer = { status: 503 };
  const callbackId = await missCall();
  const escalationId = await raise(callbackId);
  const job = { accountId: business.accountId, callbackId, memberIds: [business.ownerId], escalationId };
  await choose(business.ownerId, { choices: { ...defaultChoices, emergency: ["push"] } });
  await tellStaff(context, { ...job, about: "escalation", step: "0.0" });
  await work("send-notice");
  expect(await notices(callbackId)).toEqual([["Maya Chen", "push", "queued", "HTTP 503"]]);
  await db.pool.query("update ringback.escalation set acknowledged_at = now() where id = $1", [escalationId]);
  const { rows } = await db.pool.query("select id from ringback.notification");
  await sendNotice(context, { accountId: business.accountId, notificationId: rows[0].id });
  expect(await notices(callbackId)).toEqual([["Maya Chen", "push", "withdrawn", null]]);
});

test("a text that the provider refuses makes the alarm climb too, when nothing else told the person", async () => {
  const refused = { outcome: "refused", errorCode: "21610", means: "opted-out" } as const;
  const twilio = context.telephony["twilio"];
  if (twilio === undefined) throw new Error("There is no Twilio.");
  const refusing = { ...context, telephony: { twilio: { ...twilio, sendMessage: () => Promise.resolve(refused) } } };
  await choose(business.ownerId, { choices: { ...defaultChoices, emergency: ["sms"] } });
  const callbackId = await missCall();
  const escalationId = await raise(callbackId);
  await runEscalation(context, { accountId: business.accountId, escalationId });
  await work("tell-staff");
  const { rows } = await db.pool.query(
    "select id from ringback.message where escalation_id = $1 and purpose = 'staff-alert'",
    [escalationId],
  );
  await sendMessage(refusing, { accountId: business.accountId, messageId: rows[0].id });
  expect(await history(callbackId)).toContain("nobody-reached");
});

/** An alarm about something overdue that has told this person so many times. */
async function overdue(callbackId: string, minutesAgo: number, times = 1) {
  const escalationId = context.ids.next();
  const told = JSON.stringify(Array.from({ length: times }, () => business.ownerId));
  await inAccount(async (tx) => {
    tx.write(sql`update ringback.callback set due_at = ${tx.now.subtract({ minutes: minutesAgo })}, warn_at = ${tx.now.subtract({ minutes: minutesAgo })}
      where account_id = ${tx.accountId} and id = ${callbackId}`);
    tx.write(sql`insert into ringback.escalation (account_id, id, callback_id, reason, raised_at, next_at, told, level)
      values (${tx.accountId}, ${escalationId}, ${callbackId}, 'overdue', ${tx.now}, ${tx.now.add({ minutes: 15 })}, ${told}::jsonb, 1)`);
  });
  const about = "escalation" as const;
  return {
    accountId: business.accountId,
    callbackId,
    escalationId,
    memberIds: [business.ownerId],
    about,
    step: "0.0.0",
  };
}

async function titles(): Promise<string[]> {
  const { rows } = await db.pool.query<{ title: string }>(
    "select subject as title from ringback.notification where channel = 'push' order by created_at, id",
  );
  return rows.map(({ title }) => title);
}

test("of several callbacks that come due in the same minutes a person hears at once, and then once of all of them", async () => {
  await subscribe(business.ownerId);
  clock.pass({ hours: 8 });
  const calls: string[] = [];
  for (const last of ["0142", "0143", "0144", "0145"]) calls.push(await missCall(`+1312555${last}`));
  const alarms: Awaited<ReturnType<typeof overdue>>[] = [];
  for (const [index, callbackId] of calls.entries()) {
    const alarm = await overdue(callbackId, 10 - index);
    alarms.push(alarm);
    await tellStaff(context, alarm);
    await tellStaff(context, alarm);
  }
  expect(await titles()).toEqual(["Alarm"]);
  expect(await history(calls[3] ?? "")).toContain("notice-gathered");
  const waiting = await db.pool.query<{ payload: never; key: string }>(
    `select j.payload, j.key from graphile_worker._private_jobs j where j.payload->>'gathered' is not null`,
  );
  expect(waiting.rows.map(({ key }) => key)).toEqual([`tell-overdue:${business.ownerId}`]);
  clock.pass({ minutes: 5 });
  // What the last of them was planned for is done by now; the others are still told.
  await db.pool.query("update ringback.escalation set acknowledged_at = now() where callback_id = $1", [calls[3]]);
  for (const { payload } of [...waiting.rows, ...waiting.rows]) await tellStaff(context, payload);
  expect(await titles()).toEqual(["Alarm", "3 callers are overdue"]);

  // Their next steps say nothing that was not counted; another hour does, once for all.
  clock.pass({ minutes: 20 });
  const again = async (step: string) => {
    for (const alarm of alarms.slice(0, 3)) {
      await db.pool.query("update ringback.escalation set told = told || told where id = $1", [alarm.escalationId]);
      await tellStaff(context, { ...alarm, step });
    }
  };
  await again("0.1.0");
  expect(await titles()).toHaveLength(2);
  clock.pass({ minutes: 45 });
  await again("1.0.0");
  expect(await titles()).toEqual(["Alarm", "3 callers are overdue", "3 callers are overdue"]);
  await work("send-notice");
  expect(await notices(calls[0] ?? "")).toContainEqual(["Maya Chen", "push", "delivered", null]);
});

test("what somebody gives on by hand is told by itself, however much is overdue, and fails without a step to climb", async () => {
  await subscribe(business.ownerId);
  clock.pass({ hours: 8 });
  const [first, second] = [
    await overdue(await missCall("+13125550142"), 5),
    await overdue(await missCall("+13125550143"), 4),
  ];
  await tellStaff(context, first);
  await tellStaff(context, { ...second, step: `to.${context.ids.next()}` });
  expect(await titles()).toEqual(["2 callers are overdue", "Alarm"]);
  await push[Symbol.asyncDispose]();
  await work("send-notice");
  expect(await history(second.callbackId)).not.toContain("nobody-reached");
  push = await startPushService();
});
