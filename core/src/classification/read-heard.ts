import { classifyByRules } from "./classify-by-rules.ts";
import { dropLoops } from "./drop-loops.ts";
import { MESSAGE_LENGTH_MAX } from "./judge-message.ts";
import { type HeardWord, placeWords, redactSpoken, type SpokenRedaction, type SpokenText } from "./spoken-text.ts";
import type { Trade } from "./trade.ts";

export type ReadSpeech = {
  /** Redacted, without loops; null when nobody said anything. */
  readonly text: string | null;
  readonly words: SpokenText["words"];
  readonly redactions: readonly SpokenRedaction[];
};

/**
 * Makes of what a speech service heard what may be kept: loops dropped, private numbers taken out, the words' times with
 * it. A transcript that is nothing but a loop is nobody speaking, unless the one phrase means something by itself: people
 * in need say it again and again too. The options are those of `redact`.
 */
export function readHeard(
  heard: { readonly text: string; readonly words: readonly HeardWord[] | null },
  options: { readonly knownNumbers: readonly string[]; readonly trade: Trade },
): ReadSpeech {
  const { spoken, isOnlyLoop } = dropLoops(placeWords(heard.text.slice(0, MESSAGE_LENGTH_MAX), heard.words));
  const read = redactSpoken(spoken, options);
  const isNothing = read.spoken.text.trim() === "" || (isOnlyLoop && saysNothing(read.spoken.text, options.trade));
  if (isNothing) return { text: null, words: null, redactions: [] };
  return { text: read.spoken.text, words: read.spoken.words, redactions: read.redactions };
}

function saysNothing(text: string, trade: Trade): boolean {
  const { intent, urgency, speech, optOut } = classifyByRules({ text, channel: "voicemail", trade, callFacts: {} });
  return speech === "no-speech" || (intent === "unclear" && urgency === "unknown" && !optOut);
}
