import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test, vi } from "vitest";
import { TestCustomer } from "./test-customer.ts";
import { caller, ourNumber } from "./test-network.ts";

const folder = await mkdtemp(path.join(tmpdir(), "phone-network-"));
const running: ChildProcess[] = [];
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

/** The parts of the control API's answers that are looked at here. */
interface Shown {
  readonly sid: string;
  readonly error: string;
  readonly inbox: unknown;
  readonly heard: { kind: string }[];
  readonly webhooks: { kind: string; fields: Record<string, string> }[];
}

async function start(...more: string[]) {
  const args = ["--port", "0", "--account-sid", `AC${"1".repeat(32)}`, "--auth-token", "tok", ...more];
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "main.ts"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const ready: { ready: boolean; url: string; accountSid: string; authToken: string; numbers: string[] } =
    JSON.parse(line);
  const control = async (method: string, address: string, body?: unknown) => {
    const answer = await fetch(`${ready.url}/control/${address}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const read: Shown = JSON.parse(await answer.text());
    return { status: answer.status, body: read };
  };
  const stop = async () => {
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    return code;
  };
  return { ready, control, stop };
}

test("another process drives a whole call, watches it, and a restart remembers it", async () => {
  const customer = new TestCustomer("tok");
  await customer.listen();
  const state = path.join(folder, "state.json");
  const first = await start("--number", ourNumber, "--state", state);
  expect(first.ready).toMatchObject({ ready: true, numbers: [ourNumber], accountSid: `AC${"1".repeat(32)}` });
  const { control } = first;
  await control("PUT", "numbers", {
    phoneNumber: ourNumber,
    voiceUrl: `${customer.url}/voice`,
    smsUrl: `${customer.url}/sms`,
  });
  customer.on("/voice", `<Response><Say>Hello.</Say><Record action="/recorded"/></Response>`);
  customer.on("/sms", "<Response><Message>Got it.</Message></Response>");
  const stream = await fetch(`${first.ready.url}/control/events`);
  const call = (await control("POST", "calls", { from: caller, to: ourNumber })).body;
  expect((await control("POST", `calls/${call.sid}/say`, { text: "too early" })).status).toBe(409);
  await control("POST", "clock", { advanceSeconds: 2 });
  const audio = Buffer.from("not really audio");
  const uploaded = await fetch(`${first.ready.url}/control/recordings/${call.sid}?durationSeconds=7`, {
    method: "PUT",
    body: audio,
    headers: { "content-type": "audio/webm" },
  });
  expect(uploaded.status).toBe(200);
  expect(
    (await control("POST", `calls/${call.sid}/say`, { text: "please call me back", durationSeconds: 7 })).status,
  ).toBe(200);
  await control("POST", "clock", { advanceSeconds: 7 });
  expect((await control("POST", `calls/${call.sid}/hang-up`)).status).toBe(200);
  await control("POST", "texts", { from: caller, to: ourNumber, body: "hi" });
  await control("POST", "clock", { advanceSeconds: 10 });
  await control("POST", "texts", { from: "+15551239999", to: ourNumber, body: "STOP" });
  const shown = (await control("GET", `calls/${call.sid}`)).body;
  expect(shown).toMatchObject({ status: "completed", from: caller });
  expect(shown.heard.map(({ kind }) => kind)).toEqual(["ringing", "say", "beep", "ended"]);
  expect((await control("GET", `phones/${encodeURIComponent(caller)}`)).body.inbox).toMatchObject([
    { body: "Got it." },
  ]);
  const log = (await control("GET", "log")).body;
  expect(log.webhooks.map(({ kind }) => kind)).toEqual(["voice", "record-action", "message", "message"]);
  const recording = log.webhooks[1]?.fields.RecordingUrl ?? "";
  const media = await fetch(recording, {
    headers: { authorization: `Basic ${btoa(`${first.ready.accountSid}:tok`)}` },
  });
  expect([media.headers.get("content-type"), await media.text()]).toEqual(["audio/webm", "not really audio"]);
  const seen = new TextDecoder().decode((await stream.body?.getReader().read())?.value);
  expect(seen).toContain("listening");
  expect(await first.stop()).toBe(0);

  const second = await start("--state", state);
  expect(second.ready.numbers).toEqual([ourNumber]);
  expect((await second.control("GET", `calls/${call.sid}`)).body).toMatchObject({ status: "completed" });
  expect((await second.control("GET", `phones/${encodeURIComponent(caller)}`)).body.inbox).toMatchObject([
    { body: "Got it." },
  ]);
  const refused = await fetch(`${second.ready.url}/2010-04-01/Accounts/${second.ready.accountSid}/Messages.json`, {
    method: "POST",
    body: new URLSearchParams({ From: ourNumber, To: "+15551239999", Body: "hi" }),
    headers: { authorization: `Basic ${btoa(`${second.ready.accountSid}:tok`)}` },
  });
  expect(await refused.json()).toMatchObject({ code: 21610 });
  expect(await second.stop()).toBe(0);
  expect(customer.received.filter(({ isSigned }) => !isSigned)).toEqual([]);
  await customer.close();
});

test("input the control API cannot use is refused with the reason", async () => {
  const { ready, control, stop } = await start("--number", ourNumber);
  expect(await control("POST", "calls", { from: caller })).toEqual({
    status: 400,
    body: { error: "call.to must be a text" },
  });
  expect(await control("POST", "calls", { from: caller, to: "+15550000000" })).toMatchObject({ status: 400 });
  expect((await control("PUT", `phones/${caller}`, { behaviour: { kind: "sings" } })).body.error).toContain(
    "must be one of answers, busy",
  );
  expect((await control("PUT", "faults", { rest: [{ fault: "429", tims: 3 }] })).body.error).toContain(
    "tims is not known",
  );
  expect((await control("POST", "clock", { advanceSeconds: -5 })).status).toBe(400);
  expect((await control("GET", "calls/CA1")).status).toBe(400);
  expect((await control("DELETE", "calls")).status).toBe(405);
  const foreign = request(`${ready.url}/control/calls`, { headers: { host: "evil.example" } }).end();
  const [answer] = await once(foreign, "response");
  expect(answer.statusCode).toBe(403);
  answer.resume();
  expect(await stop()).toBe(0);
});

test("SIGTERM ends it at once, whatever rings and whoever does not answer", async () => {
  const customer = new TestCustomer("tok").on("/voice", "hang");
  await customer.listen();
  const { control, stop } = await start("--number", ourNumber);
  await control("PUT", "numbers", { phoneNumber: ourNumber, voiceUrl: `${customer.url}/voice` });
  await control("POST", "calls", { from: caller, to: ourNumber });
  await vi.waitUntil(() => customer.at("/voice").length > 0);
  const begun = performance.now();
  expect(await stop()).toBe(0);
  expect(performance.now() - begun).toBeLessThan(3000);
  await customer.close();
});

test("a port in use ends it with a reason", async () => {
  const { ready, stop } = await start();
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, "main.ts"), "--port", new URL(ready.url).port],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(Buffer.concat(errors).toString()).toContain("EADDRINUSE");
  expect(await stop()).toBe(0);
});
