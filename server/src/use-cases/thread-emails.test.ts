// E-mails of threads: through a real SMTP server out, and as raw mails in.
import PostalMime, { type Email } from "postal-mime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { conversationThread } from "#db/queries/conversation-thread.ts";
import { createSmtp } from "#providers/email/smtp/index.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { startMailServer } from "#testing/mail-server.ts";
import type { Context } from "./context.ts";
import { emailInConversation } from "./email-in-conversation.ts";
import { mailAbility } from "./mail-set-up.ts";
import { receiveEmail } from "./receive-email.ts";
import { sendThreadEmail } from "./send-thread-email.ts";
import { uploadFile } from "./upload-file.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let business: TestBusiness;
let mailServer: Awaited<ReturnType<typeof startMailServer>>;
const clock = new HandClock("2026-11-18T16:00:00Z");
const caller = "+13125550801";
const address = "Ann@Porter.example";

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  mailServer = await startMailServer();
  const email = createSmtp({
    url: mailServer.url,
    from: "Ringback <ringback@shop.example>",
    repliesTo: "reply@in.example",
  });
  context = { ...bareContext(db), clock, email };
  business = await openBusiness(context, "maya");
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
  await look("update ringback.contact set email = $1, name = 'Ann Porter'", [address]);
});
afterAll(async () => {
  await mailServer[Symbol.asyncDispose]();
  await db.close();
  await database.drop();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];
const actor = () => ({ memberId: business.ownerId, role: "owner" }) as const;

async function conversationId(number = caller): Promise<string> {
  const [row] = await look<{ id: string }>(
    "select conversation_id as id from ringback.conversation_number where number = $1",
    [number],
  );
  return row?.id ?? "";
}

async function write(body: string, fileIds: readonly string[] = [], subject = "", confirmed = false) {
  const command = { accountId: business.accountId, actor: actor(), conversationId: await conversationId() };
  return await emailInConversation(context, { ...command, subject, body, fileIds, confirmed });
}

async function send(messageId: string): Promise<Email> {
  const before = mailServer.mails.length;
  await sendThreadEmail(context, { accountId: business.accountId, messageId });
  expect(mailServer.mails).toHaveLength(before + 1);
  return await PostalMime.parse(mailServer.mails.at(-1) ?? "");
}

async function written(body: string, fileIds: readonly string[] = []): Promise<Email> {
  // A person has read the warning of what reads like a promise.
  const answer = await write(body, fileIds, "The part for your tap", true);
  if (!answer.ok) throw new Error(answer.refusal);
  return await send(answer.messageId);
}

let mails = 0;
const bring = (lines: readonly string[]) =>
  receiveEmail(context, { accountId: business.accountId, raw: Buffer.from(lines.join("\r\n")) });
function mail(body: string, headers: readonly string[] = [], from = `Ann Porter <${address}>`): string[] {
  mails += 1;
  return [`From: ${from}`, "Subject: Re: The part", `Message-ID: <in-${mails}@porter.example>`, ...headers, "", body];
}
const messageOf = async (internetId: string) => {
  const [row] = await look<{ state: string; body: string; callback_id: string | null; error_code: string | null }>(
    "select m.* from ringback.message m join ringback.message_email e on e.message_id = m.id where e.internet_id = $1",
    [internetId],
  );
  return row;
};
const thread = async () => {
  const question = { conversationId: await conversationId(), memberId: business.ownerId, before: null };
  const found = await conversationThread(db, business.accountId, clock.now(), question, {}, mailAbility(context));
  if (found === null) throw new Error("no thread");
  return found;
};

test("a mail of the thread says who writes, where answers go, and which mail it answers", async () => {
  const upload = await uploadFile(context, {
    accountId: business.accountId,
    memberId: business.ownerId,
    bytes: Buffer.from("%PDF-1.7 the offer"),
  });
  if (!upload.ok) throw new Error(upload.detail);
  const first = await written("This is the offer.", [upload.file.id]);
  expect(first).toMatchObject({
    from: { name: "Northside Plumbing", address: "ringback@shop.example" },
    subject: "The part for your tap",
  });
  expect(first.to?.[0]?.address).toBe("ann@porter.example");
  expect(first.replyTo?.[0]?.address).toMatch(/^reply\+[a-z2-7]{42}@in\.example$/);
  expect(first.text).toMatch(/^This is the offer\.\s+-- \s*\nNorthside Plumbing, .*\nReply STOP/);
  expect(first.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
    ["Document 1.pdf", "application/pdf"],
  ]);
  expect(first.headers.map(({ key }) => key)).not.toContain("auto-submitted");
  const second = await written("And the drawing.");
  expect(second.inReplyTo).toBe(first.messageId);
  expect(second.subject).toBe("Re: The part for your tap");
  expect(await messageOf(first.messageId?.slice(1, -1) ?? "")).toMatchObject({ state: "sent" });
  expect(await look("select channel, result from ringback.attempt")).toContainEqual({
    channel: "email",
    result: "sent",
  });
  const { entries, emailAnswer, lastKind } = await thread();
  expect({ emailAnswer, lastKind }).toEqual({
    emailAnswer: { to: "ann@porter.example", refusal: null, subject: "Re: The part for your tap" },
    lastKind: "email-out",
  });
  const mine = entries.findLast(({ kind }) => kind === "text");
  expect(mine).toMatchObject({ channel: "email", body: "And the drawing.", delivery: { words: "Sent" } });
});

test("an answer comes into its thread, by the address, by what it answers, or by who writes; once", async () => {
  const out = await written("Shall we come on Friday?");
  const to = `To: ${out.replyTo?.[0]?.address}`;
  const quoted = "On Wed, Nov 18, 2026 at 10:05 AM Northside wrote:\r\n> Shall we come on Friday?";
  const answer = mail(`Yes, please.\r\n\r\n${quoted}`, [to], "Bob <bob@other.example>");
  expect(await bring(answer)).toEqual({ taken: true, as: "message" });
  expect(await bring(answer)).toEqual({ taken: true, as: "repeated" });
  expect(await Promise.all([1, 2].map(() => bring(mail("Both at once", [to, "X-Same: 1"]))))).toHaveLength(2);
  expect(await bring(mail("By reference", [`References: ${out.messageId}`], "carol@other.example"))).toMatchObject({
    taken: true,
  });
  expect(await bring(mail("By address", ["To: hello@shop.example"]))).toMatchObject({ taken: true });
  expect(await bring(mail("Buy this", ["To: hello@shop.example"], "spam@evil.example"))).toEqual({
    taken: false,
    why: "unknown-sender",
  });
  const { entries, waitingSince } = await thread();
  const came = entries.filter((entry) => entry.kind === "text" && entry.direction === "in");
  expect(came.map((entry) => entry.kind === "text" && [entry.by, entry.body])).toEqual([
    ["bob@other.example", "Yes, please."],
    ["Ann Porter", "Both at once"],
    ["Ann Porter", "Both at once"],
    ["carol@other.example", "By reference"],
    ["Ann Porter", "By address"],
  ]);
  expect(came[0]).toMatchObject({ email: { quoted: quoted.replaceAll("\r", "") } });
  expect(waitingSince).not.toBeNull();
});

test("a mail of a known person with nothing open opens a callback, as a text does; an absence note opens none", async () => {
  await look(
    "update ringback.callback set state = 'closed', closed_at = now(), disposition = 'reached' where caller = $1",
    [caller],
  ).catch(() => {});
  await look("update ringback.episode set closed_at = now() where caller = $1", [caller]);
  const open = () =>
    look("select from ringback.callback b join ringback.episode e on e.id = b.episode_id where e.closed_at is null");
  await bring(mail("I am away.", ["Auto-Submitted: auto-replied"]));
  expect(await open()).toHaveLength(0);
  await bring(mail("The tap drips again, can you come?"));
  expect(await open()).toHaveLength(1);
});

test("a mail that came back says so, with its reason", async () => {
  const out = await written("One more thing.");
  const report = (action: string, id = out.messageId) => [
    "From: mailer-daemon@mx.example",
    `To: ${out.replyTo?.[0]?.address}`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example",
    "",
    `Action: ${action}`,
    "Status: 5.1.1",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: ${id}`,
    "--b--",
  ];
  const id = out.messageId?.slice(1, -1) ?? "";
  expect(await bring(report("delayed"))).toMatchObject({ taken: true });
  expect(await messageOf(id)).toMatchObject({ state: "sent" });
  expect(await bring(report("failed", "<never@ours.example>"))).toEqual({ taken: false, why: "not-ours" });
  await bring(report("failed"));
  expect(await messageOf(id)).toMatchObject({ state: "undelivered" });
  expect((await thread()).entries.findLast(({ kind }) => kind === "text")).toMatchObject({
    delivery: { state: "failed", words: "Came back: there is no such address (5.1.1)" },
  });
});

test("a server that is busy is tried again under the same Message-ID; what it refuses has failed", async () => {
  const answer = await write("Try this");
  if (!answer.ok) throw new Error(answer.refusal);
  mailServer.state.down = true;
  await sendThreadEmail(context, { accountId: business.accountId, messageId: answer.messageId });
  mailServer.state.down = false;
  const [queued] = await look("select state, failures from ringback.message where id = $1", [answer.messageId]);
  expect(queued).toEqual({ state: "queued", failures: 1 });
  const sent = await send(answer.messageId);
  expect(sent.messageId).toBe(`<${answer.messageId}@ringback.example>`);
  await sendThreadEmail(context, { accountId: business.accountId, messageId: answer.messageId });
  expect(mailServer.mails.filter((raw) => raw.includes(answer.messageId))).toHaveLength(1);
});

test("what is hostile is not shown: pages lose their tags, files are what they are, bombs are refused", async () => {
  await bring([
    `From: ${address}`,
    "Message-ID: <evil@porter.example>",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/html",
    "",
    "<script>alert(1)</script><p>Look at <b>this</b></p><img src=https://t.example/x>",
    "--b",
    'Content-Type: image/png; name="x.png"',
    "",
    "<html><script>alert(2)</script>",
    "--b--",
  ]);
  expect(await messageOf("evil@porter.example")).toMatchObject({ body: "Look at this" });
  expect(
    await look(
      "select state, reason from ringback.message_media where provider_media_id is null and state = 'refused'",
    ),
  ).toEqual([{ state: "refused", reason: "unknown-type" }]);
  expect(await bring(["nothing"])).toEqual({ taken: false, why: "not-read" });
});

test("STOP by mail ends texts and mails to them, in the same transaction", async () => {
  await bring(mail("Please stop contacting me"));
  expect(
    await look("select kind, source from ringback.consent_event where number = $1 and kind = 'opt_out'", [caller]),
  ).toEqual([{ kind: "opt_out", source: "email" }]);
  expect(await write("But why?")).toMatchObject({
    ok: false,
    why: "Not sent: They asked for no more mail. Call instead.",
  });
  await bring(mail("On second thought, what does the tap cost?"));
  expect(await write("It is 20 dollars", [], "", true)).toMatchObject({ ok: true });
});

test("danger by mail alarms people and is answered by mail with whom to dial, once", async () => {
  await bring(mail("I smell gas in the kitchen!"));
  await bring(mail("There is still a smell of gas"));
  const notices = await look<{ id: string }>(
    "select id from ringback.message where purpose = 'emergency-notice' and channel = 'email'",
  );
  expect(notices).toHaveLength(1);
  const notice = await send(notices[0]?.id ?? "");
  expect(notice.text).toMatch(/911/);
  expect(notice.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
  expect(await look("select from ringback.escalation")).not.toHaveLength(0);
});

test("without a mailbox for answers no mail is written", async () => {
  const bare = { ...context, email: createSmtp({ url: mailServer.url, from: "x@y.example" }) };
  const command = { accountId: business.accountId, actor: actor(), conversationId: await conversationId() };
  expect(
    await emailInConversation(bare, { ...command, subject: "", body: "x", fileIds: [], confirmed: false }),
  ).toMatchObject({ ok: false, why: expect.stringContaining("No mailbox") });
});
