import type { ServerResponse } from "node:http";
import {
  readAccount,
  readCall,
  readFaults,
  readMessagingService,
  readNumber,
  readPhone,
  readText,
} from "./control-input.ts";
import { callView, logView, messageView, phoneView, webhookView } from "./control-views.ts";
import { type Answer, type ReadRequest, writeAnswer } from "./http-io.ts";
import { BadInput, JsonInput, parseJson } from "./json-input.ts";
import type { PhoneNetwork } from "./network.ts";
import type { CallHandle } from "./place-call.ts";
import type { Account } from "./state.ts";

/** Whether a path belongs to the control API. */
export function isControlPath(path: string): boolean {
  return path.startsWith("/control/");
}

interface ControlRequest {
  readonly network: PhoneNetwork;
  readonly request: ReadRequest;
  readonly parts: readonly string[];
  readonly json: () => unknown;
}

type ControlRoute = readonly [
  method: string,
  pattern: RegExp,
  answer: (control: ControlRequest) => Answer | Promise<Answer>,
];

const ok = (body: unknown): Answer => ({ status: 200, body });

const routes: readonly ControlRoute[] = [
  ["POST", /^calls$/, ({ network, json }) => ({ status: 201, body: callView(network.placeCall(readCall(json()))) })],
  ["GET", /^calls$/, ({ network }) => ok({ calls: network.calls.slice(-200).reverse().map(callView) })],
  ["GET", /^calls\/([^/]+)$/, (control) => ok(callView(findCall(control)))],
  ["POST", /^calls\/([^/]+)\/say$/, (control) => sayOnCall(control)],
  ["POST", /^calls\/([^/]+)\/press$/, (control) => did(findCall(control).press(digitsOf(control)))],
  ["POST", /^calls\/([^/]+)\/hang-up$/, (control) => did(findCall(control).hangUp())],
  ["GET", /^phones$/, ({ network }) => ok({ phones: [...network.core.phones.values()].map(phoneView) })],
  ["GET", /^phones\/([^/]+)$/, (control) => ok(phoneView(phoneOf(control)))],
  ["PUT", /^phones\/([^/]+)$/, (control) => setPhone(control)],
  ["POST", /^phones\/([^/]+)\/answer$/, (control) => did(phoneOf(control).answer(callSidOf(control)))],
  ["POST", /^phones\/([^/]+)\/decline$/, (control) => did(phoneOf(control).decline(callSidOf(control)))],
  ["POST", /^phones\/([^/]+)\/press$/, (control) => did(phoneOf(control).press(digitsOf(control)))],
  ["POST", /^phones\/([^/]+)\/say$/, (control) => did(phoneOf(control).say(readSaying(control).text))],
  ["POST", /^phones\/([^/]+)\/hang-up$/, (control) => did(phoneOf(control).hangUp())],
  ["POST", /^texts$/, ({ network, json }) => ({ status: 201, body: messageView(network.sendText(readText(json()))) })],
  ["GET", /^faults$/, ({ network }) => ok(network.core.faults.settings)],
  ["PUT", /^faults$/, (control) => setFaults(control)],
  ["GET", /^clock$/, ({ network }) => ok({ now: network.clock.now(), pendingTimers: network.clock.pending })],
  ["POST", /^clock$/, (control) => moveClock(control)],
  [
    "GET",
    /^log$/,
    ({ network, request }) => ok(logView(network, Number(request.url.searchParams.get("since") ?? 0) || 0)),
  ],
  ["GET", /^numbers$/, ({ network }) => ok({ numbers: [...network.core.numbers.values()] })],
  ["PUT", /^numbers$/, (control) => setNumber(control)],
  ["PUT", /^accounts$/, (control) => setAccount(control)],
  ["PUT", /^messaging-services$/, (control) => setMessagingService(control)],
  ["PUT", /^recordings\/([^/]+)$/, (control) => setAudio(control)],
  [
    "PUT",
    /^twiml-bins\/([^/]+)$/,
    ({ network, parts, request }) => ok({ url: network.addTwimlBin(parts[0] ?? "", request.body.toString("utf8")) }),
  ],
];

/** Answers the control API: JSON in and out, no password, loopback only. Input it cannot use gets 400 with the reason. */
export async function answerControl(
  network: PhoneNetwork,
  request: ReadRequest,
  response: ServerResponse,
): Promise<void> {
  if (!isLoopback(request)) return writeAnswer(response, problem(403, "The control API answers on this machine only"));
  const path = request.url.pathname.slice("/control/".length);
  if (path === "events" && request.method === "GET") return streamEvents(network, response);
  try {
    writeAnswer(response, await route(network, request, path));
  } catch (error) {
    if (!(error instanceof BadInput) && !(error instanceof RangeError)) throw error;
    writeAnswer(response, problem(400, error.message));
  }
}

async function route(network: PhoneNetwork, request: ReadRequest, path: string): Promise<Answer> {
  let isKnown = false;
  for (const [method, pattern, answer] of routes) {
    const match = pattern.exec(path);
    if (match === null) continue;
    isKnown = true;
    if (method !== request.method) continue;
    const parts = match.slice(1).map((part) => decodePart(part));
    const json = () => {
      // A foreign web page can send forms without asking, but not JSON.
      const type = request.headers["content-type"] ?? "application/json";
      if (!type.startsWith("application/json")) throw new BadInput("Send application/json");
      return parseJson(request.body);
    };
    const isUpload = path.startsWith("recordings/") || path.startsWith("twiml-bins/");
    if (method !== "GET" && !isUpload) json();
    const answered = await answer({ network, request, parts, json });
    if (method !== "GET") network.core.emit("control", { method, path: request.url.pathname });
    return answered;
  }
  return isKnown ? problem(405, `${request.method} is not for this address`) : problem(404, "No such address");
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new BadInput("The address is not well encoded");
  }
}

function problem(status: number, error: string): Answer {
  return { status, body: { error } };
}

/** 409 tells a controller that what it wanted had nobody to happen to (nothing rings, nobody listens). */
function did(happened: boolean): Answer {
  return happened ? ok({ ok: true }) : problem(409, "Nothing there to do this to: the call is over, or nobody listens");
}

function findCall({ network, parts }: ControlRequest): CallHandle {
  const call = network.call(parts[0] ?? "");
  if (call === undefined) throw new BadInput(`No call ${parts[0]}`);
  return call;
}

function phoneOf({ network, parts }: ControlRequest) {
  return network.phone(parts[0] ?? "");
}

function digitsOf({ json }: ControlRequest): string {
  const digits = new JsonInput(json(), "body", ["digits"]).text("digits");
  if (!/^[0-9*#]+$/.test(digits)) throw new BadInput("body.digits may have 0-9, * and #");
  return digits;
}

function callSidOf({ json }: ControlRequest): string | undefined {
  const input = new JsonInput(json(), "body", ["callSid"]);
  return input.has("callSid") ? input.text("callSid") : undefined;
}

function readSaying({ json }: ControlRequest): { text: string; durationMs: number | undefined } {
  const input = new JsonInput(json(), "body", ["text", "durationSeconds"]);
  const durationMs = input.has("durationSeconds") ? input.number("durationSeconds") * 1000 : undefined;
  return { text: input.text("text"), durationMs };
}

function sayOnCall(control: ControlRequest): Answer {
  const { text, durationMs } = readSaying(control);
  return did(findCall(control).say(text, durationMs));
}

function setPhone(control: ControlRequest): Answer {
  const { behaviour, texts } = readPhone(control.json());
  return ok(phoneView(control.network.phone(control.parts[0] ?? "", behaviour, texts)));
}

function setFaults({ network, json }: ControlRequest): Answer {
  network.setFaults(readFaults(json()));
  return ok(network.core.faults.settings);
}

async function moveClock({ network, json }: ControlRequest): Promise<Answer> {
  const input = new JsonInput(json(), "body", ["advanceSeconds", "offsetSeconds"]);
  const presentMs = network.clock.now().epochMilliseconds;
  const seconds = input.has("offsetSeconds")
    ? input.number("offsetSeconds") - (presentMs - Temporal.Now.instant().epochMilliseconds) / 1000
    : input.number("advanceSeconds");
  // Reading the wall a moment later makes an unchanged offset look like a hair's step back.
  await network.advance(seconds < 0 && seconds > -0.5 ? 0 : seconds);
  return ok({ now: network.clock.now() });
}

function setNumber({ network, json }: ControlRequest): Answer {
  const { phoneNumber, accountSid, settings } = readNumber(json());
  return ok(network.addNumber(accountOf(network, accountSid), phoneNumber, settings));
}

function setAccount({ network, json }: ControlRequest): Answer {
  const given = readAccount(json());
  const known = network.core.accounts.get(given.sid ?? "");
  if (known === undefined) return ok(network.addAccount(given));
  const { apiKeys, ...changes } = given;
  if (apiKeys !== undefined) known.apiKeys.splice(0, known.apiKeys.length, ...apiKeys);
  return ok(Object.assign(known, { ...changes, sid: known.sid }));
}

function setMessagingService({ network, json }: ControlRequest): Answer {
  const { accountSid, ...given } = readMessagingService(json());
  return ok(network.addMessagingService(accountOf(network, accountSid), given));
}

function accountOf(network: PhoneNetwork, sid: string | undefined): Account {
  const account = sid === undefined ? network.core.accounts.values().next().value : network.core.accounts.get(sid);
  if (account === undefined) throw new BadInput(`No account ${sid ?? "yet"}`);
  return account;
}

function setAudio(control: ControlRequest): Answer {
  const { request, network } = control;
  const { leg } = findCall(control);
  if (request.body.length === 0) throw new BadInput("Send the audio as the body");
  leg.uploadedAudio = { bytes: request.body, contentType: request.headers["content-type"] ?? "audio/x-wav" };
  const seconds = Number(request.url.searchParams.get("durationSeconds") ?? 0);
  for (const recording of network.recordings.filter(({ callSid }) => callSid === leg.sid)) {
    recording.media = leg.uploadedAudio;
    if (seconds > 0) recording.durationSeconds = Math.max(1, Math.round(seconds));
  }
  return ok({ ok: true });
}

/** Server-sent events of everything that happens, from now on. */
function streamEvents(network: PhoneNetwork, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": listening\n\n");
  const stop = network.watch((event) => {
    const shown = event.webhook === undefined ? event : { ...event, webhook: webhookView(event.webhook) };
    response.write(`event: ${event.kind}\ndata: ${JSON.stringify(shown)}\n\n`);
  });
  response.on("close", stop);
}

/** From this machine, and under one of its own names: a foreign page may have its name point here. */
function isLoopback({ remoteAddress = "", headers }: ReadRequest): boolean {
  const isNear = remoteAddress === "::1" || /^(::ffff:)?127\./.test(remoteAddress);
  return isNear && /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/i.test(headers.host ?? "");
}
