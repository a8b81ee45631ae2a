import { z } from "zod";
import { postToService, readJsonObject } from "#providers/ai-request.ts";
import { type AiService, AiServiceError } from "#providers/ai-service.ts";
import { languageCode } from "#providers/speech/language-code.ts";
import type { HeardSpeech, SpeechProvider, SpokenAudio } from "#providers/speech/provider.ts";
import { refusedAnswer } from "#providers/speech/refused-answer.ts";

const usualPath = "/listen";
const answerBytesMax = 8 * 1024 * 1024;

const word = z.object({ word: z.string(), start: z.number(), end: z.number(), punctuated_word: z.string().nullish() });
const answer = z.object({
  results: z.object({
    channels: z
      .array(
        z.object({
          alternatives: z
            .array(z.object({ transcript: z.string().max(200_000), words: z.array(word).max(20_000).nullish() }))
            .max(100),
          detected_language: z.string().nullish(),
        }),
      )
      .max(16),
  }),
});

/** Deepgram's prerecorded audio (docs/rules.md T7.2): the audio as it is, the wishes in the query. */
export function createDeepgram(): SpeechProvider {
  return {
    name: "deepgram",
    label: "Deepgram",
    usualPath,
    givesWordTimes: true,
    transcribe: async (service, spoken, signal) => {
      const response = await postToService(service, {
        path: `${service.path ?? usualPath}?${wishes(service, spoken)}`,
        headers: {
          "content-type": spoken.contentType,
          ...(service.apiKey === null ? {} : { authorization: `Token ${service.apiKey}` }),
        },
        body: new Uint8Array(spoken.audio),
        signal,
        answerBytesMax,
      });
      if (response.status >= 300) throw refusedAnswer(response.status);
      return { ...heardIn(response.text, spoken), model: service.model };
    },
  };
}

function wishes({ model }: AiService, { language }: SpokenAudio): URLSearchParams {
  const hint = language === null ? { detect_language: "true" } : { language };
  return new URLSearchParams({ model, smart_format: "true", punctuate: "true", ...hint });
}

/** Both sides of a recorded call have a channel of their own; whoever spoke is heard, in the order of the channels. */
function heardIn(text: string, spoken: SpokenAudio): Omit<HeardSpeech, "model"> {
  const parsed = answer.safeParse(readJsonObject(text));
  if (!parsed.success)
    throw new AiServiceError("broken-answer", "The service's answer has no transcript.", { retryable: true });
  const channels = parsed.data.results.channels
    .map(({ alternatives, detected_language }) => ({ best: alternatives[0], language: detected_language ?? null }))
    .filter(({ best }) => best !== undefined && best.transcript.trim() !== "");
  const words = channels.flatMap(({ best }) => best?.words ?? []);
  return {
    text: channels.map(({ best }) => best?.transcript.trim()).join(" "),
    language: languageCode(channels[0]?.language ?? spoken.language),
    // With two who spoke, the times begin anew: they are no order of the one text any more.
    words:
      words.length === 0 || channels.length > 1
        ? null
        : words.map((one) => ({
            text: one.punctuated_word ?? one.word,
            startMs: Math.round(one.start * 1000),
            endMs: Math.round(one.end * 1000),
          })),
  };
}
