import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

/** Posts a form as the provider would, signed with its token unless told otherwise. */
async function post(town: Town, path: string, fields: Record<string, string>, forged = false) {
  const url = `${town.url}/hooks/${town.connectionId}${path}`;
  const account = [...town.network.core.accounts.values()][0];
  const all = { AccountSid: account?.sid ?? "", ApiVersion: "2010-04-01", ...fields };
  const text =
    url +
    Object.entries(all)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => name + value)
      .join("");
  const signature = createHmac("sha1", forged ? "not the token" : (account?.authToken ?? ""))
    .update(text)
    .digest("base64");
  return await fetch(url, {
    method: "POST",
    body: new URLSearchParams(all),
    headers: { "x-twilio-signature": signature },
  });
}
const arrival = (sid: string, more: Record<string, string> = {}) => ({
  CallSid: sid,
  From: caller,
  To: businessNumber,
  CallStatus: "ringing",
  Direction: "inbound",
  ...more,
});
const calls = (town: Town) => town.look<Record<string, unknown>>("select * from ringback.call");

test("a wrong signature gets 403 and leaves nothing but a counter", async () => {
  await using town = await buildTown();
  const answer = await post(town, "/voice", arrival("CA1"), true);
  expect(answer.status).toBe(403);
  expect(await calls(town)).toEqual([]);
  expect(await town.look("select 1 from ringback.provider_event")).toEqual([]);
  await soon(async () =>
    expect(await town.look("select refused_webhooks from ringback.connection")).toEqual([{ refused_webhooks: 1 }]),
  );
});

test("strangers, floods and nonsense get a clear status and no stack trace", async () => {
  await using town = await buildTown();
  const unknown = await fetch(`${town.url}/hooks/00000000-0000-7000-8000-000000000000/voice`, {
    method: "POST",
    body: "a=b",
  });
  expect(unknown.status).toBe(404);
  const huge = await fetch(`${town.url}/hooks/${town.connectionId}/voice`, {
    method: "POST",
    body: "a=".padEnd(10_000_000, "x"),
  }).then(
    (one) => one.status,
    () => 413,
  );
  expect(huge).toBe(413);
  const noSid = await post(town, "/voice", { From: caller, To: businessNumber });
  expect(noSid.status).toBe(400);
  const otherAccount = await post(town, "/voice", { ...arrival("CA2"), AccountSid: "AC_other" });
  expect([400, 403]).toContain(otherAccount.status);
  const nowhere = await post(town, "/elsewhere", arrival("CA3"));
  expect(nowhere.status).toBe(404);
  for (const answer of [noSid, otherAccount, nowhere]) expect(await answer.text()).not.toMatch(/\bat .*\.ts|Error:/);
  expect(await calls(town)).toEqual([]);
});

test.each([
  ["HTML in the caller's name", { CallerName: "<img src=x onerror=alert(1)>" }],
  ["control characters", { CallerName: "Da\u0000na\u0007 \u202eR", FromCity: "\r\nX-Evil: 1" }],
  ["a SIP address", { From: "sip:bob@example.com" }],
  ["no caller id", { From: "" }],
  ["digits that spell ANONYMOUS", { From: "+266696687" }],
  ["a short code", { From: "12345" }],
  ["a very long name", { CallerName: "x".repeat(5_000) }],
])("a real call with %s is kept and the caller reaches the phones", async (_what, more) => {
  await using town = await buildTown();
  const answer = await post(town, "/voice", arrival("CA4", more));
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("<Dial");
  const ended = await post(town, "/voice/status", {
    ...arrival("CA4", more),
    CallStatus: "no-answer",
    CallDuration: "0",
    SequenceNumber: "0",
  });
  expect(ended.status).toBe(200);
  expect(await calls(town)).toEqual([expect.objectContaining({ outcome: "missed" })]);
  expect(await town.look("select 1 from ringback.callback")).toHaveLength(1);
  const [call] = await town.look<{ caller_name: string | null }>("select caller_name from ringback.call");
  expect(call?.caller_name ?? "").not.toMatch(/\p{Cc}/u);
  expect((call?.caller_name ?? "").length).toBeLessThanOrEqual(80);
});

test("when our rules cannot be reached, the fallback still takes a voicemail, and the call is known later", async () => {
  await using town = await buildTown();
  await town.look("alter table ringback.provider_event rename to provider_event_gone");
  const call = town.network.placeCall({
    from: caller,
    to: businessNumber,
    script: [{ waitFor: "beep" }, { say: "please call me back about the boiler" }, { wait: 4 }, { hangUp: true }],
  });
  await soon(() =>
    expect(call.transcript.some((heard) => JSON.stringify(heard).includes("recorded and transcribed"))).toBe(true),
  );
  await town.look("alter table ringback.provider_event_gone rename to provider_event");
  await soon(async () => expect(await calls(town)).toEqual([expect.objectContaining({ outcome: "missed", caller })]));
  await soon(async () => expect(await town.look("select 1 from ringback.callback")).toHaveLength(1));
});
