import { type Leg, LegInterrupted, speechMs } from "./leg.ts";
import type { PhoneBehaviour } from "./phone.ts";

/** How long a person takes from hearing "press 1" to pressing it. */
const reactionMs = 1000;
const greeting = "You have reached my mailbox. Please leave a message after the tone.";

/** What a phone does once it has answered, until the call ends. Never throws. */
export async function actOnAnsweredCall(leg: Leg, behaviour: PhoneBehaviour): Promise<void> {
  try {
    if (behaviour.kind === "voicemail") {
      speak(leg, behaviour.greeting ?? greeting);
      await leg.sleep((behaviour.maxSeconds ?? 60) * 1000, "far-end");
      leg.hangUp();
    }
    if (behaviour.kind !== "answers") return;
    await Promise.all([pressWhenAsked(leg, behaviour.presses), converse(leg, behaviour)]);
  } catch (error) {
    if (!(error instanceof LegInterrupted)) throw error;
  }
}

async function pressWhenAsked(leg: Leg, digits: string | undefined): Promise<void> {
  if (digits === undefined) return;
  let answered: Leg["listener"];
  for (const keys of digits.split(",")) {
    await leg.until(() => leg.listener !== answered && leg.listener !== undefined && leg.listener.for !== "record");
    answered = leg.listener;
    await leg.sleep(reactionMs, "far-end");
    leg.receive({ kind: "keys", digits: keys });
  }
}

async function converse(leg: Leg, behaviour: Extract<PhoneBehaviour, { kind: "answers" }>): Promise<void> {
  await leg.until(() => leg.heard.some((event) => event.kind === "bridged"));
  if (behaviour.says !== undefined) speak(leg, behaviour.says);
  if (behaviour.talksForSeconds === undefined) return;
  await leg.sleep(behaviour.talksForSeconds * 1000, "far-end");
  leg.hangUp();
}

function speak(leg: Leg, text: string): void {
  leg.receive({ kind: "speech", text, durationMs: speechMs(text) });
}
