/** Sound as a phone system keeps it, open for reading sample by sample and for silencing in place. */
export interface Wav {
  readonly sampleRate: number;
  readonly channels: number;
  /** How many moments were sampled; each holds one sample a channel. */
  readonly frames: number;
  /** -1 to 1. */
  sampleAt(frame: number, channel: number): number;
  /** The same file, silent from `fromFrame` up to `toFrame`; its length and everything else stay as they are. */
  silenced(spans: readonly { readonly fromFrame: number; readonly toFrame: number }[]): Buffer;
}

interface Coding {
  readonly bytes: number;
  readonly silence: number;
  read(data: Buffer, at: number): number;
}

/**
 * Reads a WAV with PCM samples of 8 or 16 bits, µ-law or A-law; null for everything else, and for a file without samples.
 * A length that a phone system never filled in (0 or all ones, because it wrote as it heard) means "to the end".
 */
export function readWav(file: Buffer): Wav | null {
  if (file.length < 44 || file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WAVE")
    return null;
  let format: { coding: Coding; channels: number; sampleRate: number } | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString("latin1", at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === "fmt ") format = readFormat(file, body, size);
    if (name === "data") return format === null ? null : openSamples(file, body, size, format);
    at = body + size + (size % 2);
  }
  return null;
}

const extensible = 0xfffe;

function readFormat(file: Buffer, at: number, size: number) {
  if (size < 16 || at + 16 > file.length) return null;
  const written = file.readUInt16LE(at);
  const tag = written === extensible && size >= 26 && at + 26 <= file.length ? file.readUInt16LE(at + 24) : written;
  const channels = file.readUInt16LE(at + 2);
  const sampleRate = file.readUInt32LE(at + 4);
  const bits = file.readUInt16LE(at + 14);
  const coding = codings[`${tag}:${bits}`];
  if (coding === undefined || channels < 1 || channels > 8 || sampleRate < 4_000 || sampleRate > 192_000) return null;
  return { coding, channels, sampleRate };
}

function openSamples(
  file: Buffer,
  body: number,
  size: number,
  { coding, channels, sampleRate }: { coding: Coding; channels: number; sampleRate: number },
): Wav | null {
  const rest = file.length - body;
  const length = size === 0 || size > rest ? rest : size;
  const frameBytes = coding.bytes * channels;
  const frames = Math.floor(length / frameBytes);
  if (frames === 0) return null;
  return {
    sampleRate,
    channels,
    frames,
    sampleAt: (frame, channel) => coding.read(file, body + frame * frameBytes + channel * coding.bytes),
    silenced: (spans) => {
      const quiet = Buffer.from(file);
      for (const { fromFrame, toFrame } of spans) {
        const from = Math.min(frames, Math.max(0, fromFrame));
        const to = Math.min(frames, Math.max(from, toFrame));
        quiet.fill(coding.silence, body + from * frameBytes, body + to * frameBytes);
      }
      return quiet;
    },
  };
}

/** By the format's number and the bits of a sample (RFC 2361 §A: 1 PCM, 6 A-law, 7 µ-law). */
const codings: Readonly<Record<string, Coding>> = {
  "1:8": { bytes: 1, silence: 0x80, read: (data, at) => ((data[at] ?? 0x80) - 0x80) / 128 },
  "1:16": { bytes: 2, silence: 0, read: (data, at) => data.readInt16LE(at) / 32_768 },
  "6:8": { bytes: 1, silence: 0xd5, read: (data, at) => (alaw[data[at] ?? 0xd5] ?? 0) / 32_768 },
  "7:8": { bytes: 1, silence: 0xff, read: (data, at) => (mulaw[data[at] ?? 0xff] ?? 0) / 32_768 },
};

/** ITU-T G.711 µ-law to 16-bit. */
const mulaw = Array.from({ length: 256 }, (_, byte) => {
  const inverted = ~byte & 0xff;
  const magnitude = (((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4);
  return inverted & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
});

/** ITU-T G.711 A-law to 16-bit. */
const alaw = Array.from({ length: 256 }, (_, byte) => {
  const inverted = byte ^ 0x55;
  const exponent = (inverted & 0x70) >> 4;
  const mantissa = ((inverted & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return inverted & 0x80 ? magnitude : -magnitude;
});
