import twilio from "twilio";
import { expect, test } from "vitest";
import type { TextBehaviour } from "./phone.ts";
import { caller, ourNumber, type TestNetwork, testNetwork } from "./test-network.ts";

/** The vendor's own client, talking to the fake network. */
function sdk({ network, account }: TestNetwork) {
  const client = twilio(account.sid, account.authToken);
  client.api.baseUrl = network.url;
  return client;
}

test("a text is queued, then sent, then delivered to the phone", async () => {
  await using fixture = await testNetwork();
  const { network, customer, account } = fixture;
  const sent = await sdk(fixture).messages.create({
    to: caller,
    from: ourNumber,
    body: "We call back soon",
    statusCallback: `${customer.url}/sent`,
  });
  expect(sent).toMatchObject({ status: "queued", numSegments: "1", direction: "outbound-api", errorCode: null });
  await network.clock.advance(10);
  expect(customer.at("/sent").map(({ form }) => form.MessageStatus)).toEqual(["sent", "delivered"]);
  expect(customer.at("/sent")[1]?.form).toMatchObject({
    MessageSid: sent.sid,
    SmsSid: sent.sid,
    AccountSid: account.sid,
    SmsStatus: "delivered",
    From: ourNumber,
    To: caller,
    ApiVersion: "2010-04-01",
    RawDlrDoneDate: expect.stringMatching(/^\d{10}$/),
  });
  expect(network.phone(caller).inbox.map(({ body }) => body)).toEqual(["We call back soon"]);
  expect((await sdk(fixture).messages(sent.sid).fetch()).status).toBe("delivered");
});

test.each<[TextBehaviour, string | undefined, string]>([
  ["landline", "30006", "undelivered"],
  ["unreachable", "30003", "undelivered"],
  ["carrier-filtered", "30007", "undelivered"],
  ["unregistered", "30034", "undelivered"],
  ["silent", undefined, "sent"],
])("a text to a phone that is %s ends with %s, later", async (texts, errorCode, lastStatus) => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  network.phone(caller, undefined, texts);
  await sdk(fixture).messages.create({
    to: caller,
    from: ourNumber,
    body: "x",
    statusCallback: `${customer.url}/sent`,
  });
  await network.clock.advance(60);
  const last = customer.at("/sent").at(-1)?.form;
  expect([last?.MessageStatus, last?.ErrorCode]).toEqual([lastStatus, errorCode]);
  expect(network.phone(caller).inbox).toEqual([]);
});

test.each([
  [{ to: "+1555", from: ourNumber, body: "x" }, 21211],
  [{ to: caller, from: ourNumber }, 21602],
  [{ to: caller, body: "x" }, 21603],
  [{ to: caller, from: "+15550000000", body: "x" }, 21606],
  [{ to: caller, from: ourNumber, body: "x".repeat(1601) }, 21617],
  [{ to: caller, messagingServiceSid: `MG${"0".repeat(32)}`, body: "x" }, 21705],
  [{ to: "+15005550003", from: ourNumber, body: "x" }, 21408],
  [{ to: "+15005550009", from: ourNumber, body: "x" }, 21614],
])("the API refuses %j with %i", async (message, code) => {
  await using fixture = await testNetwork();
  await expect(sdk(fixture).messages.create(message)).rejects.toMatchObject({
    code,
    status: 400,
    moreInfo: expect.stringContaining(String(code)),
  });
  expect(fixture.network.messages).toEqual([]);
});

test("STOP is answered by the provider, reaches the webhook, and closes the line until START", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  const send = () => sdk(fixture).messages.create({ to: caller, from: ourNumber, body: "hello" });
  network.sendText({ from: caller, to: ourNumber, body: " Stop " });
  await network.clock.advance(5);
  expect(customer.at("/sms")[0]?.form).toMatchObject({
    Body: " Stop ",
    From: caller,
    To: ourNumber,
    NumMedia: "0",
    NumSegments: "1",
  });
  expect(customer.at("/sms")[0]?.form).not.toHaveProperty("OptOutType");
  expect(network.phone(caller).inbox).toHaveLength(1);
  await expect(send()).rejects.toMatchObject({ code: 21610 });
  network.sendText({ from: caller, to: ourNumber, body: "STOP" });
  await network.clock.advance(5);
  expect(network.phone(caller).inbox).toHaveLength(1);
  network.sendText({ from: caller, to: ourNumber, body: "START" });
  await network.clock.advance(5);
  expect((await send()).status).toBe("queued");
  await network.clock.advance(5);
});

test("STOP PLEASE means nothing to the provider", async () => {
  await using fixture = await testNetwork();
  const { network } = fixture;
  network.sendText({ from: caller, to: ourNumber, body: "STOP PLEASE" });
  await network.clock.advance(5);
  expect(network.phone(caller).inbox).toEqual([]);
  expect((await sdk(fixture).messages.create({ to: caller, from: ourNumber, body: "hello" })).status).toBe("queued");
  await network.clock.advance(5);
});

test("through a messaging service texts begin as accepted, and opt-outs hold for the whole service", async () => {
  await using fixture = await testNetwork();
  const { network, customer, account } = fixture;
  const second = "+15559870001";
  network.addNumber(account, second);
  const service = network.addMessagingService(account, { numbers: [ourNumber, second], advancedOptOut: true });
  const create = () =>
    sdk(fixture).messages.create({
      to: caller,
      messagingServiceSid: service.sid,
      body: "hi",
      statusCallback: `${customer.url}/sent`,
    });
  expect(await create()).toMatchObject({ status: "accepted", from: null, messagingServiceSid: service.sid });
  await network.clock.advance(5);
  expect(customer.at("/sent").map(({ form }) => form.MessageStatus)).toEqual(["queued", "sent", "delivered"]);
  network.sendText({ from: caller, to: ourNumber, body: "STOP" });
  await network.clock.advance(5);
  expect(customer.at("/sms")[0]?.form).toMatchObject({ OptOutType: "STOP", MessagingServiceSid: service.sid });
  await expect(create()).rejects.toMatchObject({ code: 21610 });
});

test("an answer in TwiML is texted back", async () => {
  await using fixture = await testNetwork();
  const { network, customer } = fixture;
  const answer = new twilio.twiml.MessagingResponse();
  answer.message("Thanks, Dana & co");
  customer.on("/sms", answer.toString());
  network.sendText({ from: caller, to: ourNumber, body: "hello" });
  await network.clock.advance(5);
  expect(network.phone(caller).inbox.map(({ body }) => body)).toEqual(["Thanks, Dana & co"]);
});

test("a quote mark from a word processor doubles the price of a text", async () => {
  await using fixture = await testNetwork();
  const plain = "x".repeat(150);
  const create = (body: string) => sdk(fixture).messages.create({ to: caller, from: ourNumber, body });
  expect((await create(plain)).numSegments).toBe("1");
  expect((await create(`${plain}’`)).numSegments).toBe("3");
  await fixture.network.clock.advance(5);
});
