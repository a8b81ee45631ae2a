import { findPhrases, indexPhrases } from "./find-phrases.ts";
import type { Word } from "./words.ts";

// What speech-to-text writes for a recording without a voice: names of noises, and the closing lines of videos that
// Whisper-like models invent for silence.
const NOISE = new Set(
  "silence beep beeping tone noise static music blank audio inaudible unintelligible background breathing click clicking dial ringing um uh hmm mm mhm ah er you bye transcript unavailable no speech detected".split(
    " ",
  ),
);
const INVENTED = indexPhrases([
  {
    phrases: [
      "thanks|thank you? ..1 for watching",
      "thank you for watching",
      "subtitles by",
      "please subscribe",
      "subscribe to my|the|our channel",
      "like and subscribe",
      "see you in the next video",
      "transcribed by",
      "amara org",
      "subtitulos realizados",
    ],
  },
]);

/** Whether anybody said (or wrote) something. Silence must never become a sentence. */
export function hasSpeech(words: readonly Word[], channel: "voicemail" | "sms"): boolean {
  if (words.length === 0) return false;
  if (channel === "sms") return true;
  if (words.length <= 12 && words.every((word) => NOISE.has(word.text))) return false;
  return !(words.length <= 12 && findPhrases(INVENTED, words).length > 0);
}
