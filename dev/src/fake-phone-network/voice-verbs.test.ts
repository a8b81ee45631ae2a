import { expect, test } from "vitest";
import { caller, ourNumber, testNetwork } from "./test-network.ts";

test("an empty gather goes on without its action, unless it asks for it", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on(
    "/voice",
    `<Response><Gather action="/first" timeout="3"><Say>Press a key.</Say></Gather><Gather action="/second" timeout="3" actionOnEmptyResult="true"/></Response>`,
  );
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(30);
  expect(customer.at("/first")).toEqual([]);
  expect(customer.at("/second")[0]?.form).toMatchObject({ Digits: "", CallStatus: "in-progress" });
});

test("keys cut the prompt short and end at the finishing key or the number asked for", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer
    .on("/voice", `<Response><Gather action="/keys"><Say>${"A long prompt. ".repeat(20)}</Say></Gather></Response>`)
    .on("/keys", `<Response><Gather action="/two" numDigits="2"/></Response>`);
  network.placeCall({
    from: caller,
    to: ourNumber,
    script: [{ waitFor: "say" }, { press: "123#" }, { wait: 1 }, { press: "456" }],
  });
  await network.clock.advance(4);
  expect(customer.at("/keys")[0]?.form.Digits).toBe("123");
  expect(customer.at("/two")[0]?.form.Digits).toBe("45");
});

test("speech is heard out and handed over", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on(
    "/voice",
    `<Response><Gather input="dtmf speech" speechTimeout="auto" action="/spoken"><Say>How can we help?</Say></Gather></Response>`,
  );
  network.placeCall({ from: caller, to: ourNumber, script: [{ say: "book an appointment" }] });
  await network.clock.advance(20);
  expect(customer.at("/spoken")[0]?.form).toMatchObject({
    SpeechResult: "book an appointment",
    Confidence: expect.stringMatching(/^0\.\d+$/),
  });
});

test("who leaves the queue by hanging up is reported as such", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer
    .on("/voice", `<Response><Enqueue action="/queued" waitUrl="/wait">support</Enqueue></Response>`)
    .on("/wait", "<Response><Say>You are next.</Say><Pause length='9'/></Response>");
  const call = network.placeCall({ from: caller, to: ourNumber, script: [{ wait: 37 }, { hangUp: true }] });
  await network.clock.advance(60);
  expect(customer.at("/queued")[0]?.form).toMatchObject({
    QueueResult: "hangup",
    QueueTime: "37",
    CallStatus: "completed",
    QueueSid: expect.stringMatching(/^QU/),
  });
  expect(customer.at("/wait").length).toBeGreaterThan(2);
  expect(customer.at("/wait")[0]?.form).toMatchObject({
    QueuePosition: "1",
    CurrentQueueSize: "1",
    MaxQueueSize: "1000",
    QueueTime: "0",
  });
  expect(call.state).toBe("completed");
});

test("whoever dials the queue gets its head, and the action comes when they part", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  let calls = 0;
  customer
    .on("/voice", () => {
      calls += 1;
      return calls === 1
        ? `<Response><Enqueue action="/queued">support</Enqueue></Response>`
        : `<Response><Dial action="/dialed"><Queue url="/about">support</Queue></Dial></Response>`;
    })
    .on("/about", "<Response><Say>Here comes somebody.</Say></Response>");
  const waiting = network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(20);
  const agent = network.placeCall({ from: "+15557770001", to: ourNumber });
  await network.clock.advance(5);
  expect(customer.at("/about")[0]?.form).toMatchObject({
    CallSid: waiting.sid,
    DequeingCallSid: agent.sid,
    QueueTime: "20",
  });
  expect(customer.at("/queued")).toEqual([]);
  expect(waiting.say("Hello?")).toBe(true);
  expect(agent.transcript.some(({ kind, text }) => kind === "speech" && text === "Hello?")).toBe(true);
  agent.hangUp();
  await network.clock.advance(1);
  expect(customer.at("/queued")[0]?.form).toMatchObject({ QueueResult: "bridged", CallStatus: "in-progress" });
  expect(customer.at("/dialed")).toEqual([]);
});

test("who was taken out of the queue and hangs up was bridged, not lost", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", ({ form }) =>
    form.From === caller
      ? `<Response><Enqueue action="/queued">support</Enqueue></Response>`
      : `<Response><Dial action="/dialed"><Queue>support</Queue></Dial></Response>`,
  );
  const waiting = network.placeCall({ from: caller, to: ourNumber });
  await network.advance(20);
  network.placeCall({ from: "+15557770001", to: ourNumber });
  await network.advance(5);
  waiting.hangUp();
  await network.advance(5);
  expect(customer.at("/queued")[0]?.form).toMatchObject({ QueueResult: "bridged", CallStatus: "completed" });
  expect(customer.at("/dialed")[0]?.form).toMatchObject({ DialCallStatus: "completed", DialBridged: "true" });
});

test("dialing a queue that does not exist fails", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", `<Response><Dial action="/dialed"><Queue>nobody</Queue></Dial></Response>`);
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(5);
  expect(customer.at("/dialed")[0]?.form).toMatchObject({ DialCallStatus: "failed", DialBridged: "false" });
});

test("sequential phones ring one after the other", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on(
    "/voice",
    `<Response><Dial sequential="true" timeout="10" action="/dialed"><Number>+15557770001</Number><Number>+15557770002</Number></Dial></Response>`,
  );
  network.phone("+15557770002", { kind: "answers", afterSeconds: 2, talksForSeconds: 10 });
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(60);
  const [first, second] = call.children;
  expect(first?.status).toBe("no-answer");
  // Ten seconds asked for ring fifteen.
  expect(second?.createdAt.since(first?.createdAt ?? second.createdAt).total("seconds")).toBeCloseTo(15.2, 1);
  expect(customer.at("/dialed")[0]?.form).toMatchObject({ DialCallStatus: "completed", DialBridged: "true" });
});

test("without a Dial action the next verb runs; a Redirect goes on elsewhere", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer
    .on(
      "/voice",
      `<Response><Start><Transcription statusCallbackUrl="/t"/></Start><Dial>+15557770001</Dial><Say>Sorry.</Say><Redirect>/next</Redirect></Response>`,
    )
    .on("/next", "<Response><Play>/hello.wav</Play><Hangup/></Response>");
  network.phone("+15557770001", { kind: "busy" });
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(30);
  expect(call.transcript.map(({ kind }) => kind)).toEqual(["ringing", "ringing", "say", "play", "ended"]);
  expect(customer.at("/hello.wav")).toHaveLength(1);
});

test("a caller ID that is nobody's is refused", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on(
    "/voice",
    `<Response><Dial callerId="+15550009999" action="/dialed"><Number>+15557770001</Number></Dial></Response>`,
  );
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(5);
  expect(customer.at("/dialed")[0]?.form.DialCallStatus).toBe("failed");
  expect(network.alerts.map(({ code }) => code)).toContain(13214);
});

test("an interactive phone rings until somebody takes it, and speaks both ways", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on(
    "/voice",
    `<Response><Dial timeout="60" action="/dialed"><Number>+15557770001</Number></Dial></Response>`,
  );
  const phone = network.phone("+15557770001", { kind: "interactive" });
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(30);
  expect(phone.answer()).toBe(true);
  await network.clock.advance(1);
  expect(call.say("Hello, is that the workshop?")).toBe(true);
  expect(phone.active[0]?.heard.at(-1)).toMatchObject({ kind: "speech", text: "Hello, is that the workshop?" });
  expect(phone.hangUp()).toBe(true);
  await network.clock.advance(1);
  expect(customer.at("/dialed")[0]?.form).toMatchObject({ DialBridged: "true", DialCallDuration: "1" });
  expect(phone.active).toEqual([]);
});

test("the caller who goes while talking ends both legs and asks for no action", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on(
    "/voice",
    `<Response><Dial action="/dialed" record="record-from-answer" recordingStatusCallback="/recording"><Number>+15557770001</Number></Dial></Response>`,
  );
  network.phone("+15557770001", { kind: "answers", afterSeconds: 2 });
  const call = network.placeCall({
    from: caller,
    to: ourNumber,
    script: [{ waitFor: "bridged" }, { wait: 12 }, { hangUp: true }],
  });
  await network.clock.advance(30);
  expect(call.state).toBe("completed");
  expect(call.children[0]?.status).toBe("completed");
  expect(customer.at("/dialed")).toEqual([]);
  expect(customer.at("/recording")[0]?.form).toMatchObject({ RecordingSource: "DialVerb", RecordingDuration: "12" });
});

test("a silent voicemail is saved, one hung up at the beep is not", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on(
    "/voice",
    `<Response><Record action="/recorded" timeout="4" transcribe="true" transcribeCallback="/transcribed"/></Response>`,
  );
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(60);
  expect(customer.at("/recorded")[0]?.form).toMatchObject({ Digits: "", RecordingDuration: "4" });
  expect(customer.at("/transcribed")[0]?.form).toMatchObject({ TranscriptionStatus: "failed", TranscriptionText: "" });
  network.placeCall({ from: caller, to: ourNumber, script: [{ waitFor: "beep" }, { wait: 0.5 }, { hangUp: true }] });
  await network.clock.advance(60);
  // The first call's action answers with an empty document, so only one recording came of two calls.
  expect(customer.at("/recorded")).toHaveLength(1);
});
