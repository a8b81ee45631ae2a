import fc from "fast-check";
import { expect, test } from "vitest";
import { soundOf, type WavCoding, wavOf } from "#testing/sounds.ts";
import { measureAudio } from "./measure-audio.ts";
import { readWav } from "./wav.ts";

const codings: readonly WavCoding[] = ["pcm8", "pcm16", "mulaw", "alaw"];
const hum = soundOf(2, (second) => 0.5 * Math.sin(2 * Math.PI * 200 * second));

test.each(codings)("%s comes out as it went in, as near as its coding allows", (coding) => {
  const wav = readWav(wavOf(hum, { coding }));
  if (wav === null) throw new Error("unread");
  expect(wav).toMatchObject({ frames: 16_000, channels: 1, sampleRate: 8_000 });
  const worst = hum.reduce((most, sample, frame) => Math.max(most, Math.abs(wav.sampleAt(frame, 0) - sample)), 0);
  expect(worst).toBeLessThan(0.02);
});

test.each(codings)("silencing %s takes the sound out of the span and leaves the rest, bit for bit", (coding) => {
  fc.assert(
    fc.property(fc.nat(17_000), fc.nat(17_000), fc.constantFrom(1 as const, 2 as const), (one, other, channels) => {
      const file = wavOf(hum, { coding, channels });
      const span = { fromFrame: Math.min(one, other), toFrame: Math.max(one, other) };
      const quiet = readWav(file)?.silenced([span]) ?? Buffer.alloc(0);
      const wav = readWav(quiet);
      const frameBytes = channels * (coding === "pcm16" ? 2 : 1);
      const [from, to] = [span.fromFrame, span.toFrame].map((frame) => 44 + Math.min(16_000, frame) * frameBytes);
      expect(quiet.length).toBe(file.length);
      expect(quiet.subarray(0, from).equals(file.subarray(0, from))).toBe(true);
      expect(quiet.subarray(to).equals(file.subarray(to))).toBe(true);
      let loudest = 0;
      for (let frame = span.fromFrame; frame < Math.min(16_000, span.toFrame); frame += 1)
        for (let channel = 0; channel < channels; channel += 1)
          loudest = Math.max(loudest, Math.abs(wav?.sampleAt(frame, channel) ?? 1));
      expect(loudest).toBeLessThan(0.001);
    }),
    { numRuns: 25 },
  );
});

test("the waveform of a stereo recording is that of its louder side", () => {
  const mono = measureAudio(wavOf(hum, { coding: "pcm16" }));
  expect(measureAudio(wavOf(hum, { coding: "pcm16", channels: 2 }))).toEqual(mono);
  expect(mono?.durationSeconds).toBe(2);
});

test("no bytes make the reader throw or read beyond the file", () => {
  const file = wavOf(hum.slice(0, 400), { coding: "pcm16" });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 8 }),
      fc.nat(file.length),
      (writes, length) => {
        const broken = Buffer.from(file.subarray(0, length));
        for (const [at, byte] of writes) if (at < broken.length) broken[at] = byte;
        const wav = readWav(broken);
        if (wav !== null) expect(Number.isFinite(wav.sampleAt(wav.frames - 1, wav.channels - 1))).toBe(true);
      },
    ),
  );
});
