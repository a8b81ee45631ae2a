import { readWav } from "./wav.ts";

/** How many bars the player draws. */
const peakCount = 96;

export interface MeasuredAudio {
  /** Loudest amplitude of each of 96 equal parts, 0 to 1. */
  readonly peaks: readonly number[];
  readonly durationSeconds: number;
}

/** The waveform and length of a WAV (see `wav.ts`); null for other audio. */
export function measureAudio(file: Buffer): MeasuredAudio | null {
  const wav = readWav(file);
  if (wav === null) return null;
  const { frames, channels, sampleRate } = wav;
  const perPeak = Math.max(1, Math.floor(frames / peakCount));
  const peaks: number[] = [];
  for (let part = 0; part < Math.min(peakCount, frames); part += 1) {
    let loudest = 0;
    // Every eighth frame is enough for a bar of three pixels.
    for (let frame = part * perPeak; frame < Math.min(frames, (part + 1) * perPeak); frame += 8)
      for (let channel = 0; channel < channels; channel += 1)
        loudest = Math.max(loudest, Math.abs(wav.sampleAt(frame, channel)));
    peaks.push(Math.round(loudest * 100) / 100);
  }
  return { peaks, durationSeconds: Math.round(frames / sampleRate) };
}
