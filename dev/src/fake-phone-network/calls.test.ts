import twilio from "twilio";
import { expect, test } from "vitest";
import { caller, ourNumber, testNetwork } from "./test-network.ts";

const staff = "+15557770001";
const mobile = "+15557770002";
const { VoiceResponse } = twilio.twiml;

function voicemail(): string {
  const response = new VoiceResponse();
  response.say("Please leave a message.");
  response.record({
    action: "/recorded",
    maxLength: 60,
    transcribe: true,
    transcribeCallback: "/transcribed",
    recordingStatusCallback: "/recording",
  });
  return response.toString();
}

function ring(...numbers: string[]): string {
  const response = new VoiceResponse();
  const dial = response.dial({ action: "/dialed", timeout: 15, answerOnBridge: true });
  for (const number of numbers) {
    dial.number(
      {
        url: "/screen",
        statusCallback: "/leg",
        statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
      },
      number,
    );
  }
  return response.toString();
}

function screening(): string {
  const response = new VoiceResponse();
  const gather = response.gather({ action: "/accepted", numDigits: 1, timeout: 5 });
  gather.say("Press 1 to accept.");
  response.hangup();
  return response.toString();
}

const accept = ({ form }: { form: Readonly<Record<string, string>> }) =>
  form.Digits === "1" ? "<Response/>" : "<Response><Hangup/></Response>";

test("a call nobody answers ends in voicemail, with recording and transcription", async () => {
  await using fixture = await testNetwork();
  const { network, customer, account } = fixture;
  customer.on("/voice", ring(staff)).on("/dialed", voicemail());
  const call = network.placeCall({
    from: caller,
    to: ourNumber,
    stirVerstat: "TN-Validation-Passed-A",
    script: [{ say: "Hi, this is Dana, my boiler is leaking, please call me back" }, { hangUp: true }],
  });
  await network.clock.advance(120);

  expect(customer.at("/voice")).toHaveLength(1);
  expect(customer.at("/voice")[0]?.form).toMatchObject({
    CallSid: call.sid,
    AccountSid: account.sid,
    From: caller,
    Caller: caller,
    To: ourNumber,
    Called: ourNumber,
    CallStatus: "ringing",
    Direction: "inbound",
    ApiVersion: "2010-04-01",
    StirVerstat: "TN-Validation-Passed-A",
    FromCountry: "US",
  });
  // answerOnBridge: nobody answered, so the caller's leg still rings when the Dial ends.
  expect(customer.at("/dialed")[0]?.form).toMatchObject({
    CallStatus: "ringing",
    DialCallStatus: "no-answer",
    DialBridged: "false",
  });
  expect(customer.at("/dialed")[0]?.form).not.toHaveProperty("DialCallDuration");
  expect(
    customer
      .at("/leg")
      .map(({ form }) => [form.CallStatus, form.SequenceNumber])
      .sort(),
  ).toEqual([
    ["initiated", "0"],
    ["no-answer", "2"],
    ["ringing", "1"],
  ]);
  const recorded = customer.at("/recorded")[0]?.form;
  expect(recorded).toMatchObject({ Digits: "hangup", CallStatus: "completed", CallSid: call.sid });
  expect(recorded?.RecordingUrl).toBe(
    `${network.url}/2010-04-01/Accounts/${account.sid}/Recordings/${recorded?.RecordingSid}`,
  );
  expect(customer.at("/recording")[0]?.form).toEqual({
    AccountSid: account.sid,
    CallSid: call.sid,
    RecordingSid: recorded?.RecordingSid,
    RecordingUrl: recorded?.RecordingUrl,
    RecordingStatus: "completed",
    RecordingDuration: recorded?.RecordingDuration,
    RecordingChannels: "1",
    RecordingSource: "RecordVerb",
  });
  expect(customer.at("/transcribed")[0]?.form).toMatchObject({
    TranscriptionStatus: "completed",
    TranscriptionText: "Hi, this is Dana, my boiler is leaking, please call me back",
    RecordingSid: recorded?.RecordingSid,
  });
  expect(customer.at("/status")).toHaveLength(1);
  expect(customer.at("/status")[0]?.form).toMatchObject({
    CallStatus: "completed",
    CallbackSource: "call-progress-events",
    SequenceNumber: "0",
  });
  expect(call.transcript.map(({ kind }) => kind)).toEqual(["ringing", "ringing", "say", "beep", "ended"]);
});

test("of two phones the one that presses 1 is bridged and the other stops ringing", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", ring(staff, mobile)).on("/screen", screening()).on("/accepted", accept);
  network.phone(staff, { kind: "answers", afterSeconds: 6, presses: "1", talksForSeconds: 42 });
  const call = network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(90);

  const answered = call.children.find(({ facts }) => facts.to === staff);
  expect(customer.at("/screen")[0]?.form).toMatchObject({
    CallSid: answered?.sid,
    ParentCallSid: call.sid,
    Direction: "outbound-dial",
    CallStatus: "in-progress",
    From: caller,
    To: staff,
  });
  expect(customer.at("/dialed")).toHaveLength(1);
  expect(customer.at("/dialed")[0]?.form).toMatchObject({
    CallStatus: "in-progress",
    DialCallStatus: "completed",
    DialBridged: "true",
    DialCallSid: answered?.sid,
    DialCallDuration: String(answered?.durationSeconds),
  });
  expect(call.children.map(({ status }) => status)).toEqual(["completed", "canceled"]);
  expect(call.state).toBe("completed");
});

test("a mobile's own voicemail answers and is not accepted", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", ring(mobile)).on("/screen", screening()).on("/accepted", accept).on("/dialed", voicemail());
  network.phone(mobile, { kind: "voicemail", afterSeconds: 10 });
  const call = network.placeCall({ from: caller, to: ourNumber, script: [{ say: "Please call me" }, { press: "#" }] });
  await network.clock.advance(120);

  expect(customer.at("/accepted")).toEqual([]);
  expect(customer.at("/dialed")[0]?.form).toMatchObject({ DialCallStatus: "completed", DialBridged: "false" });
  expect(customer.at("/recorded")[0]?.form).toMatchObject({ Digits: "#", CallStatus: "in-progress" });
  expect(call.state).toBe("completed");
});

test("a busy phone reports busy", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", ring(staff));
  network.phone(staff, { kind: "busy" });
  network.placeCall({ from: caller, to: ourNumber });
  await network.clock.advance(10);
  expect(customer.at("/dialed")[0]?.form).toMatchObject({ DialCallStatus: "busy", DialBridged: "false" });
  expect(customer.at("/leg").at(-1)?.form).toMatchObject({ CallStatus: "busy", SipResponseCode: "486" });
});

test("a caller who hangs up while it rings leaves only the status callback, and the phones stop", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", ring(staff, mobile));
  network.phone(staff, { kind: "interactive" });
  const call = network.placeCall({ from: caller, to: ourNumber, script: [{ wait: 8 }, { hangUp: true }] });
  await network.clock.advance(5);
  expect(network.phone(staff).ringing).toHaveLength(1);
  await network.clock.advance(60);

  expect(network.phone(staff).ringing).toEqual([]);
  expect(customer.at("/dialed")).toEqual([]);
  expect(customer.at("/status").map(({ form }) => form.CallStatus)).toEqual(["no-answer"]);
  expect(call.children.map(({ status }) => status)).toEqual(["canceled", "canceled"]);
});

test("a forwarded call says from where", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  customer.on("/voice", "<Response><Reject/></Response>");
  network.placeCall({ from: "anonymous", to: ourNumber, forwardedFrom: "+15559870099" });
  await network.clock.advance(1);
  const form = customer.at("/voice")[0]?.form;
  expect(form).toMatchObject({ From: "anonymous", ForwardedFrom: "+15559870099" });
  expect(form).not.toHaveProperty("FromCountry");
  expect(customer.at("/status")[0]?.form.CallStatus).toBe("no-answer");
});
