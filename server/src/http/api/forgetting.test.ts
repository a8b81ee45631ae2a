import { afterAll, beforeAll, expect, test } from "vitest";
import { giveLine, TestCall } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, type Visitor } from "#testing/visitor.ts";
import { runForgetting } from "#use-cases/forget-contact.ts";
import { audioPurpose } from "#use-cases/protect-recordings.ts";

let http: TestHttp;
let ann: Visitor;
beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  ann = await firstOwner(http);
});
afterAll(async () => await http[Symbol.asyncDispose]());

const look = async (text: string, values: readonly unknown[] = []) =>
  (await http.context.db.pool.query(text, [...values])).rows;

test("an owner takes everything along as files, then has it deleted with the name typed, and sees how far it is", async () => {
  const accountId = ann.account ?? "";
  const [member] = await look("select id from ringback.member where account_id = $1", [accountId]);
  const business = await giveLine(http.context, accountId, String(member?.id));
  const call = await (await new TestCall(http.context, business).arrive("+13125550161")).leaveVoicemail(
    "It is Dora Novak, the heater is out",
  );
  const [recording] = await look("select id from ringback.recording where call_id = $1", [call.callId]);
  const sealed = http.context.secretBox.seal(
    accountId,
    audioPurpose(String(recording?.id)),
    Buffer.from("RIFF-the-voice"),
  );
  await look("update ringback.recording set state = 'fetched', audio = $2, content_type = 'audio/wav' where id = $1", [
    recording?.id,
    sealed,
  ]);
  const [phone] = await look("select contact_id as id from ringback.contact_phone where number = '+13125550161'");
  const params = { id: String(phone?.id) };
  const { body: contact } = await ann.call("getContact", { params });
  await ann.call("changeContact", { params, body: { version: contact.version, name: "Dora Novak" } });

  const file = await ann.send("GET", `/api/v1/contacts/${params.id}/export.zip`);
  expect(file.headers["content-type"]).toBe("application/zip");
  for (const words of ["person.json", "Dora Novak, the heater is out", "RIFF-the-voice", ".wav"])
    expect(file.body).toContain(words);

  const { body: kept } = await ann.call("previewForgetting", { params });
  expect(kept).toMatchObject({
    counts: { calls: 1, recordings: 1 },
    openCallbacks: 1,
    toType: "Dora Novak",
    forgetting: null,
  });
  const ask = (typed: string, closesCallbacks: boolean) =>
    ann.call("forgetContact", { params, body: { typed, closesCallbacks } });
  expect((await ask("dora novak", false)).body.code).toBe("callbacks-open");
  expect((await ask("Dora", true)).body.code).toBe("not-confirmed");
  const { body: asked } = await ask("dora novak", true);
  expect((await ann.call("previewForgetting", { params })).body.forgetting).toMatchObject({
    state: "running",
    found: { calls: 1 },
  });
  await runForgetting(http.context, { accountId, forgettingId: asked.id });
  expect((await ann.call("previewForgetting", { params })).body).toMatchObject({
    forgetting: { state: "done", gone: { calls: 1, recordings: 1 } },
  });
  expect((await ann.call("getContact", { params })).status).toBe(404);
  // What is left of the call and its callback is still shown.
  expect(await ann.call("getCall", { params: { id: call.callId } })).toMatchObject({
    status: 200,
    body: { from: null },
  });
  const [callback] = await look("select id from ringback.callback where account_id = $1", [accountId]);
  expect((await ann.call("getCallback", { params: { id: String(callback?.id) } })).status).toBe(200);
  expect((await ann.call("listCalls", {})).status).toBe(200);
  expect((await ann.call("listConversations", {})).status).toBe(200);
});
