/** A second of a quiet tone as a WAV of 16 bit at 16 kHz: enough for a speech service to say whether it works. */
export function sampleTone(): { audio: Buffer; contentType: string; seconds: number } {
  const rate = 16_000;
  const audio = Buffer.alloc(44 + rate * 2);
  audio.write("RIFF", 0);
  audio.writeUInt32LE(audio.length - 8, 4);
  audio.write("WAVEfmt ", 8);
  audio.writeUInt32LE(16, 16);
  audio.writeUInt16LE(1, 20); // PCM
  audio.writeUInt16LE(1, 22); // one channel
  audio.writeUInt32LE(rate, 24);
  audio.writeUInt32LE(rate * 2, 28);
  audio.writeUInt16LE(2, 32);
  audio.writeUInt16LE(16, 34);
  audio.write("data", 36);
  audio.writeUInt32LE(rate * 2, 40);
  for (let at = 0; at < rate; at += 1)
    audio.writeInt16LE(Math.round(3000 * Math.sin((2 * Math.PI * 440 * at) / rate)), 44 + at * 2);
  return { audio, contentType: "audio/wav", seconds: 1 };
}
