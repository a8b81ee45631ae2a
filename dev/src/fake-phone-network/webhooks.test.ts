import { expect, test } from "vitest";
import { caller, ourNumber, testNetwork } from "./test-network.ts";

const voicemail = `<Response><Say>Leave a message.</Say><Record action="/recorded" playBeep="false"/></Response>`;
const events = ["initiated", "ringing", "answered", "completed"];
const ring = `<Response><Dial action="/dialed"><Number statusCallback="/leg" statusCallbackEvent="${events.join(" ")}">+15557770001</Number></Dial></Response>`;

test("the fallback is asked, with the reason, when VoiceUrl answers 500", async () => {
  await using fixture = await testNetwork();
  const { network, customer, account } = fixture;
  const { url } = customer;
  network.addNumber(account, ourNumber, { voiceFallbackUrl: `${url}/fallback` });
  customer.on("/voice", { status: 500 }).on("/fallback", voicemail);
  const call = network.placeCall({ from: caller, to: ourNumber, script: [{ say: "hello there" }, { hangUp: true }] });
  await network.clock.advance(60);
  expect(customer.at("/voice")).toHaveLength(1);
  expect(customer.at("/fallback")[0]?.form).toMatchObject({
    CallSid: call.sid,
    ErrorCode: "11200",
    ErrorUrl: `${url}/voice`,
  });
  expect(customer.at("/recorded")).toHaveLength(1);
});

test("the fallback is asked when VoiceUrl does not answer in time, and may be a document the network keeps", async () => {
  await using fixture = await testNetwork();
  const { network, customer, account } = fixture;
  const fallback = network.addTwimlBin("voicemail", voicemail);
  network.addNumber(account, ourNumber, { voiceFallbackUrl: fallback });
  customer.on("/voice", "hang");
  const call = network.placeCall({ from: caller, to: ourNumber, script: [{ say: "hello there" }, { hangUp: true }] });
  await network.clock.advance(60);
  expect(call.transcript.some(({ text }) => text === "Leave a message.")).toBe(true);
  expect(network.alerts.map(({ code }) => code)).toContain(11205);
});

test("without a fallback the call fails and the caller hears so", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", "<Response><Say>unclosed</Response>");
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(5);
  expect(call.state).toBe("failed");
  expect(call.transcript.some(({ text }) => text.includes("application error"))).toBe(true);
  expect(network.alerts.map(({ code }) => code)).toContain(12100);
  expect(customer.at("/status")[0]?.form.CallStatus).toBe("failed");
});

test("a document without a content type is not run", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", { status: 200, body: "<Response/>", contentType: "application/json" });
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(5);
  expect(call.state).toBe("failed");
  expect(network.alerts.map(({ code }) => code)).toContain(12300);
});

test("only a failed connection is tried again, once, with the same idempotency token", async () => {
  await using fixture = await testNetwork();
  const { network, customer, account } = fixture;
  // Port 1 on this machine: nobody listens there.
  network.addNumber(account, ourNumber, {
    voiceUrl: "http://127.0.0.1:1/voice",
    statusCallback: `${customer.url}/status`,
  });
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(5);
  const tries = network.webhooks.filter(({ kind }) => kind === "voice");
  expect(tries.map(({ attempt, errorCode }) => [attempt, errorCode])).toEqual([
    [1, 11205],
    [2, 11205],
  ]);
  expect(new Set(tries.map(({ idempotencyToken }) => idempotencyToken)).size).toBe(1);
});

test("the fragment of an address asks for more tries, and is never sent", async () => {
  await using fixture = await testNetwork();
  const { network, customer, account } = fixture;
  let asked = 0;
  network.addNumber(account, ourNumber, { voiceUrl: `${customer.url}/voice?x=1#rc=3&rp=5xx` });
  customer.on("/voice", () => {
    asked += 1;
    return asked < 3 ? { status: 503 } : voicemail;
  });
  network.placeCall({ from: caller, to: ourNumber, script: [{ waitFor: "say" }, { hangUp: true }] });
  await network.clock.advance(5);
  const voice = customer.at("/voice");
  expect(voice).toHaveLength(3);
  expect(new Set(voice.map(({ headers }) => headers["i-twilio-idempotency-token"])).size).toBe(1);
});

test("redirects are followed, a POST becoming a GET with a signature of its own", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer
    .on("/voice", { status: 302, location: "/elsewhere?a=1" })
    .on("/elsewhere", "<Response><Reject reason='busy'/></Response>");
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(5);
  expect(customer.at("/elsewhere")[0]?.method).toBe("GET");
  expect(call.state).toBe("busy");
});

test("on demand a webhook comes twice, or ten times at once", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", ring);
  network.setFaults({
    webhooks: [
      { fault: "ten-times", kinds: ["dial-status"] },
      { fault: "twice", kinds: ["call-status", "dial-action"] },
    ],
  });
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(120);
  expect(customer.at("/leg")).toHaveLength(30);
  expect(customer.at("/dialed")).toHaveLength(2);
  expect(customer.at("/status")).toHaveLength(2);
});

test("on demand a webhook never comes, and a lost question counts as a failed connection", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", ring);
  network.setFaults({ webhooks: [{ fault: "never", kinds: ["dial-status", "call-status", "dial-action"] }] });
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(120);
  expect(customer.received.map(({ path }) => path)).toEqual(["/voice"]);
  expect(call.state).toBe("completed");
});

test("on demand a webhook comes late", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", "<Response><Reject/></Response>");
  network.setFaults({ webhooks: [{ fault: "late", kinds: ["call-status"], lateSeconds: 86_400 }] });
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(86_390);
  expect(customer.at("/status")).toEqual([]);
  await network.clock.advance(20);
  expect(customer.at("/status")[0]?.form.CallStatus).toBe("no-answer");
});

test("on demand webhooks overtake each other", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", ring);
  network.phone("+15557770001", { kind: "answers", afterSeconds: 3, talksForSeconds: 5 });
  network.setFaults({ webhooks: [{ fault: "swap", kinds: ["dial-status"], times: 1 }] });
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(60);
  expect(customer.at("/leg").map(({ form }) => form.SequenceNumber)).toEqual(["1", "0", "2", "3"]);
});

test("a fraction of webhooks is the same fraction with the same seed", async () => {
  const run = async () => {
    await using fixture = await testNetwork();
    const { network, customer } = fixture;
    customer.on("/voice", "<Response><Reject/></Response>");
    network.setFaults({ seed: 7, webhooks: [{ fault: "never", kinds: ["call-status"], fraction: 0.5 }] });
    for (let count = 0; count < 20; count += 1) network.placeCall({ from: caller, to: ourNumber });
    await network.clock.advance(5);
    return customer.at("/status").length;
  };
  const first = await run();
  expect(first).toBeGreaterThan(3);
  expect(first).toBeLessThan(17);
});
