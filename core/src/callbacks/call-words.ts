// What a call shows without a word being said. Facts only: what nobody knows is left out, never guessed.

import type { MissReason } from "#calls/missed-call.ts";
import { plainWords, sentenceCase } from "./label-words.ts";

export type TranscriptStanding = "none" | "on-its-way" | "ready" | "no-speech" | "failed";

export interface CallStory {
  readonly state: string;
  readonly outcome: string | null;
  readonly missReason: string | null;
  readonly rangSeconds: number | null;
  /** How long the caller waited in all; where it is not known it is left out. */
  readonly waitedSeconds?: number | null;
  /** null: none was left. */
  readonly voicemail: { readonly seconds: number | null; readonly transcript: TranscriptStanding } | null;
}

/** How the call went, in one or two sentences, for the place where the caller's words would stand. */
export function callWords(call: CallStory): string {
  // They never called: words of theirs stand in the row, or a picture does.
  if (call.state === "texted") return "Sent a text without words.";
  if (call.voicemail !== null) return voicemailWords(call.voicemail);
  if (call.state === "voicemail") return "At the voicemail right now.";
  const missed = missWords(call);
  return call.missReason !== null && saysItAll.has(call.missReason) ? `${missed}.` : `No voicemail. ${missed}.`;
}

/** Whoever hung up left no voicemail, and that needs no saying. */
const saysItAll: ReadonlySet<string> = new Set<MissReason>([
  "abandoned-while-ringing",
  "abandoned-in-queue",
  "abandoned-in-menu",
  "after-hours",
]);

/** Why no person answered, as the first words of a sentence: `Rang 22 s, nobody answered`. */
export function missWords({
  missReason,
  rangSeconds,
  waitedSeconds = null,
}: Pick<CallStory, "missReason" | "rangSeconds" | "waitedSeconds">): string {
  switch (missReason) {
    case "abandoned-while-ringing":
      return rangSeconds === null ? "Hung up while it rang" : `Hung up after ${rangSeconds} s`;
    case "abandoned-in-queue":
      return waitedSeconds === null ? "Hung up in the queue" : `Hung up in the queue after ${waitedSeconds} s`;
    case "abandoned-in-menu":
      return "Hung up in the menu";
    case "not-connected":
      return "Somebody picked up, but the two were never connected";
    case "no-answer":
      return rangSeconds === null ? "Nobody answered" : `Rang ${rangSeconds} s, nobody answered`;
    case "after-hours":
      return "Called after hours";
    case "busy":
      return "All phones were busy";
    case "no-agent-on-duty":
      return "Nobody was on duty";
    case "voicemail-answered":
      return "A phone's own voicemail picked up, no person did";
    case "system-failure":
      return "The call could not be put through";
    case "unknown":
      return "Nothing shows that a person answered";
    default:
      return "Nobody answered";
  }
}

/** The reason in the fewest words, for chips and filters: `No answer`, `Hung up in the queue`. */
export const missLabels: Readonly<Record<MissReason, string>> = {
  "no-answer": "No answer",
  busy: "Busy",
  "abandoned-while-ringing": "Hung up while it rang",
  "abandoned-in-queue": "Hung up in the queue",
  "abandoned-in-menu": "Hung up in the menu",
  "after-hours": "After hours",
  "no-agent-on-duty": "Nobody on duty",
  "voicemail-answered": "A voicemail answered",
  "not-connected": "Picked up, never connected",
  "system-failure": "System failure",
  unknown: "Not known why",
};

/** The label of a reason as it was stored; one that nobody wrote words for is shown as it is. */
export function missLabel(reason: string): string {
  const labels: Readonly<Record<string, string>> = missLabels;
  return labels[reason] ?? sentenceCase(plainWords(reason));
}

function voicemailWords({ seconds, transcript }: NonNullable<CallStory["voicemail"]>): string {
  const length = seconds === null ? "" : `, ${seconds} s`;
  switch (transcript) {
    case "on-its-way":
      return `Voicemail${length}. Its words are on their way.`;
    case "no-speech":
      return `Voicemail${length}. Nobody speaks on it.`;
    case "failed":
      return `Voicemail${length}. It could not be transcribed; listen to it.`;
    default:
      return `Voicemail${length}.`;
  }
}
