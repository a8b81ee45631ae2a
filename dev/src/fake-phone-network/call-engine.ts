import { callFields } from "./call-params.ts";
import { dial } from "./dial.ts";
import { enqueue } from "./enqueue.ts";
import { gather } from "./gather.ts";
import { type Leg, LegInterrupted, type TwimlSource } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";
import { record } from "./record.ts";
import type { FormFields } from "./signature.ts";
import { hangUp, pause, play, redirect, reject, say } from "./simple-verbs.ts";
import type { WebhookKind } from "./state.ts";
import { parseTwiml, type TwimlElement, TwimlError } from "./twiml-parser.ts";
import { type DocumentRequest, type Engine, type Next, resolveUrl, type Verb } from "./verb.ts";

/** How a leg's TwiML came to its end. */
export type DocumentsEnd = "finished" | "hung-up" | "left-queue";

const verbs: Readonly<Record<string, Verb>> = {
  Say: say,
  Play: play,
  Pause: pause,
  Gather: gather,
  Record: record,
  Dial: dial,
  Enqueue: enqueue,
  Redirect: redirect,
  Hangup: hangUp,
  Reject: reject,
  Leave: async () => ({ kind: "leave" }),
  // Listening in changes nothing for the caller; the engine only accepts it.
  Start: async () => ({ kind: "continue" }),
  Stop: async () => ({ kind: "continue" }),
  Connect: async (_engine, { leg }, element) => {
    const action = element.attributes.action;
    if (action === undefined) return { kind: "hang-up" };
    const fields: [string, string][] = [
      ["SessionStatus", "failed"],
      ["ErrorCode", "39001"],
      ["ErrorMessage", "Network connection to WebSocket server failed."],
    ];
    return {
      kind: "go",
      request: {
        url: resolveUrl(leg, action),
        method: element.attributes.method ?? "POST",
        kind: "connect-action",
        fields,
      },
    };
  },
};

/** Verbs allowed while a dialed phone is screened, and while a caller waits in a queue (docs/rules.md T1.5, T1.8). */
const allowedVerbs: Readonly<Record<"screening" | "waiting", ReadonlySet<string>>> = {
  screening: new Set(["Say", "Play", "Pause", "Gather", "Redirect", "Hangup"]),
  waiting: new Set(["Say", "Play", "Pause", "Gather", "Redirect", "Hangup", "Leave"]),
};

/** Runs a leg from its first document to its end, and hangs up when there is nothing left to do. */
export async function runLeg(core: NetworkCore, leg: Leg, first: TwimlSource): Promise<void> {
  try {
    await runDocuments(core, leg, asRequest(first), "call");
    leg.hangUp();
  } catch (error) {
    if (error instanceof LegInterrupted) return;
    failLeg(core, leg, error);
  }
}

/** Runs documents one after the other until one asks for nothing more. Throws {@link LegInterrupted} when the leg ends. */
export async function runDocuments(
  core: NetworkCore,
  leg: Leg,
  first: DocumentRequest,
  mode: "call" | "screening" | "waiting",
): Promise<DocumentsEnd> {
  const engine: Engine = {
    core,
    runDocuments: (which, request, how) => runDocuments(core, which, request, how),
    runLeg: (which, source) => runLeg(core, which, source),
  };
  let request: DocumentRequest | undefined = first;
  while (request !== undefined) {
    try {
      const document: TwimlElement | undefined = await fetchDocument(core, leg, request);
      if (document === undefined) return "hung-up";
      const next: Next = await runVerbs(engine, leg, document, mode);
      if (next.kind === "hang-up") return "hung-up";
      if (next.kind === "leave") return "left-queue";
      request = next.kind === "go" ? next.request : undefined;
    } catch (error) {
      if (!(error instanceof LegInterrupted) || leg.hasEnded || mode === "waiting") throw error;
      const source = leg.takeRedirect();
      if (source === undefined) throw error;
      request = asRequest(source);
    }
  }
  return "finished";
}

async function runVerbs(
  engine: Engine,
  leg: Leg,
  document: TwimlElement,
  mode: "call" | "screening" | "waiting",
): Promise<Next> {
  for (const written of document.children) {
    leg.check();
    const element = engine.core.dialect.element?.(written) ?? written;
    const verb = Object.hasOwn(verbs, element.name) ? verbs[element.name] : undefined;
    if (verb === undefined) {
      engine.core.alert(12200, `Schema validation warning: <${element.name}> is no verb`, {
        callSid: leg.sid,
        url: leg.documentUrl,
      });
      continue;
    }
    if (mode !== "call" && !allowedVerbs[mode].has(element.name)) {
      const code = element.name === "Dial" ? 13201 : 12200;
      engine.core.alert(code, `<${element.name}> is not allowed here`, { callSid: leg.sid, url: leg.documentUrl });
      return { kind: "hang-up" };
    }
    const next = await verb(engine, { leg, document }, element);
    if (next.kind !== "continue") return next;
  }
  return { kind: "continue" };
}

/** Gets a document, from the fallback address if the first fails. Undefined: the leg is lost. */
async function fetchDocument(core: NetworkCore, leg: Leg, request: DocumentRequest): Promise<TwimlElement | undefined> {
  if ("twiml" in request) {
    try {
      return parseTwiml(request.twiml);
    } catch (error) {
      return applicationError(core, leg, error instanceof TwimlError ? error.code : 12100, undefined);
    }
  }
  const got = await tryDocument(core, leg, request);
  if ("document" in got) return got.document;
  leg.check();
  const { fallback } = leg;
  if (fallback === undefined || request.kind === "dial-screening" || request.kind === "queue-screening") {
    return applicationError(core, leg, got.errorCode, request.url);
  }
  const fields: FormFields = [...request.fields, ["ErrorCode", String(got.errorCode)], ["ErrorUrl", request.url]];
  const second = await tryDocument(core, leg, { ...fallback, kind: "voice-fallback", fields });
  if ("document" in second) return second.document;
  leg.check();
  return applicationError(core, leg, second.errorCode, fallback.url);
}

interface UrlRequest {
  readonly url: string;
  readonly method: string;
  readonly kind: WebhookKind;
  readonly fields: FormFields;
}

async function tryDocument(
  core: NetworkCore,
  leg: Leg,
  request: UrlRequest,
): Promise<{ document: TwimlElement } | { errorCode: number }> {
  const fields = mergeFields(callFields(leg), request.fields);
  const authToken = core.authToken(leg.facts.accountSid);
  const outcome = await core.webhooks.ask({
    kind: request.kind,
    url: request.url,
    method: request.method,
    fields,
    authToken,
  });
  leg.check();
  if (!outcome.ok) return { errorCode: outcome.errorCode };
  leg.documentUrl = outcome.url;
  leg.documentMethod = request.method;
  const type = (outcome.contentType.split(";")[0] ?? "").trim().toLowerCase();
  const text = outcome.body.toString("utf8");
  try {
    if (type === "text/xml" || type === "application/xml" || type === "text/html")
      return { document: parseTwiml(text) };
    if (type.startsWith("audio/")) return { document: element("Response", "", [element("Play", request.url)]) };
    if (type === "text/plain") return { document: plainText(text) };
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    core.alert(error.code, error.message, { callSid: leg.sid, url: request.url });
    return { errorCode: error.code };
  }
  core.alert(12300, `Invalid Content-Type: ${type || "none"}`, { callSid: leg.sid, url: request.url });
  return { errorCode: 12300 };
}

/** Plain text runs if it is valid TwiML, else it is read aloud. */
function plainText(text: string): TwimlElement {
  try {
    return parseTwiml(text);
  } catch {
    return element("Response", "", [element("Say", text)]);
  }
}

function element(name: string, text: string, children: readonly TwimlElement[] = []): TwimlElement {
  return { name, text, children, attributes: {} };
}

/** What the caller hears when nothing can be run. */
function applicationError(core: NetworkCore, leg: Leg, code: number, url: string | undefined): undefined {
  core.alert(code, "The call failed: no document could be run", { callSid: leg.sid, url });
  leg.hear("say", "We are sorry, an application error has occurred. Goodbye.");
  leg.enter(leg.isAnswered ? "completed" : "failed");
  return undefined;
}

function asRequest(source: TwimlSource): DocumentRequest {
  return "twiml" in source ? source : { ...source, fields: source.fields ?? [] };
}

/** Later fields replace earlier ones of the same name (CallSid of a queue's screening, for one). */
function mergeFields(base: FormFields, more: FormFields): FormFields {
  return [...base.filter(([name]) => !more.some(([other]) => other === name)), ...more];
}

function failLeg(core: NetworkCore, leg: Leg, error: unknown): void {
  core.alert(
    0,
    `The fake phone network broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    { callSid: leg.sid },
  );
  leg.enter(leg.isAnswered ? "completed" : "failed");
}
