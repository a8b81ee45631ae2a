import type { Leg } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";
import type { TwimlElement } from "./twiml-parser.ts";
import { flagAttribute, numberAttribute, resolveUrl } from "./verb.ts";

/** The vendor rings five seconds longer than asked (docs/rules.md T1.4). */
const ringBufferSeconds = 5;
const targetsMax = 10;

/** Whom to ring, and what to do with them once they answer. */
export interface DialTarget {
  readonly number: string;
  readonly screening: { readonly url: string; readonly method: string } | undefined;
  readonly status: { readonly url: string; readonly method: string; readonly events: ReadonlySet<string> } | undefined;
  readonly detectsMachines: boolean;
  readonly machineCallback: string | undefined;
}

/** What a `<Dial>` asks for. */
export interface DialPlan {
  readonly targets: readonly DialTarget[];
  readonly callerId: string;
  readonly ringMs: number;
  readonly sequential: boolean;
  readonly answerOnBridge: boolean;
  readonly hangupOnStar: boolean;
  readonly timeLimitMs: number;
  readonly records: boolean;
}

/** Reads a `<Dial>` with its nouns, or the number that stands in it as text. */
export function readDial(core: NetworkCore, leg: Leg, element: TwimlElement, isFirstVerb: boolean): DialPlan {
  const nouns = element.children.filter((child) => ["Number", "Client", "Sip"].includes(child.name));
  for (const child of element.children) {
    if (nouns.includes(child)) continue;
    core.alert(12200, `<${child.name}> inside <Dial> is not part of this network`, {
      callSid: leg.sid,
      url: leg.documentUrl,
    });
  }
  if (nouns.length > targetsMax) {
    core.alert(12200, `<Dial> rings ${targetsMax} at most, not ${nouns.length}`, {
      callSid: leg.sid,
      url: leg.documentUrl,
    });
  }
  const targets = nouns.slice(0, targetsMax).map((noun) => readTarget(leg, noun));
  if (targets.length === 0 && element.text !== "")
    targets.push(readTarget(leg, { ...element, attributes: {}, children: [] }));
  return {
    targets,
    callerId: element.attributes.callerId ?? (leg.facts.direction === "inbound" ? leg.facts.from : leg.facts.to),
    ringMs: (numberAttribute(element, "timeout", 30, 5, 600) + ringBufferSeconds) * 1000,
    sequential: flagAttribute(element, "sequential", false),
    answerOnBridge: flagAttribute(element, "answerOnBridge", false) && isFirstVerb && !leg.isAnswered,
    hangupOnStar: flagAttribute(element, "hangupOnStar", false),
    timeLimitMs: numberAttribute(element, "timeLimit", 14_400, 1) * 1000,
    records: !["do-not-record", "false"].includes(element.attributes.record ?? "do-not-record"),
  };
}

/** Whether Twilio would show this caller ID: a party of the call, an owned number or a verified one. */
export function mayShow(core: NetworkCore, leg: Leg, callerId: string): boolean {
  return (
    callerId === leg.facts.from ||
    callerId === leg.facts.to ||
    core.numbers.has(callerId) ||
    core.verifiedCallerIds.has(callerId)
  );
}

/** E.164 from what stands in a `<Number>`; unformatted US numbers are accepted. Undefined: not dialable. */
export function dialable(text: string): string | undefined {
  if (/^(client:|sips?:)\S+$/i.test(text)) return text;
  const digits = text.replace(/[\s().-]/g, "");
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`;
  return /^1[2-9]\d{9}$/.test(digits) ? `+${digits}` : undefined;
}

function readTarget(leg: Leg, noun: TwimlElement): DialTarget {
  const {
    url,
    method,
    statusCallback,
    statusCallbackMethod,
    statusCallbackEvent,
    machineDetection,
    amdStatusCallback,
  } = noun.attributes;
  const identity = noun.children.find((child) => child.name === "Identity")?.text;
  const name = noun.name === "Client" ? `client:${identity ?? noun.text}` : noun.text;
  return {
    number: name,
    screening: url === undefined ? undefined : { url: resolveUrl(leg, url), method: (method ?? "POST").toUpperCase() },
    status:
      statusCallback === undefined
        ? undefined
        : {
            url: resolveUrl(leg, statusCallback),
            method: (statusCallbackMethod ?? "POST").toUpperCase(),
            events: new Set((statusCallbackEvent ?? "completed").trim().split(/\s+/)),
          },
    detectsMachines: machineDetection !== undefined,
    machineCallback: amdStatusCallback === undefined ? undefined : resolveUrl(leg, amdStatusCallback),
  };
}
