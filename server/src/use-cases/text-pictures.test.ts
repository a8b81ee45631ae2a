// Pictures that go out with a text: from the upload to what the phone provider is asked for.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { forgetUnsent } from "#jobs/forget-unsent.ts";
import { readMediaToken } from "#media-link.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "./context.ts";
import { receiveMessage } from "./receive-message.ts";
import { replyInConversation } from "./reply-in-conversation.ts";
import { sendMessage } from "./send-message.ts";
import { textCaller } from "./text-caller.ts";
import { removeUpload, uploadFile } from "./upload-file.ts";

const png = Buffer.concat([Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"), Buffer.alloc(200, 7)]);
const gif = Buffer.from("GIF89a and some dots");
const pdf = Buffer.from("%PDF-1.7\n%%EOF");

let database: TestDatabase;
let db: Database;
let context: Context;
let business: TestBusiness;
let provider: Server;
let asked: URLSearchParams[] = [];
let isBroken = false;
const clock = new HandClock("2026-11-18T16:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
  provider = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    asked.push(new URLSearchParams(Buffer.concat(parts).toString()));
    if (isBroken) return void response.writeHead(429, { "retry-after": "5" }).end();
    response.writeHead(201, { "content-type": "application/json" });
    response.end(JSON.stringify({ sid: `MM${context.ids.next().replaceAll("-", "")}`, status: "queued" }));
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const { port } = provider.address() as AddressInfo;
  await db.pool.query("update ringback.connection set api_base_url = $1", [`http://127.0.0.1:${port}`]);
});
afterAll(async () => {
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
  await db.close();
  await database.drop();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];
const me = () => ({ accountId: business.accountId, memberId: business.ownerId });

async function upload(bytes: Buffer, memberId = business.ownerId): Promise<string> {
  const answer = await uploadFile(context, { accountId: business.accountId, memberId, bytes });
  if (!answer.ok) throw new Error(answer.detail);
  return answer.file.id;
}

async function missedCall(caller: string): Promise<string> {
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
  const [row] = await look<{ id: string }>("select id from ringback.callback where caller = $1", [caller]);
  return row?.id ?? "";
}

const actor = () => ({ memberId: business.ownerId, role: "owner" }) as const;
async function text(callbackId: string, fileIds: readonly string[], body = "") {
  const command = { accountId: business.accountId, actor: actor(), callbackId, confirmedPromise: false };
  return await textCaller(context, { ...command, body, fileIds });
}

test("pictures go with a text, in their order, by links that open each of them and nothing else", async () => {
  const callbackId = await missedCall("+13125550701");
  const files = [await upload(png), await upload(gif)];
  const answer = await text(callbackId, files);
  if (!answer.ok) throw new Error(answer.refusal);
  asked = [];
  await sendMessage(context, { accountId: business.accountId, messageId: answer.messageId });
  const [form] = asked;
  expect(form?.has("Body")).toBe(false);
  const links = form?.getAll("MediaUrl") ?? [];
  expect(links).toHaveLength(2);
  const opened = links.map((link) => {
    expect(link).toMatch(/^https:\/\/ringback\.example\/media\/[\w.-]+$/);
    return readMediaToken(context.secretBox, link.split("/").at(-1) ?? "", clock.now());
  });
  expect(opened.map((one) => one?.mediaId)).toEqual(files);
  expect(opened.every((one) => one?.accountId === business.accountId)).toBe(true);
  const [conversation] = await look(
    "select last_kind, last_words from ringback.conversation where last_kind = 'text-out'",
  );
  expect(conversation).toEqual({ last_kind: "text-out", last_words: "Picture or file" });
});

test("a text that surely did not go out is tried again with links of then", async () => {
  const answer = await text(await missedCall("+13125550702"), [await upload(png)], "The part");
  if (!answer.ok) throw new Error(answer.refusal);
  const job = { accountId: business.accountId, messageId: answer.messageId };
  asked = [];
  isBroken = true;
  await sendMessage(context, job);
  isBroken = false;
  clock.pass({ minutes: 1 });
  await sendMessage(context, job);
  const [first, second] = asked.map((form) => form.getAll("MediaUrl"));
  expect(second).toHaveLength(1);
  expect(second).not.toEqual(first);
});

test("a picture goes once, and only by whoever brought it", async () => {
  const callbackId = await missedCall("+13125550703");
  const file = await upload(png);
  expect(await text(callbackId, [file, file])).toMatchObject({ refusal: "may-not-text" });
  expect(await text(callbackId, [file])).toMatchObject({ ok: true });
  expect(await text(callbackId, [file])).toMatchObject({
    refusal: "may-not-text",
    why: expect.stringContaining("already"),
  });
  const stranger = context.ids.next();
  expect(await text(callbackId, [await upload(png, stranger)])).toMatchObject({ refusal: "may-not-text" });
  await removeUpload(context, { ...me(), fileId: file });
  expect(await look("select from ringback.message_media where id = $1", [file])).toHaveLength(1);
});

test("what a text cannot carry is refused in words, and nothing is sent", async () => {
  const callbackId = await missedCall("+13125550704");
  const before = await look("select from ringback.message");
  expect(await text(callbackId, [await upload(pdf)])).toMatchObject({
    why: expect.stringContaining("JPEG, PNG and GIF"),
  });
  const large = Buffer.concat([png, Buffer.alloc(2_600_000)]);
  expect(await text(callbackId, [await upload(large), await upload(large)])).toMatchObject({
    why: expect.stringContaining("5 MB"),
  });
  expect(await look("select from ringback.message")).toHaveLength(before.length);
  for (const bytes of [Buffer.from("<html><script>"), Buffer.from("<svg/>"), Buffer.alloc(0)])
    expect(await uploadFile(context, { ...me(), bytes })).toMatchObject({ ok: false, refusal: "file-not-taken" });
  const huge = Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]);
  expect(await uploadFile(context, { ...me(), bytes: huge })).toMatchObject({ detail: "It is larger than 5 MB." });
});

test("a line whose phone system sends no pictures says so", async () => {
  const callbackId = await missedCall("+13125550705");
  const { twilio } = context.telephony;
  if (twilio === undefined) throw new Error("no adapter");
  const poor = { ...context, telephony: { twilio: { ...twilio, abilities: { ...twilio.abilities, mms: false } } } };
  const command = { accountId: business.accountId, actor: actor(), callbackId, body: "", confirmedPromise: false };
  expect(await textCaller(poor, { ...command, fileIds: [await upload(png)] })).toMatchObject({
    refusal: "may-not-text",
    why: "Not sent: The phone system of this number sends no pictures.",
  });
});

test("in the thread too, also where no matter is open", async () => {
  const from = "+13125550706";
  await receiveMessage(context, {
    accountId: business.accountId,
    connectionId: business.connectionId,
    key: "SM9:received",
    providerMessageId: "SM9",
    from,
    to: business.line,
    body: "stop",
    mediaCount: 0,
    providerReplies: true,
    optOut: null,
    payload: {},
  });
  await look("update ringback.consent_event set kind = 'inbound_sms' where number = $1", [from]);
  const [row] = await look<{ conversation_id: string }>(
    "select conversation_id from ringback.conversation_number where number = $1",
    [from],
  );
  const command = { accountId: business.accountId, actor: actor(), conversationId: row?.conversation_id ?? "" };
  const fileIds = [await upload(gif)];
  const answer = await replyInConversation(context, { ...command, body: "", confirmed: false, fileIds });
  expect(answer).toMatchObject({ ok: true });
  expect(
    await look("select position from ringback.message_media where id = $1 and message_id is not null", fileIds),
  ).toEqual([{ position: 0 }]);
});

test("one person may bring so much, and what was never sent is gone after a day", async () => {
  await look("delete from ringback.message_media where message_id is null");
  const first = await upload(png);
  await removeUpload(context, { ...me(), fileId: first });
  for (let count = 0; count < 40; count += 1) await upload(png);
  expect(await uploadFile(context, { ...me(), bytes: png })).toMatchObject({ ok: false });
  const kept = await look("select from ringback.message_media where message_id is not null");
  await forgetUnsent(db.pool, clock.now().add({ hours: 23 }));
  expect(await uploadFile(context, { ...me(), bytes: png })).toMatchObject({ ok: false });
  await forgetUnsent(db.pool, clock.now().add({ hours: 25 }));
  await upload(png);
  expect(await look("select from ringback.message_media where message_id is not null")).toHaveLength(kept.length);
});
