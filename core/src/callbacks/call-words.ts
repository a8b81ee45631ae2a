// What a call shows without a word being said. Facts only: what nobody knows is left out, never guessed.

export type TranscriptStanding = "none" | "on-its-way" | "ready" | "no-speech" | "failed";

export interface CallStory {
  readonly state: string;
  readonly outcome: string | null;
  readonly missReason: string | null;
  readonly rangSeconds: number | null;
  /** null: none was left. */
  readonly voicemail: { readonly seconds: number | null; readonly transcript: TranscriptStanding } | null;
}

/** How the call went, in one or two sentences, for the place where the caller's words would stand. */
export function callWords(call: CallStory): string {
  if (call.voicemail !== null) return voicemailWords(call.voicemail);
  if (call.state === "voicemail") return "At the voicemail right now.";
  const missed = missWords(call);
  return call.missReason === "abandoned-while-ringing" || call.missReason === "after-hours"
    ? `${missed}.`
    : `No voicemail. ${missed}.`;
}

/** Why no person answered, as the first words of a sentence: `Rang 22 s, nobody answered`. */
export function missWords({ missReason, rangSeconds }: Pick<CallStory, "missReason" | "rangSeconds">): string {
  switch (missReason) {
    case "abandoned-while-ringing":
      return rangSeconds === null ? "Hung up while it rang" : `Hung up after ${rangSeconds} s`;
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
    default:
      return "Nobody answered";
  }
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
