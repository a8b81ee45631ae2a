import { expect, test } from "vitest";
import { caller, ourNumber, testNetwork } from "./test-network.ts";

const one = "+15557770001";
const two = "+15557770002";
const ring = `<Response><Dial timeout="20" action="/dialed"><Number url="/screen">${one}</Number><Number url="/screen">${two}</Number></Dial></Response>`;
const screen = `<Response><Gather numDigits="1" timeout="4" action="/accepted"><Say>Press 1.</Say></Gather><Hangup/></Response>`;

test("where nobody pressed 1 the other reading of the documents can be had", async () => {
  await using fixture = await testNetwork({ quirks: { screenedOutDialStatus: "no-answer" } });
  const { network, customer } = fixture;
  customer.on("/voice", ring).on("/screen", screen);
  network.phone(one, { kind: "voicemail", afterSeconds: 3 });
  network.placeCall({ from: caller, to: ourNumber });
  await network.advance(60);
  expect(customer.at("/dialed")[0]?.form).toMatchObject({ DialCallStatus: "no-answer", DialBridged: "false" });
});

test("the other phones may go on ringing while one is screened, or stop", async () => {
  const outcome = async (othersRingDuringScreening: boolean) => {
    await using fixture = await testNetwork({ quirks: { othersRingDuringScreening } });
    const { network, customer } = fixture;
    customer.on("/voice", ring).on("/screen", screen);
    network.phone(one, { kind: "voicemail", afterSeconds: 3 });
    network.phone(two, { kind: "answers", afterSeconds: 10, presses: "1", talksForSeconds: 9 });
    network.placeCall({ from: caller, to: ourNumber });
    await network.advance(60);
    return customer.at("/dialed")[0]?.form.DialBridged;
  };
  expect(await outcome(true)).toBe("true");
  expect(await outcome(false)).toBe("false");
});

test("the Dial action may come although the caller has hung up", async () => {
  await using fixture = await testNetwork({ quirks: { dialActionAfterCallerHangUp: true } });
  const { network, customer } = fixture;
  customer.on("/voice", ring);
  network.placeCall({ from: caller, to: ourNumber, script: [{ wait: 5 }, { hangUp: true }] });
  await network.advance(60);
  expect(customer.at("/dialed")[0]?.form).toMatchObject({
    CallStatus: "completed",
    DialCallStatus: "canceled",
    DialBridged: "false",
  });
});

test("of two who press 1 only the first is connected", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", ring).on("/screen", screen).on("/accepted", "<Response/>");
  network.phone(one, { kind: "answers", afterSeconds: 3, presses: "1", talksForSeconds: 20 });
  network.phone(two, { kind: "answers", afterSeconds: 3.5, presses: "1", talksForSeconds: 20 });
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.advance(10);
  expect(call.children.map(({ status }) => status)).toEqual(["in-progress", "completed"]);
  await network.advance(60);
  expect(customer.at("/dialed")).toHaveLength(1);
});

test("on demand transcriptions fail, or never come", async () => {
  const transcribed = async (transcription: "failed" | "never") => {
    await using fixture = await testNetwork();
    const { network, customer } = fixture;
    customer.on(
      "/voice",
      `<Response><Record action="/recorded" transcribe="true" transcribeCallback="/transcribed"/></Response>`,
    );
    network.setFaults({ transcription });
    network.placeCall({
      from: caller,
      to: ourNumber,
      script: [{ say: "This is long enough to be transcribed by anybody" }, { hangUp: true }],
    });
    await network.advance(60);
    return customer.at("/transcribed").map(({ form }) => form.TranscriptionStatus);
  };
  expect(await transcribed("failed")).toEqual(["failed"]);
  expect(await transcribed("never")).toEqual([]);
});

test("an inbound text may be told late, without holding up the clock", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  network.setFaults({ webhooks: [{ fault: "late", kinds: ["message"], lateSeconds: 30 }] });
  network.sendText({ from: caller, to: ourNumber, body: "hello" });
  await network.advance(29);
  expect(customer.at("/sms")).toEqual([]);
  await network.advance(2);
  expect(customer.at("/sms")).toHaveLength(1);
});

test("machine detection tells a person from a machine", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on(
    "/voice",
    `<Response><Dial><Number machineDetection="Enable" amdStatusCallback="/machine">${one}</Number></Dial></Response>`,
  );
  network.phone(one, { kind: "voicemail", afterSeconds: 3, maxSeconds: 20 });
  network.placeCall({ from: caller, to: ourNumber });
  await network.advance(60);
  expect(customer.at("/machine")[0]?.form.AnsweredBy).toBe("machine_start");
});

test("a softphone and a SIP desk phone ring like any other", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on(
    "/voice",
    `<Response><Dial action="/dialed"><Client>anna</Client><Sip>sip:desk@pbx.example</Sip></Dial></Response>`,
  );
  network.phone("client:anna", { kind: "rejects", afterSeconds: 2 });
  network.phone("sip:desk@pbx.example", { kind: "answers", afterSeconds: 6, talksForSeconds: 5 });
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.advance(60);
  expect(call.children.map(({ status, facts }) => [facts.to, status])).toEqual([
    ["client:anna", "no-answer"],
    ["sip:desk@pbx.example", "completed"],
  ]);
});

test("a live leg sent elsewhere lets go of the phones it rang", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", ring);
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.advance(5);
  call.leg.redirectTo({ twiml: "<Response><Say>Somewhere else.</Say></Response>" });
  await network.advance(30);
  expect(call.children.map(({ status }) => status)).toEqual(["canceled", "canceled"]);
  expect(call.transcript.some(({ text }) => text === "Somewhere else.")).toBe(true);
  expect(customer.at("/dialed")).toEqual([]);
});

test("what is waited for is found as soon as it happens", async () => {
  await using fixture = await testNetwork();
  const { network } = fixture;
  const found = network.until(() => network.messages.find(({ body }) => body === "hello"));
  network.sendText({ from: caller, to: ourNumber, body: "hello" });
  expect(await found).toMatchObject({ from: caller, direction: "inbound" });
  await expect(network.until(() => false, 20)).rejects.toThrow("Nothing found within 20 ms");
});
