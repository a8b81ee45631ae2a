import type { AiService } from "#providers/ai-service.ts";

export interface SpokenAudio {
  readonly audio: Buffer;
  /** Such as `audio/wav`. */
  readonly contentType: string;
  /** ISO 639-1, when it is known before; null lets the service find out. */
  readonly language: string | null;
}

/** A word as it was heard, with its place in the audio. */
export interface HeardWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

export interface HeardSpeech {
  /** Empty when nobody spoke. */
  readonly text: string;
  /** ISO 639-1; null when the service does not say. */
  readonly language: string | null;
  /** null: this service or model gives no times for words. */
  readonly words: readonly HeardWord[] | null;
  readonly model: string;
}

/**
 * The port for speech-to-text. An adapter sends the audio to the account's own service and nowhere else, keeps nothing,
 * and hands back what was heard; whether there is anything to hear is decided before, from the audio.
 */
export interface SpeechProvider {
  readonly name: string;
  readonly label: string;
  /** The usual path after the base address, such as `/audio/transcriptions`. */
  readonly usualPath: string;
  /** Whether an answer can carry word times, without which a private number can only be kept by locking the audio away. */
  readonly givesWordTimes: boolean;
  /** @throws AiServiceError */
  transcribe(service: AiService, spoken: SpokenAudio, signal: AbortSignal): Promise<HeardSpeech>;
}
