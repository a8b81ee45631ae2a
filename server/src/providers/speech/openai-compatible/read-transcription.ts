import { z } from "zod";
import { languageCode } from "#providers/speech/language-code.ts";
import type { HeardSpeech, HeardWord } from "#providers/speech/provider.ts";

const word = z.object({ word: z.string(), start: z.number(), end: z.number() });
const words = z.array(word).max(20_000);
const segment = z.object({
  text: z.string(),
  start: z.number().nullish(),
  end: z.number().nullish(),
  no_speech_prob: z.number().nullish(),
  avg_logprob: z.number().nullish(),
  words: words.nullish(),
});
/** Local servers leave out what they do not know, or send null. */
const transcription = z.object({
  text: z.string().max(200_000),
  language: z.string().nullish(),
  words: words.nullish(),
  segments: z.array(segment).max(20_000).nullish(),
});

/**
 * What a `json` or `verbose_json` answer says; null when it is neither. Segments that the model itself holds for no speech
 * are left out, by the measure of Whisper (`no_speech_threshold` 0.6 with `logprob_threshold` -1.0 in openai/whisper's
 * `transcribe.py`), because what it writes there nobody said. Words stand beside the segments (OpenAI) or in them
 * (whisper.cpp).
 */
export function readTranscription(answer: unknown): Omit<HeardSpeech, "model"> | null {
  const parsed = transcription.safeParse(answer);
  if (!parsed.success) return null;
  const { text, language } = parsed.data;
  const segments = parsed.data.segments ?? [];
  const kept = segments.filter((one) => !isSilence(one));
  const dropped = segments.filter(isSilence);
  const isDropped = ({ start }: z.infer<typeof word>) =>
    dropped.some((one) => start >= (one.start ?? Number.POSITIVE_INFINITY) && start < (one.end ?? 0));
  const beside = parsed.data.words ?? [];
  const heard = beside.length > 0 ? beside.filter((one) => !isDropped(one)) : kept.flatMap((one) => one.words ?? []);
  return {
    text: dropped.length > 0 ? kept.map((one) => one.text.trim()).join(" ") : text.trim(),
    language: languageCode(language ?? null),
    words: heard.length === 0 ? null : heard.map(toWord),
  };
}

function isSilence({ no_speech_prob: noSpeech, avg_logprob: likely }: z.infer<typeof segment>): boolean {
  return (noSpeech ?? 0) > 0.6 && (likely ?? 0) < -1;
}

function toWord({ word: text, start, end }: z.infer<typeof word>): HeardWord {
  return { text, startMs: Math.round(start * 1000), endMs: Math.round(end * 1000) };
}
