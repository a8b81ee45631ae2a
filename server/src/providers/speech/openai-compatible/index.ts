import { type AiResponse, postToService, readJsonObject } from "#providers/ai-request.ts";
import { type AiService, AiServiceError } from "#providers/ai-service.ts";
import type { HeardSpeech, SpeechProvider, SpokenAudio } from "#providers/speech/provider.ts";
import { refusedAnswer } from "#providers/speech/refused-answer.ts";
import { readTranscription } from "./read-transcription.ts";

const usualPath = "/audio/transcriptions";
const answerBytesMax = 8 * 1024 * 1024;

/** From what tells most to what every server takes: those that refuse a format or the granularity are asked for less. */
const waysOfAsking = [
  { response_format: "verbose_json", "timestamp_granularities[]": ["word", "segment"] },
  { response_format: "verbose_json" },
  { response_format: "json" },
] as const;

/**
 * Any server that speaks `POST /audio/transcriptions` as OpenAI does (docs/rules.md T7.1): the cloud's, speaches, vLLM,
 * LocalAI, whisper.cpp.
 */
export function createOpenAiCompatibleSpeech(): SpeechProvider {
  // Which way of asking a server took the last time; asking in vain uploads the audio in vain.
  const understood = new Map<string, number>();
  return {
    name: "openai-compatible",
    label: "OpenAI-compatible",
    usualPath,
    givesWordTimes: true,
    transcribe: async (service, spoken, signal) => {
      const server = `${service.baseUrl} ${service.path} ${service.model}`;
      for (let way = understood.get(server) ?? 0; ; way += 1) {
        const answer = await ask(service, spoken, way, signal);
        if (answer.status < 300) {
          if (understood.size >= 100) understood.clear();
          understood.set(server, way);
          return heardIn(answer, service);
        }
        const isOtherWay = [400, 415, 422].includes(answer.status) && way + 1 < waysOfAsking.length;
        if (!isOtherWay) throw refusedAnswer(answer.status);
      }
    },
  };
}

async function ask(service: AiService, spoken: SpokenAudio, way: number, signal: AbortSignal): Promise<AiResponse> {
  const { audio, contentType, language } = spoken;
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(audio)], { type: contentType }), fileName(contentType));
  form.set("model", service.model);
  form.set("temperature", "0");
  if (language !== null) form.set("language", language);
  for (const [name, value] of Object.entries(waysOfAsking[way] ?? {}))
    for (const one of typeof value === "string" ? [value] : value) form.append(name, one);
  return await postToService(service, {
    path: service.path ?? usualPath,
    headers: service.apiKey === null ? {} : { authorization: `Bearer ${service.apiKey}` },
    body: form,
    signal,
    answerBytesMax,
  });
}

/** Servers choose the decoder by the name's ending. */
function fileName(contentType: string): string {
  if (contentType === "audio/mpeg") return "voicemail.mp3";
  return contentType === "audio/ogg" ? "voicemail.ogg" : "voicemail.wav";
}

function heardIn(answer: AiResponse, { model }: AiService): HeardSpeech {
  const heard = readTranscription(readJsonObject(answer.text));
  if (heard === null)
    throw new AiServiceError("broken-answer", "The service's answer has no text.", { retryable: true });
  return { ...heard, model };
}
