/** How many bars the player draws. */
const peakCount = 96;

export interface MeasuredAudio {
  /** Loudest amplitude of each of 96 equal parts, 0 to 1. */
  readonly peaks: readonly number[];
  readonly durationSeconds: number;
}

/** The waveform and length of a WAV with 16-bit PCM or 8-bit µ-law samples; null for other audio. */
export function measureAudio(wav: Buffer): MeasuredAudio | null {
  const format = readWav(wav);
  if (format === null) return null;
  const { samples, sampleRate, frameBytes, amplitudeAt } = format;
  const frames = Math.floor(samples.length / frameBytes);
  if (frames === 0 || sampleRate === 0) return null;
  const perPeak = Math.max(1, Math.floor(frames / peakCount));
  const peaks: number[] = [];
  for (let part = 0; part < Math.min(peakCount, frames); part += 1) {
    let loudest = 0;
    // Every eighth frame is enough for a bar of three pixels.
    for (let frame = part * perPeak; frame < Math.min(frames, (part + 1) * perPeak); frame += 8)
      loudest = Math.max(loudest, amplitudeAt(frame));
    peaks.push(Math.round(loudest * 100) / 100);
  }
  return { peaks, durationSeconds: Math.round(frames / sampleRate) };
}

function readWav(wav: Buffer) {
  if (wav.length < 44 || wav.toString("latin1", 0, 4) !== "RIFF" || wav.toString("latin1", 8, 12) !== "WAVE")
    return null;
  let at = 12;
  let coding = 0;
  let sampleRate = 0;
  let frameBytes = 0;
  while (at + 8 <= wav.length) {
    const name = wav.toString("latin1", at, at + 4);
    const size = wav.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === "fmt " && body + 14 <= wav.length) {
      coding = wav.readUInt16LE(body);
      sampleRate = wav.readUInt32LE(body + 4);
      frameBytes = wav.readUInt16LE(body + 12);
    }
    if (name === "data" && frameBytes > 0) {
      const samples = wav.subarray(body, Math.min(wav.length, body + size));
      const bytes = frameBytes;
      if (coding === 1 && bytes >= 2)
        return {
          samples,
          sampleRate,
          frameBytes: bytes,
          amplitudeAt: (frame: number) => Math.abs(samples.readInt16LE(frame * bytes)) / 32_768,
        };
      if (coding === 7)
        return {
          samples,
          sampleRate,
          frameBytes: bytes,
          amplitudeAt: (frame: number) => Math.abs(fromMulaw(samples[frame * bytes] ?? 0xff)) / 32_768,
        };
      return null;
    }
    at = body + size + (size % 2);
  }
  return null;
}

/** ITU-T G.711 µ-law to 16-bit. */
function fromMulaw(byte: number): number {
  const inverted = ~byte & 0xff;
  const magnitude = (((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4);
  return inverted & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
}
