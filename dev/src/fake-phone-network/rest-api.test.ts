import twilio from "twilio";
import { expect, test } from "vitest";
import { validateTwilioRequest } from "#vendor-openapi.ts";
import { caller, ourNumber, type TestNetwork, testNetwork } from "./test-network.ts";

const staff = "+15557770001";

function sdk({ network, account }: TestNetwork) {
  const client = twilio(account.sid, account.authToken);
  client.api.baseUrl = network.url;
  return client;
}

function get({ network, account }: TestNetwork, path: string, init: RequestInit = {}) {
  const authorization = `Basic ${btoa(`${account.sid}:${account.authToken}`)}`;
  return fetch(`${network.url}/2010-04-01/Accounts/${account.sid}${path}`, {
    ...init,
    headers: { authorization, ...init.headers },
  });
}

test("the vendor's client calls a phone, which answers and runs our document; the parts are as described", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  network.phone(staff, { kind: "answers", afterSeconds: 3, presses: "1" });
  customer.on(
    "/answered",
    `<Response><Gather numDigits="1" action="/accepted"><Say>Press 1 to be connected.</Say></Gather></Response>`,
  );
  customer.on(
    "/accepted",
    `<Response><Dial callerId="${ourNumber}" answerOnBridge="true"><Number>${caller}</Number></Dial></Response>`,
  );
  network.phone(caller, { kind: "answers", afterSeconds: 2, talksForSeconds: 30 });
  const created = await sdk(fixture).calls.create({
    to: staff,
    from: ourNumber,
    url: `${customer.url}/answered`,
    statusCallback: `${customer.url}/progress`,
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    timeout: 20,
  });
  expect(created).toMatchObject({ status: "queued", direction: "outbound-api", to: staff, from: ourNumber });
  await network.clock.advance(60);
  expect(customer.at("/answered")[0]?.form).toMatchObject({
    CallSid: created.sid,
    CallStatus: "in-progress",
    Direction: "outbound-api",
  });
  expect(customer.at("/progress").map(({ form }) => [form.CallStatus, form.SequenceNumber])).toEqual([
    ["initiated", "0"],
    ["ringing", "1"],
    ["in-progress", "2"],
    ["completed", "3"],
  ]);
  const children = await sdk(fixture).calls.list({ parentCallSid: created.sid });
  expect(children).toMatchObject([
    { direction: "outbound-dial", status: "completed", to: caller, from: ourNumber, duration: "30" },
  ]);
  for (const request of network.requests) expect(validateTwilioRequest(request)).toEqual([]);
});

test("calls are listed newest first, page by page, by party, status and time", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", "<Response><Reject/></Response>");
  for (let count = 0; count < 5; count += 1) {
    network.placeCall({ from: `+1555123000${count}`, to: ourNumber });
    await network.clock.advance(3600);
  }
  const client = sdk(fixture);
  const all = await client.calls.list({ pageSize: 2 });
  expect(all.map(({ from }) => from)).toEqual([4, 3, 2, 1, 0].map((count) => `+1555123000${count}`));
  expect(all[0]).toMatchObject({
    status: "no-answer",
    direction: "inbound",
    duration: "0",
    fromFormatted: "(555) 123-0004",
  });
  expect(await client.calls.list({ from: "+15551230002" })).toHaveLength(1);
  expect(await client.calls.list({ status: "completed" })).toHaveLength(0);
  const since = new Date(network.clock.now().subtract({ minutes: 150 }).epochMilliseconds);
  expect(await client.calls.list({ startTimeAfter: since })).toHaveLength(2);
  expect(await client.calls.list({ startTimeBefore: since })).toHaveLength(3);
  const page = async (query: string): Promise<{ calls: unknown[]; next_page_uri: string }> =>
    JSON.parse(await (await get(fixture, `/Calls.json?${query}`)).text());
  const day = await page("StartTime=2026-11-18&PageSize=3");
  expect(day.calls).toHaveLength(3);
  expect(day.next_page_uri).toMatch(/^\/2010-04-01\/Accounts\/AC.*Page=1/);
  expect((await page("StartTime=2026-11-17")).calls).toEqual([]);
  for (const request of network.requests) expect(validateTwilioRequest(request)).toEqual([]);
});

test("a live call is ended or sent elsewhere", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", "<Response><Pause length='1'/><Say>Please hold.</Say><Pause length='600'/></Response>");
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(5);
  await sdk(fixture)
    .calls(call.sid)
    .update({ twiml: "<Response><Say>Elsewhere now.</Say><Pause length='600'/></Response>" });
  await network.clock.advance(5);
  expect(call.transcript.at(-1)?.text).toBe("Elsewhere now.");
  await expect(sdk(fixture).calls(call.sid).update({ status: "canceled" })).rejects.toMatchObject({ code: 21220 });
  await sdk(fixture).calls(call.sid).update({ status: "completed" });
  expect(call.state).toBe("completed");
});

test("a recording can be read as WAV of its length once ready, and deleted", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", `<Response><Record action="/recorded"/></Response>`);
  const call = network.placeCall({
    from: caller,
    to: ourNumber,
    script: [{ say: "A voicemail of some seconds, to be listened to later" }, { hangUp: true }],
  });
  await network.clock.advance(4);
  const early = network.recordings[0];
  expect(early?.status).toBe("processing");
  expect((await get(fixture, `/Recordings/${early?.sid}`)).status).toBe(404);
  await network.clock.advance(10);
  const [recording] = await sdk(fixture).recordings.list({ callSid: call.sid });
  expect(recording).toMatchObject({ status: "completed", source: "RecordVerb", duration: "3" });
  const wav = await get(fixture, `/Recordings/${recording?.sid}.wav`);
  expect(wav.headers.get("content-type")).toBe("audio/x-wav");
  const bytes = Buffer.from(await wav.arrayBuffer());
  expect(bytes.toString("latin1", 0, 4)).toBe("RIFF");
  expect((bytes.length - 44) / bytes.readUInt32LE(28)).toBe(3);
  const mp3 = Buffer.from(await (await get(fixture, `/Recordings/${recording?.sid}.mp3`)).arrayBuffer());
  expect(mp3.readUInt16BE(0)).toBe(0xfffb);
  expect(
    (await fetch(`${network.url}/2010-04-01/Accounts/${fixture.account.sid}/Recordings/${recording?.sid}`)).status,
  ).toBe(401);
  expect(
    await sdk(fixture)
      .recordings(recording?.sid ?? "")
      .remove(),
  ).toBe(true);
  expect((await get(fixture, `/Recordings/${recording?.sid}`)).status).toBe(404);
});

test("a number's addresses are read, changed and in force; somebody else's application wins over them", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  const [number] = await sdk(fixture).incomingPhoneNumbers.list({ phoneNumber: ourNumber });
  await sdk(fixture)
    .incomingPhoneNumbers(number?.sid ?? "")
    .update({ voiceUrl: `${customer.url}/other`, voiceFallbackUrl: `${customer.url}/fallback` });
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(5);
  expect(customer.at("/other")).toHaveLength(1);
  await sdk(fixture)
    .incomingPhoneNumbers(number?.sid ?? "")
    .update({ voiceApplicationSid: `AP${"0".repeat(32)}` });
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(5);
  expect(customer.at("/other")).toHaveLength(1);
  await expect(
    sdk(fixture)
      .incomingPhoneNumbers(number?.sid ?? "")
      .update({ voiceUrl: "nonsense" }),
  ).rejects.toMatchObject({ code: 21502 });
  for (const request of network.requests.slice(0, -1)) expect(validateTwilioRequest(request)).toEqual([]);
});

test("strangers, unknown things and other formats are refused in the vendor's words", async () => {
  await using fixture = await testNetwork();
  const { network, account } = fixture;
  const base = `${network.url}/2010-04-01/Accounts/${account.sid}`;
  const refusal = async (answer: Response) => [answer.status, JSON.parse(await answer.text()).code];
  expect(await refusal(await fetch(`${base}/Calls.json`))).toEqual([401, 20003]);
  expect(await refusal(await get(fixture, "/Nothing.json"))).toEqual([404, 20404]);
  expect(await refusal(await get(fixture, `/Calls/CA${"0".repeat(32)}.json`))).toEqual([404, 20404]);
  expect(
    await refusal(
      await get(fixture, "/Messages.json", {
        method: "POST",
        body: "{}",
        headers: { "content-type": "application/json" },
      }),
    ),
  ).toEqual([415, 20415]);
  expect(await refusal(await get(fixture, "/Messages.json", { method: "PUT" }))).toEqual([405, 20004]);
  account.apiKeys.push({ sid: "SK1", secret: "s" });
  const other = (user: string) => fetch(`${base}.json`, { headers: { authorization: `Basic ${btoa(user)}` } });
  expect((await other("SK1:s")).status).toBe(200);
  expect((await other("SK1:x")).status).toBe(401);
  expect((await other(`${account.sid}:the-secondary-token`)).status).toBe(200);
});

test("on demand the API fails in each of its ways", async () => {
  await using fixture = await testNetwork();
  const { network } = fixture;
  const form = new URLSearchParams({ To: caller, From: ourNumber, Body: "hi" });
  const send = () => get(fixture, "/Messages.json", { method: "POST", body: form });
  network.setFaults({ rest: [{ fault: "429", times: 2, pathContains: "/Messages" }] });
  expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([429, 429, 201]);
  network.setFaults({ rest: [{ fault: "500" }] });
  expect((await send()).status).toBe(500);
  network.setFaults({ rest: [{ fault: "garbage" }] });
  await expect((await send()).json()).rejects.toThrow(SyntaxError);
  expect(network.messages).toHaveLength(1);
  network.setFaults({ rest: [{ fault: "dropped" }] });
  await expect(send()).rejects.toThrow(TypeError);
  expect(network.messages).toHaveLength(1);
  network.setFaults({ rest: [{ fault: "performed-then-dropped" }] });
  await expect(send()).rejects.toThrow(TypeError);
  expect(network.messages).toHaveLength(2);
  network.setFaults({});
  expect((await send()).status).toBe(201);
  await network.clock.advance(5);
});
