import { SeededRandom } from "./seeded-random.ts";

const samplesPerSecond = 8000;
const headerBytes = 44;

/**
 * A playable WAV (16-bit PCM, 8 kHz, mono) that is shaped like somebody speaking: tones in the rhythm of syllables, with
 * pauses for breath. The same seed gives the same voice. Put together from ready-made syllables, because computing
 * every sample of a month's voicemails would take longer than the rest of the demo.
 */
export function sampleVoice(seconds: number, seed: number): Buffer {
  const random = new SeededRandom(seed);
  const samples = Math.round(seconds * samplesPerSecond);
  const wav = Buffer.alloc(headerBytes + samples * 2);
  writeHeader(wav, samples);
  const voice = syllables[seed % syllables.length] ?? [];
  let at = headerBytes + 2 * Math.round(0.3 * samplesPerSecond);
  while (at < wav.length - samplesPerSecond) {
    const words = random.whole(3, 9);
    for (let word = 0; word < words && at < wav.length - samplesPerSecond / 2; word += 1) {
      const syllable = random.pick(voice);
      at += syllable.copy(wav, at, 0, Math.min(syllable.length, wav.length - at));
      at += 2 * Math.round(random.between(0, 0.06) * samplesPerSecond);
    }
    at += 2 * Math.round(random.between(0.15, 0.6) * samplesPerSecond);
  }
  return wav;
}

function writeHeader(wav: Buffer, samples: number): void {
  wav.write("RIFF", 0, "latin1");
  wav.writeUInt32LE(headerBytes - 8 + samples * 2, 4);
  wav.write("WAVEfmt ", 8, "latin1");
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(samplesPerSecond, 24);
  wav.writeUInt32LE(samplesPerSecond * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36, "latin1");
  wav.writeUInt32LE(samples * 2, 40);
}

/** Four voices of eight syllables each, from deep to high. */
const syllables: readonly (readonly Buffer[])[] = [110, 135, 175, 210].map((pitch) =>
  Array.from({ length: 8 }, (_, nth) =>
    syllable(pitch * (0.9 + 0.04 * nth), 0.13 + 0.02 * (nth % 5), 0.5 + 0.07 * (nth % 6)),
  ),
);

/** One syllable: a tone with two overtones that swells and falls. `loudness` is 0 to 1. */
function syllable(pitch: number, seconds: number, loudness: number): Buffer {
  const samples = Math.round(seconds * samplesPerSecond);
  const bytes = Buffer.alloc(samples * 2);
  for (let nth = 0; nth < samples; nth += 1) {
    const second = nth / samplesPerSecond;
    const swell = Math.sin((Math.PI * nth) / samples) ** 1.5;
    const phase = 2 * Math.PI * pitch * (second - 0.08 * second * second);
    const tone = Math.sin(phase) + 0.45 * Math.sin(2 * phase) + 0.2 * Math.sin(3 * phase);
    bytes.writeInt16LE(Math.round(tone * swell * loudness * 11_000), nth * 2);
  }
  return bytes;
}
