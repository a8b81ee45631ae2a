import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { conversationThread } from "#db/queries/conversation-thread.ts";
import { countConversations, listConversations } from "#db/queries/list-conversations.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { claim, close } from "./act-on-callback.ts";
import { finish, handBackConversation, read, takeOver } from "./act-on-conversation.ts";
import type { Context } from "./context.ts";
import { receiveMessage } from "./receive-message.ts";
import { replyInConversation } from "./reply-in-conversation.ts";
import { savePlaybook } from "./save-playbook.ts";
import { sendMessage } from "./send-message.ts";
import { undoCallback } from "./undo-callback.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let business: TestBusiness;
const clock = new HandClock("2026-11-18T16:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];

let texts = 0;
async function text(from: string, body: string, mediaCount = 0) {
  texts += 1;
  const key = `SM${texts}`;
  await receiveMessage(context, {
    accountId: business.accountId,
    connectionId: business.connectionId,
    key: `${key}:received`,
    providerMessageId: key,
    from,
    to: business.line,
    body,
    mediaCount,
    providerReplies: true,
    optOut: null,
    payload: { From: from },
  });
}

async function missedBy(caller: string) {
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
}

const actor = () => ({ memberId: business.ownerId, role: "owner" }) as const;
const command = (callbackId: string) => ({ accountId: business.accountId, actor: actor(), callbackId });
const callbacksOf = (caller: string) =>
  look<{ id: string; kind: string; state: string; explained: { follows?: string }; owner_id: string }>(
    "select id, kind, state, explained, owner_id from ringback.callback where caller = $1 order by opened_at, id",
    [caller],
  );
const conversationOf = async (caller: string) => {
  const [row] = await look<{
    id: string;
    state: string;
    taken_by: string | null;
    waiting_since: Date | null;
    last_kind: string;
    last_words: string;
  }>(
    "select c.* from ringback.conversation c join ringback.conversation_number n on n.conversation_id = c.id where n.number = $1",
    [caller],
  );
  if (row === undefined) throw new Error(`${caller} has no conversation.`);
  return row;
};
const acknowledgementsTo = (caller: string) =>
  look<{ id: string; state: string; reason: string | null; body: string }>(
    "select id, state, reason, body from ringback.message where purpose = 'acknowledgement' and to_number = $1 order by created_at",
    [caller],
  );
const listed = (filter: "open" | "waiting" | "mine" | "unread" | "all" | "done", search?: string) =>
  listConversations(db, business.accountId, clock.now(), business.ownerId, { filter, search, limit: 50, after: null });

test("a text out of nothing opens a callback with owner and clock, and is no missed call", async () => {
  const caller = "+13125550301";
  await text(caller, "My kitchen sink is leaking, can somebody come?");
  expect(await callbacksOf(caller)).toMatchObject([{ kind: "text", state: "open", owner_id: business.ownerId }]);
  expect(
    await look(
      "select k.kind from ringback.contact k join ringback.contact_phone p on p.contact_id = k.id where p.number = $1",
      [caller],
    ),
  ).toEqual([{ kind: "lead" }]);
  expect(await acknowledgementsTo(caller)).toEqual([]);
  expect(await look("select from ringback.call where caller = $1", [caller])).toEqual([]);
  expect(await conversationOf(caller)).toMatchObject({ state: "open", last_kind: "text-in" });
  await text(caller, "It is getting worse");
  expect(await callbacksOf(caller)).toHaveLength(1);
});

test("who may not be texted back is called back sooner, by the same law as everybody", async () => {
  const targetOf = async (caller: string) =>
    await look("select target_minutes, explained->'mayText' as may_text from ringback.callback where caller = $1", [
      caller,
    ]);
  const [welcome, stopped, unreachable] = ["+13125550391", "+13125550392", "+13125550393"];
  await text(welcome, "My kitchen sink is leaking, can somebody come?");
  const [usual] = await targetOf(welcome);
  expect(usual).toMatchObject({ may_text: true });
  await text(stopped, "STOP");
  await text(stopped, "My kitchen sink is leaking, can somebody come?");
  expect(await targetOf(stopped)).toEqual([{ target_minutes: 10, may_text: false }]);
  await look("update ringback.phone_number set registration = 'pending' where id = $1", [business.numberId]);
  await text(unreachable, "My kitchen sink is leaking, can somebody come?");
  await look("update ringback.phone_number set registration = 'exempt' where id = $1", [business.numberId]);
  expect(await targetOf(unreachable)).toEqual([{ target_minutes: 10, may_text: false }]);
});

test("three weeks later: thanks rests, a new wish is a new matter that follows the old", async () => {
  const caller = "+13125550302";
  await missedBy(caller);
  const [first] = await callbacksOf(caller);
  expect(
    await close(context, { ...command(first?.id ?? ""), disposition: "reached-booked", how: "called" }),
  ).toMatchObject({
    ok: true,
  });
  expect(await conversationOf(caller)).toMatchObject({ state: "done", waiting_since: null });
  clock.pass({ hours: 21 * 24 });
  await text(caller, "Thank you so much Maya!");
  expect(await callbacksOf(caller)).toHaveLength(1);
  expect(await conversationOf(caller)).toMatchObject({ state: "done", last_words: "Thank you so much Maya!" });
  await text(caller, "Thanks, but it is leaking again");
  const [, second] = await callbacksOf(caller);
  expect(second).toMatchObject({ kind: "text", state: "open", explained: { follows: first?.id } });
  expect(await conversationOf(caller)).toMatchObject({ state: "open" });
});

test("stop, help and withheld numbers open nothing", async () => {
  await text("+13125550303", "STOP");
  await text("+13125550303", "please stop texting me");
  await text("+13125550304", "HELP");
  await text("anonymous", "hello?");
  expect(await callbacksOf("+13125550303")).toEqual([]);
  expect(await callbacksOf("+13125550304")).toEqual([]);
});

test("a claim takes the conversation: the acknowledgement that waits is dropped, and closing hands it back", async () => {
  const caller = "+13125550305";
  await missedBy(caller);
  expect(await acknowledgementsTo(caller)).toMatchObject([{ state: "queued" }]);
  const [callback] = await callbacksOf(caller);
  await claim(context, command(callback?.id ?? ""));
  expect(await conversationOf(caller)).toMatchObject({ taken_by: business.ownerId });
  expect(await acknowledgementsTo(caller)).toMatchObject([{ state: "suppressed", reason: "taken-by-a-person" }]);
  await close(context, { ...command(callback?.id ?? ""), disposition: "no-answer" });
  expect(await conversationOf(caller)).toMatchObject({ taken_by: null, state: "done" });
});

test("taken while its text is being claimed: it goes or is dropped, and never goes after", async () => {
  for (let round = 0; round < 8; round += 1) {
    const caller = `+1${["773", "312", "847", "630", "708", "224", "331", "872"][round]}5550${140 + round * 7}`;
    await missedBy(caller);
    const [message] = await acknowledgementsTo(caller);
    const { id } = await conversationOf(caller);
    const taking = takeOver(context, { accountId: business.accountId, memberId: business.ownerId, conversationId: id });
    // Nothing answers at the provider's address: what was claimed ends as queued again, or unknown, never as suppressed.
    const sending = sendMessage(context, { accountId: business.accountId, messageId: message?.id ?? "" });
    await Promise.all([taking, sending]);
    const [after] = await acknowledgementsTo(caller);
    await sendMessage(context, { accountId: business.accountId, messageId: message?.id ?? "" });
    const [last] = await acknowledgementsTo(caller);
    expect([after?.state, last?.state]).not.toContain("sent");
    if (after?.state === "queued" || after?.state === "suppressed")
      expect(last).toMatchObject({ state: "suppressed", reason: "taken-by-a-person" });
  }
});

test("a person's reply goes from the number they used, is an attempt of the matter, and takes the conversation", async () => {
  const caller = "+13125550306";
  await text(caller, "Do you fix boilers?");
  const { id } = await conversationOf(caller);
  const given = { accountId: business.accountId, actor: actor(), conversationId: id, confirmed: false };
  expect(await replyInConversation(context, { ...given, body: "We will be there at 3" })).toMatchObject({
    ok: false,
    refusal: "reads-like-a-promise",
  });
  const sent = await replyInConversation(context, { ...given, body: "What kind of boiler is it?" });
  expect(sent).toMatchObject({ ok: true });
  expect(await conversationOf(caller)).toMatchObject({
    taken_by: business.ownerId,
    waiting_since: null,
    last_kind: "text-out",
  });
  expect(await look("select from_number, class from ringback.message where to_number = $1", [caller])).toEqual([
    { from_number: business.line, class: "staff" },
  ]);
  const thread = await conversationThread(
    db,
    business.accountId,
    clock.now(),
    { conversationId: id, memberId: business.ownerId, before: null },
    {},
  );
  expect(
    thread?.entries.map((entry) =>
      entry.kind === "text" ? `${entry.direction}: ${entry.body}` : entry.kind === "note" ? entry.words : entry.words,
    ),
  ).toEqual(["in: Do you fix boilers?", "Texted. Callback given to Maya Chen", "out: What kind of boiler is it?"]);
  expect(thread).toMatchObject({
    answer: { to: caller, from: business.line, refusal: null },
    takenBy: { name: "Maya Chen" },
  });
});

test("a person who wrote without a matter does not silence next week's acknowledgement", async () => {
  const caller = "+13125550307";
  await text(caller, "hello");
  const [callback] = await callbacksOf(caller);
  await close(context, { ...command(callback?.id ?? ""), disposition: "reached-solved", how: "called" });
  const { id } = await conversationOf(caller);
  await replyInConversation(context, {
    accountId: business.accountId,
    actor: actor(),
    conversationId: id,
    confirmed: false,
    body: "Thank you for your patience.",
  });
  expect(await conversationOf(caller)).toMatchObject({ taken_by: business.ownerId });
  clock.pass({ hours: 48 });
  await missedBy(caller);
  expect(await acknowledgementsTo(caller)).toMatchObject([{ state: "queued" }]);
});

test("taken by hand, handed back, done and read", async () => {
  const caller = "+13125550308";
  await missedBy(caller);
  const { id } = await conversationOf(caller);
  const deed = { accountId: business.accountId, memberId: business.ownerId, conversationId: id };
  const unread = async () => (await listed("unread")).conversations.some((row) => row.id === id);
  expect(await unread()).toBe(true);
  await read(context, { ...deed, unread: false });
  expect(await unread()).toBe(false);
  clock.pass({ minutes: 1 });
  await text(caller, "Are you there?");
  expect(await unread()).toBe(true);
  await takeOver(context, deed);
  expect((await conversationOf(caller)).taken_by).toBe(business.ownerId);
  await handBackConversation(context, deed);
  expect((await conversationOf(caller)).taken_by).toBeNull();
  expect((await listed("waiting")).conversations.map((row) => row.id)).toContain(id);
  await finish(context, { ...deed, done: true });
  expect((await listed("waiting")).conversations.map((row) => row.id)).not.toContain(id);
  expect((await listed("done")).conversations.map((row) => row.id)).toContain(id);
  expect((await listed("all", "(312) 555-0308")).conversations.map((row) => row.id)).toEqual([id]);
  const counts = await countConversations(db, business.accountId, clock.now(), business.ownerId);
  expect(counts.unread).toBeGreaterThan(0);
  expect(await takeOver(context, { ...deed, conversationId: business.ownerId })).toEqual({
    ok: false,
    refusal: "not-found",
  });
});

test("the question of the acknowledgement is answered once, and raises the case", async () => {
  const { version, playbook } = await transaction(db, business.accountId, clock.now(), currentPlaybook);
  const { question } = playbook.conversation;
  const saved = await savePlaybook(
    context,
    { accountId: business.accountId, memberId: business.ownerId },
    {
      expectedVersion: version,
      playbook: { ...playbook, conversation: { ...playbook.conversation, question: { ...question, enabled: true } } },
      note: null,
    },
  );
  expect(saved).toMatchObject({ ok: true });
  const caller = "+13125550309";
  await missedBy(caller);
  const [sent] = await acknowledgementsTo(caller);
  expect(sent?.body).toMatch(
    /Reply 1 for an emergency, 2 to book a visit, 3 for something else, or in your own words\. Reply STOP/,
  );
  await look("update ringback.message set state = 'delivered' where id = $1", [sent?.id]);
  clock.pass({ minutes: 1 });
  await text(caller, "1");
  const labels = () => look("select urgency, intent from ringback.callback where caller = $1", [caller]);
  expect(await labels()).toEqual([{ urgency: "emergency", intent: "emergency" }]);
  clock.pass({ minutes: 1 });
  await text(caller, "2");
  expect(await labels()).toMatchObject([{ urgency: "emergency" }]);
  expect(
    await look(
      "select from ringback.callback_event e join ringback.callback b on b.id = e.callback_id where b.caller = $1 and e.kind = 'question-answered'",
      [caller],
    ),
  ).toHaveLength(1);
});

test("contacts that become one share a thread, and the number keeps its own", async () => {
  const [one, other] = ["+13125550310", "+13125550311"];
  await text(one, "hi, my name is Ann, call me about a quote");
  await text(other, "hi, it is Ann from my other phone, any news?");
  const [mine] = await look<{ contact_id: string }>("select contact_id from ringback.contact_phone where number = $1", [
    one,
  ]);
  const before = await conversationOf(other);
  await look("update ringback.contact_phone set contact_id = $1 where number = $2", [mine?.contact_id, other]);
  const after = await conversationOf(other);
  expect(after.id).toBe((await conversationOf(one)).id);
  expect((await listed("all", "5550311")).conversations).toHaveLength(1);
  await look(
    "update ringback.contact_phone set contact_id = (select contact_id from ringback.conversation where id = $1) where number = $2",
    [before.id, other],
  );
  expect((await conversationOf(other)).id).toBe(before.id);
});

test("an undone claim hands the conversation back where the claim took it, and where nothing was said since", async () => {
  const claimed = async (caller: string, before: (conversationId: string) => Promise<unknown> = async () => {}) => {
    await missedBy(caller);
    const { id } = await conversationOf(caller);
    await before(id);
    clock.pass({ minutes: 1 });
    const [callback] = await callbacksOf(caller);
    const asked = command(callback?.id ?? "");
    expect(await claim(context, asked)).toMatchObject({ ok: true });
    expect((await conversationOf(caller)).taken_by).toBe(business.ownerId);
    clock.pass({ minutes: 1 });
    return { asked, id };
  };
  const plain = await claimed("+13125550321");
  expect(await undoCallback(context, plain.asked)).toMatchObject({ ok: true, undone: "claim" });
  expect((await conversationOf("+13125550321")).taken_by).toBeNull();

  const hadIt = await claimed("+13125550322", (conversationId) =>
    takeOver(context, { accountId: business.accountId, memberId: business.ownerId, conversationId }),
  );
  expect(await undoCallback(context, hadIt.asked)).toMatchObject({ ok: true, undone: "claim" });
  expect((await conversationOf("+13125550322")).taken_by).toBe(business.ownerId);

  const wrote = await claimed("+13125550323");
  const answer = {
    accountId: business.accountId,
    actor: actor(),
    conversationId: wrote.id,
    body: "Which model is it?",
  };
  expect(await replyInConversation(context, { ...answer, confirmed: true })).toMatchObject({ ok: true });
  expect(await undoCallback(context, wrote.asked)).toMatchObject({ ok: true, undone: "claim" });
  expect((await conversationOf("+13125550323")).taken_by).toBe(business.ownerId);
});

test("a missed call goes to the line's team, a text to the team of what it wants", async () => {
  const { version, playbook } = await transaction(db, business.accountId, clock.now(), currentPlaybook);
  const save = (expectedVersion: number, numberIds: readonly string[]) =>
    savePlaybook(
      context,
      { accountId: business.accountId, memberId: business.ownerId },
      {
        expectedVersion,
        playbook: {
          ...playbook,
          conversation: {
            ...playbook.conversation,
            teams: [
              { id: "line", name: "Front desk", numberIds, intents: [] },
              { id: "wish", name: "Scheduling", numberIds: [], intents: ["booking"] },
            ],
          },
        },
        note: null,
      },
    );
  const teamOfCaller = async (caller: string) =>
    await look(
      "select c.team_id from ringback.conversation c join ringback.conversation_number n on n.conversation_id = c.id where n.number = $1",
      [caller],
    );
  const [line] = await look<{ id: string }>("select id from ringback.phone_number where number = $1", [business.line]);
  expect(await save(version, [line?.id ?? ""])).toMatchObject({ ok: true });
  await missedBy("+13125550331");
  expect(await teamOfCaller("+13125550331")).toEqual([{ team_id: "line" }]);
  expect(await save(version + 1, [])).toMatchObject({ ok: true });
  await missedBy("+13125550332");
  expect(await teamOfCaller("+13125550332")).toEqual([{ team_id: null }]);
  await text("+13125550332", "I would like to book an appointment for a tune-up next week");
  expect(await teamOfCaller("+13125550332")).toEqual([{ team_id: "wish" }]);
});

/** What each person has not read, told from the threads and their marks alone. */
const unreadByMarks = `select c.id, m.id as member from ringback.conversation c join ringback.member m on m.account_id = c.account_id and m.removed_at is null
  left join ringback.conversation_member r on r.account_id = c.account_id and r.conversation_id = c.id and r.member_id = m.id
  where c.state = 'open' and c.merged_into is null and c.last_in_at > coalesce(r.read_at, '-infinity') order by 1, 2`;
const unreadAsKept =
  "select conversation_id as id, member_id as member from ringback.conversation_unread order by 1, 2";

test("what is unread is kept as the threads and the marks say, whatever happened, also by two at once", async () => {
  const same = async () => expect(await look(unreadAsKept)).toEqual(await look(unreadByMarks));
  await same(); // after all the tests above: texts, calls, merges, closings, readings
  const caller = "+13125550399";
  await text(caller, "Is anybody there?");
  const deed = {
    accountId: business.accountId,
    memberId: actor().memberId,
    conversationId: (await conversationOf(caller)).id,
  };
  await read(context, { ...deed, unread: false });
  await same();
  expect((await listed("unread", "0399")).conversations).toEqual([]);
  clock.pass({ minutes: 1 });
  await Promise.all([text(caller, "Hello?"), read(context, { ...deed, unread: false })]);
  await same();
  await finish(context, { ...deed, done: true });
  await same();
  await finish(context, { ...deed, done: false });
  await same();
  clock.pass({ minutes: 1 });
  await text(caller, "Please ring me");
  expect((await listed("unread", "0399")).conversations.map((row) => row.id)).toEqual([deed.conversationId]);
  expect((await listed("all", "50399")).conversations.map((row) => row.id)).toEqual([deed.conversationId]);
  expect((await listed("done", "50399")).conversations).toEqual([]);
  const first = await listConversations(db, business.accountId, clock.now(), business.ownerId, {
    filter: "unread",
    limit: 1,
    after: null,
  });
  expect(first.conversations.map((row) => [row.id, row.unread])).toEqual([[deed.conversationId, true]]);
  expect(first.nextCursor).not.toBeNull();
});
