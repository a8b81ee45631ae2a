import { afterAll, beforeAll, expect, test } from "vitest";
import { keepAudio } from "#db/stores/voicemails.ts";
import { transaction } from "#db/transaction.ts";
import { giveLine, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, type Visitor } from "#testing/visitor.ts";

let http: TestHttp;
let owner: Visitor;
let agent: Visitor;
let viewer: Visitor;
let business: TestBusiness;

beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  owner = await firstOwner(http);
  agent = await someone(http, "gus@example.com", owner, "agent");
  viewer = await someone(http, "vera@example.com", owner, "viewer");
  const { body } = await owner.call("me");
  const me = body.accounts[0];
  business = await giveLine(http.context, me.id, me.memberId);
});
afterAll(async () => await http[Symbol.asyncDispose]());

let caller = 200;
async function missed(words?: string): Promise<{ id: string; number: string; callId: string }> {
  caller += 1;
  const number = `+13125550${caller}`;
  const call = await new TestCall(http.context, business).arrive(number);
  await (words === undefined ? call.hangUp() : call.leaveVoicemail(words));
  const { body } = await owner.call("listCallbacks");
  const row = body.callbacks.find((one: { callerNumber: string }) => one.callerNumber === number);
  return { id: row.id, number, callId: call.callId };
}
const caseOf = async (id: string) => (await owner.call("getCallback", { params: { id } })).body;

test("a callback closes with an outcome of the list, and never without", async () => {
  const { id } = await missed();
  const wrong = await agent.call("close", { params: { id }, body: { disposition: "done" } });
  expect(wrong).toMatchObject({
    status: 422,
    body: { code: "no-such-outcome", detail: "Choose one of the outcomes of the list." },
  });
  const closed = await agent.call("close", {
    params: { id },
    body: { disposition: "reached-booked", how: "called", note: "Tuesday at 9" },
  });
  expect(closed).toMatchObject({ status: 200, body: { state: "closed" } });
  expect(await caseOf(id)).toMatchObject({
    state: "closed",
    disposition: "reached-booked",
    dispositionLabel: "Reached, booked",
    recovered: true,
    version: closed.body.version,
  });
  expect((await agent.call("close", { params: { id }, body: { disposition: "spam" } })).body.code).toBe(
    "already-closed",
  );
  expect(await agent.call("reopen", { params: { id }, body: {} })).toMatchObject({
    status: 200,
    body: { state: "open" },
  });
});

test("who decided on an old state is told, and two people never work one case unseen", async () => {
  const { id } = await missed();
  const { version } = await caseOf(id);
  expect(await agent.call("claim", { params: { id }, body: { version } })).toMatchObject({
    status: 200,
    body: { state: "claimed" },
  });
  const late = await owner.call("snooze", {
    params: { id },
    body: { version, until: "2030-01-01T00:00:00Z", reason: "later" },
  });
  expect(late).toMatchObject({ status: 409, body: { code: "changed-meanwhile" } });
  const other = await someone(http, "ida@example.com", owner, "agent");
  expect(await other.call("claim", { params: { id }, body: {} })).toMatchObject({
    status: 409,
    body: { code: "claimed-by-someone-else" },
  });
  expect(
    (await other.call("getCallback", { params: { id } })).body.actions.find(
      (one: { action: string }) => one.action === "close",
    ).refusal,
  ).toBe("gus@example.com is working on this one.");
});

test("roles, strangers and things that are not there", async () => {
  const { id } = await missed();
  expect((await viewer.call("getCallback", { params: { id } })).status).toBe(200);
  expect((await viewer.call("claim", { params: { id }, body: {} })).status).toBe(403);
  expect((await agent.call("reassign", { params: { id }, body: { ownerId: id } })).status).toBe(403);
  const absent = "01999999-0000-7000-8000-000000000000";
  expect((await owner.call("getCallback", { params: { id: absent } })).body.code).toBe("not-found");
  expect((await owner.call("claim", { params: { id: absent }, body: {} })).status).toBe(404);
  expect((await owner.call("getLedger", { params: { id: "CAnothing" } })).status).toBe(404);
  expect((await owner.call("listCalls", { query: { cursor: "nonsense" } })).body.code).toBe("bad-cursor");
  expect((await owner.call("today", { query: { cursor: "nonsense" } })).body.code).toBe("bad-cursor");
  expect((await owner.call("snooze", { params: { id }, body: { until: "tomorrow", reason: "x" } })).status).toBe(400);
});

test("a text that reads like a promise is asked about, one that may not go is refused with the reason", async () => {
  const { id, number } = await missed();
  const promise = await agent.call("textCaller", {
    params: { id },
    body: { body: "We will be there at 3pm for $99." },
  });
  expect(promise).toMatchObject({ status: 422, body: { code: "reads-like-a-promise" } });
  const sent = await agent.call("textCaller", {
    params: { id },
    body: { body: "We will be there at 3pm for $99.", confirmedPromise: true },
  });
  expect(sent).toMatchObject({ status: 200, body: { state: "queued" } });
  const { messages } = await caseOf(id);
  expect(messages.map((message: { by: string; body: string }) => [message.by, message.body])).toContainEqual([
    "gus@example.com",
    "We will be there at 3pm for $99.",
  ]);
  const { body } = await owner.call("listMessages");
  expect(body.messages.some((message: { to: string }) => message.to === number)).toBe(true);
  const call = await new TestCall(http.context, business).arrive("anonymous");
  await call.hangUp();
  const { callbacks } = (await owner.call("listCallbacks")).body;
  const withheld = callbacks.find((row: { callerNumber: string | null }) => row.callerNumber === null);
  const refused = await agent.call("textCaller", { params: { id: withheld.id }, body: { body: "Hello?" } });
  expect(refused.status).toBe(422);
  expect(refused.body.detail).toMatch(/withheld/);
});

test("a person corrects what the rules read, also downwards, and the history says who", async () => {
  const { id } = await missed("There is no heat and water is everywhere, what would it cost to come out?");
  expect(await caseOf(id)).toMatchObject({ urgency: "emergency" });
  const { holds } = (await viewer.call("listHolds")).body;
  const mine = holds.filter((hold: { callbackId: string }) => hold.callbackId === id);
  expect(mine[0]).toMatchObject({
    callbackId: id,
    urgency: "emergency",
    text: expect.stringMatching(/\./),
    excerpt: { text: expect.stringMatching(/heat/), quoted: true, marks: expect.arrayContaining([expect.anything()]) },
  });
  const hold = mine[0].id;
  expect((await viewer.call("resolveHold", { params: { id: hold }, body: { resolution: "confirmed" } })).status).toBe(
    403,
  );
  expect((await agent.call("resolveHold", { params: { id: hold }, body: { resolution: "corrected" } })).body.code).toBe(
    "nothing-corrected",
  );
  expect(
    (await agent.call("resolveHold", { params: { id: hold }, body: { resolution: "corrected", intent: "rocket" } }))
      .body.code,
  ).toBe("no-such-intent");
  const before = await caseOf(id);
  const corrected = await agent.call("resolveHold", {
    params: { id: hold },
    body: { resolution: "corrected", urgency: "normal", intent: "quote", note: "It is a drill" },
  });
  expect(corrected.status).toBe(200);
  const after = await caseOf(id);
  expect(after).toMatchObject({ urgency: "normal", intent: "quote", version: before.version + 1 });
  // What a person says may put the promise off, too: it is counted from the call by the target of the new labels.
  expect(Date.parse(after.dueAt)).toBeGreaterThan(Date.parse(before.dueAt));
  expect(after.timeline.find((entry: { kind: string }) => entry.kind === "corrected")).toMatchObject({
    text: "Labels set by hand: urgency normal instead of emergency, intent quote instead of emergency",
    by: "gus@example.com",
    quote: "It is a drill",
  });
  expect(after.known.find((fact: { label: string }) => fact.label === "Urgency")).toEqual({
    label: "Urgency",
    value: "Normal",
    source: "set by gus@example.com",
  });
  expect((await agent.call("resolveHold", { params: { id: hold }, body: { resolution: "dismissed" } })).body.code).toBe(
    "hold-already-settled",
  );
});

test("closing a callback settles what of it waited for a person", async () => {
  const { id } = await missed("How much is a new boiler and when could you come?");
  const waiting = async () =>
    (await owner.call("listHolds")).body.holds.filter((hold: { callbackId: string }) => hold.callbackId === id).length;
  expect(await waiting()).toBeGreaterThan(0);
  await agent.call("close", { params: { id }, body: { disposition: "reached-quote", how: "called" } });
  expect(await waiting()).toBe(0);
});

test("a voicemail is heard whole and in parts, by the business it belongs to", async () => {
  const { id } = await missed("Please call me back about the furnace.");
  const { recordingId } = (await caseOf(id)).voicemail;
  const path = `/api/v1/recordings/${recordingId}/audio`;
  expect((await owner.send("GET", path)).status).toBe(404);
  const audio = Buffer.from("RIFF-0123456789");
  await transaction(http.context.db, business.accountId, http.context.clock.now(), async (tx) =>
    keepAudio(tx, recordingId, {
      sealed: http.context.secretBox.seal(business.accountId, `recording:${recordingId}`, audio),
      contentType: "audio/mpeg",
      peaks: null,
      heard: "speech",
      wordsAwaited: false,
      durationSeconds: 12,
    }),
  );
  const whole = await owner.send("GET", path);
  expect(whole).toMatchObject({ status: 200, body: "RIFF-0123456789" });
  expect(whole.headers).toMatchObject({
    "content-type": "audio/mpeg",
    "cache-control": "private, no-store",
    "accept-ranges": "bytes",
  });
  const part = (range: string) => owner.send("GET", path, undefined, { headers: { range } });
  expect(await part("bytes=5-8")).toMatchObject({
    status: 206,
    body: "0123",
    headers: { "content-range": "bytes 5-8/15" },
  });
  expect(await part("bytes=12-")).toMatchObject({ status: 206, body: "789" });
  expect(await part("bytes=-2")).toMatchObject({ status: 206, body: "89" });
  expect(await part("bytes=99-")).toMatchObject({ status: 416, headers: { "content-range": "bytes */15" } });
  const stranger = await someone(http, "eve@example.com");
  expect((await stranger.send("GET", path, undefined, { account: business.accountId })).status).toBe(404);
  await stranger.openBusiness("Eve's");
  expect((await stranger.send("GET", path)).status).toBe(404);
  expect((await stranger.send("GET", `${path}?account=${business.accountId}`)).status).toBe(404);
});

test("the doctor names what is not well", async () => {
  const { body } = await owner.call("doctor");
  const byName = new Map(body.checks.map((check: { name: string }) => [check.name, check]));
  expect(byName.get("database")).toMatchObject({ ok: true });
  expect(byName.get("schema")).toMatchObject({ ok: true });
  expect(byName.get("callbacks without an owner")).toMatchObject({ ok: true, note: "none" });
  expect([...byName.keys()]).toEqual(
    expect.arrayContaining(["worker", "e-mail", "texts with unknown outcome", "overdue without an alarm"]),
  );
});

test("without a simulated phone its routes say so", async () => {
  expect(await owner.call("simulator")).toMatchObject({ status: 404, body: { code: "no-simulator" } });
  expect(await owner.call("moveClock", { body: { advanceMinutes: 5 } })).toMatchObject({
    status: 404,
    body: { code: "no-simulator" },
  });
});
