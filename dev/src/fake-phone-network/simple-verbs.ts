import { callFields } from "./call-params.ts";
import { type Leg, speechMs } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";
import type { TwimlElement } from "./twiml-parser.ts";
import { answer, numberAttribute, resolveUrl, type Verb } from "./verb.ts";

/** How long an audio file plays when its length is not known. */
const playMs = 3000;
/** `loop="0"` repeats "until the call hangs up"; the vendor stops at 1000. */
const loopsMax = 1000;

/** One thing the caller hears, and for how long. */
export interface Prompt {
  readonly kind: "say" | "play" | "pause";
  readonly text: string;
  readonly ms: number;
}

/** What a Say, Play or Pause sounds like; undefined for other elements. Fetches audio as the vendor does. */
export async function readPrompt(core: NetworkCore, leg: Leg, element: TwimlElement): Promise<Prompt | undefined> {
  if (element.name === "Say") {
    const text = spokenText(element);
    return { kind: "say", text, ms: speechMs(text) };
  }
  if (element.name === "Pause") return { kind: "pause", text: "", ms: numberAttribute(element, "length", 1) * 1000 };
  if (element.name !== "Play") return undefined;
  if (element.attributes.digits !== undefined)
    return { kind: "play", text: element.attributes.digits, ms: element.attributes.digits.length * 250 };
  const url = resolveUrl(leg, element.text);
  return { kind: "play", text: url, ms: await audioMs(core, leg, url) };
}

export const say: Verb = async ({ core }, { leg }, element) => {
  answer(leg);
  await speak(core, leg, element);
  return { kind: "continue" };
};

export const play: Verb = say;

/** A Pause does not answer: before the first answering verb the phone goes on ringing. */
export const pause: Verb = async (_engine, { leg }, element) => {
  await leg.sleep(numberAttribute(element, "length", 1) * 1000);
  return { kind: "continue" };
};

export const redirect: Verb = async (_engine, { leg }, element) => {
  const method = (element.attributes.method ?? "POST").toUpperCase();
  return { kind: "go", request: { url: resolveUrl(leg, element.text), method, kind: "redirect", fields: [] } };
};

/** Hanging up answers first: only Reject refuses without answering. */
export const hangUp: Verb = async (_engine, { leg }) => {
  if (leg.facts.direction === "inbound") answer(leg);
  return { kind: "hang-up" };
};

export const reject: Verb = async (_engine, { leg }, element) => {
  leg.enter(leg.isAnswered ? "completed" : element.attributes.reason === "busy" ? "busy" : "no-answer");
  return { kind: "hang-up" };
};

async function speak(core: NetworkCore, leg: Leg, element: TwimlElement): Promise<void> {
  const loops = numberAttribute(element, "loop", 1, 0, loopsMax) || loopsMax;
  for (let round = 0; round < loops; round += 1) {
    const prompt = await readPrompt(core, leg, element);
    leg.check();
    if (prompt === undefined) return;
    if (prompt.kind !== "pause") leg.hear(prompt.kind, prompt.text);
    await leg.sleep(Math.max(prompt.ms, 100));
  }
}

/** SSML inside Say is spoken too: the words without their marks. */
function spokenText(element: TwimlElement): string {
  return [element.text, ...element.children.map(spokenText)]
    .filter((part) => part !== "")
    .join(" ")
    .replace(/\s+/g, " ");
}

/**
 * Gets the audio (signed, by GET) to know that it is there and how long it plays. Only from the customer's own server:
 * a fake network fetches nothing from strangers.
 */
async function audioMs(core: NetworkCore, leg: Leg, url: string): Promise<number> {
  if (leg.documentUrl === undefined || !URL.canParse(url) || new URL(url).host !== new URL(leg.documentUrl).host)
    return playMs;
  const authToken = core.authToken(leg.facts.accountSid);
  const outcome = await core.webhooks.ask({
    kind: "play",
    url,
    method: "GET",
    fields: callFields(leg).slice(0, 0),
    authToken,
  });
  if (!outcome.ok) return 100;
  const { body } = outcome;
  if (body.length < 44 || body.toString("latin1", 0, 4) !== "RIFF") return playMs;
  const bytesPerSecond = body.readUInt32LE(28);
  return bytesPerSecond === 0 ? playMs : Math.max(100, Math.round(((body.length - 44) / bytesPerSecond) * 1000));
}
