const samplesPerSecond = 8000;

/**
 * A playable WAV (16-bit PCM, 8 kHz, mono) of exactly this length: a humming voice while somebody spoke, silence else.
 * Without speech the whole of it is silent.
 */
export function spokenWav(durationSeconds: number, speech: readonly { atMs: number; durationMs: number }[]): Buffer {
  const samples = Math.round(durationSeconds * samplesPerSecond);
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write("RIFF", 0, "latin1");
  wav.writeUInt32LE(36 + samples * 2, 4);
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
  // Leading silence is trimmed from a recording, so the first word stands at its beginning.
  const firstMs = speech[0]?.atMs ?? 0;
  for (const part of speech) {
    const from = Math.round(((part.atMs - firstMs) / 1000) * samplesPerSecond);
    const to = Math.min(samples, from + Math.round((part.durationMs / 1000) * samplesPerSecond));
    for (let at = from; at < to; at += 1) wav.writeInt16LE(hum(at / samplesPerSecond), 44 + at * 2);
  }
  return wav;
}

/** Something like a voice: a wavering pitch, about four syllables a second. */
function hum(second: number): number {
  const pitch = 140 + 25 * Math.sin(second * 2.1);
  const syllable = Math.max(0, Math.sin(second * Math.PI * 4)) * (0.6 + 0.4 * Math.sin(second * 1.3));
  const tone = Math.sin(2 * Math.PI * pitch * second) + 0.5 * Math.sin(4 * Math.PI * pitch * second);
  return Math.round(tone * syllable * 7000);
}

/** A playable MP3 of this length and no sound: silent frames of MPEG-1 layer III, 32 kbit/s, 32 kHz, mono, 36 ms each. */
export function silentMp3(durationSeconds: number): Buffer {
  const frame = Buffer.alloc(144);
  frame.set([0xff, 0xfb, 0x18, 0xc4]);
  return Buffer.concat(Array.from({ length: Math.max(1, Math.ceil(durationSeconds / 0.036)) }, () => frame));
}
