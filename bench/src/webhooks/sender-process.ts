// The provider as a process of its own: sends signed webhooks and measures each from the first byte out to the last byte
// of the answer.
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { twilioSignature } from "@ringback/dev/fake-phone-network/signature.ts";
import { arrivalFields, endFields, someCall } from "./fields.ts";
import type { SendOrder, Sent } from "./send-order.ts";

const order = JSON.parse(process.argv[2] ?? "{}") as SendOrder;
const agent = new Agent({ keepAlive: true, maxSockets: order.connections });
const sent: Sent[] = [];
let next = 0;

function send(path: string, fields: [string, string][]): Promise<number> {
  const url = `${order.hookBaseUrl}${path}`;
  const body = new URLSearchParams(fields).toString();
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": String(Buffer.byteLength(body)),
    "x-twilio-signature": twilioSignature(order.authToken, url, fields),
  };
  return new Promise((resolve, reject) => {
    const begunMs = performance.now();
    const outgoing = request(url, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.once("end", () => {
        if (response.statusCode === 200) resolve(performance.now() - begunMs);
        else reject(new Error(`${path} was answered with ${response.statusCode}`));
      });
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

/** One call: it comes in and, where asked for, ends unanswered. */
async function oneCall(): Promise<void> {
  const call = someCall(order.run, next, order.numbers);
  next += 1;
  const atEpochMs = Date.now();
  const arrivedMs = await send("/voice", arrivalFields(order.accountSid, call));
  const one: Sent = { to: call.from, atEpochMs, arrivedMs, endedMs: null };
  sent.push(one);
  if (order.what !== "calls") return;
  await pause(100);
  sent[sent.indexOf(one)] = { ...one, endedMs: await send("/voice/status", endFields(order.accountSid, call)) };
}

async function atRate(perSecond: number): Promise<void> {
  const under: Promise<void>[] = [];
  const begunMs = performance.now();
  for (let index = 0; index < perSecond * order.seconds; index += 1) {
    await pause(Math.max(0, begunMs + (index * 1000) / perSecond - performance.now()));
    under.push(oneCall());
  }
  await Promise.all(under);
}

async function asFastAsPossible(): Promise<void> {
  const endMs = performance.now() + order.seconds * 1000;
  const line = async () => {
    while (performance.now() < endMs) await oneCall();
  };
  await Promise.all(Array.from({ length: order.connections }, line));
}

process.on("disconnect", () => process.exit(1));
const begunMs = performance.now();
await (order.perSecond === null ? asFastAsPossible() : atRate(order.perSecond));
process.send?.({ kind: "sent", sent, seconds: (performance.now() - begunMs) / 1000 }, () => process.exit(0));
