// Sounds that telephones make, computed: lines, tones, machines, music. Voices come from recordings (fixtures/voices).
import { readFileSync } from "node:fs";
import { readWav } from "#providers/telephony/wav.ts";

/** Samples from -1 to 1, 8000 a second, as a telephone line carries. */
export type Sound = Float64Array;
export const soundRate = 8_000;

const sine = (hertz: number, second: number) => Math.sin(2 * Math.PI * hertz * second);

/** A sound by a function of time in seconds. */
export function soundOf(seconds: number, at: (second: number) => number): Sound {
  return Float64Array.from({ length: Math.round(seconds * soundRate) }, (_, sample) => at(sample / soundRate));
}

export const silence = (seconds: number): Sound => soundOf(seconds, () => 0);

/** One sound after another. */
export function inTurn(...sounds: readonly Sound[]): Sound {
  const all = new Float64Array(sounds.reduce((length, sound) => length + sound.length, 0));
  let at = 0;
  for (const sound of sounds) {
    all.set(sound, at);
    at += sound.length;
  }
  return all;
}

/** Sounds at the same time, as long as the longest. */
export function together(...sounds: readonly Sound[]): Sound {
  const length = Math.max(...sounds.map((sound) => sound.length));
  return Float64Array.from({ length }, (_, at) => sounds.reduce((sum, sound) => sum + (sound[at] ?? 0), 0));
}

export const louder = (sound: Sound, times: number): Sound => sound.map((sample) => sample * times);

/** Hiss, the same for one seed every time. */
export function hiss(seconds: number, loudness: number, seed = 1): Sound {
  let state = seed;
  return soundOf(seconds, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return loudness * (state / 2 ** 31 - 1);
  });
}

/** A line with nobody: hiss and the hum of the mains (60 Hz and its third). */
export function lineNoise(seconds: number, loudness = 0.006, seed = 1): Sound {
  return together(
    hiss(seconds, loudness, seed),
    soundOf(seconds, (second) => loudness * (0.8 * sine(60, second) + 0.4 * sine(180, second))),
  );
}

/** Tones that sound for `onSeconds`, pause for `offSeconds`, and begin again. */
export function cadence(
  seconds: number,
  hertz: readonly number[],
  onSeconds: number,
  offSeconds: number,
  loudness = 0.25,
): Sound {
  return soundOf(seconds, (second) =>
    second % (onSeconds + offSeconds) < onSeconds
      ? (loudness / hertz.length) * hertz.reduce((sum, one) => sum + sine(one, second), 0)
      : 0,
  );
}

/** North American call progress tones (ITU-T E.180 supplement 2) and what machines send. */
export const dialTone = (seconds: number) => cadence(seconds, [350, 440], seconds, 0);
export const busyTone = (seconds: number) => cadence(seconds, [480, 620], 0.5, 0.5);
export const reorderTone = (seconds: number) => cadence(seconds, [480, 620], 0.25, 0.25);
export const ringbackTone = (seconds: number) => cadence(seconds, [440, 480], 2, 4);
/** A calling fax machine (ITU-T T.30: 1100 Hz, half a second every three and a half). */
export const faxCalling = (seconds: number) => cadence(seconds, [1100], 0.5, 3);
/** A fax machine or modem that answers (2100 Hz). */
export const faxAnswering = (seconds: number) => cadence(seconds, [2100], seconds, 0);
export const beep = (seconds = 0.4, hertz = 1000) => cadence(seconds, [hertz], seconds, 0, 0.4);

/** Music on hold: chords of plucked strings over a bass, as most systems come with. */
export function holdMusic(seconds: number, { beatSeconds = 0.5, loudness = 0.25 } = {}): Sound {
  const chords = [
    [261.63, 329.63, 392],
    [220, 261.63, 329.63],
    [174.61, 220, 261.63],
    [196, 246.94, 293.66],
  ];
  return soundOf(seconds, (second) => {
    const beat = Math.floor(second / beatSeconds);
    const into = second % beatSeconds;
    const chord = chords[Math.floor(beat / 4) % chords.length] ?? [];
    const tune = (chord[beat % 3] ?? 262) * 2;
    const pluck = Math.exp(-into * 2.5);
    const held = chord.reduce((sum, hertz) => sum + sine(hertz, second) + 0.4 * sine(2 * hertz, second), 0);
    return loudness * (0.2 * held + 0.5 * pluck * (sine(tune, second) + 0.5 * sine(2 * tune, second)));
  });
}

/** Somebody who breathes into the phone and says nothing: slow swells of hiss. */
export function breathing(seconds: number, loudness = 0.05): Sound {
  const air = hiss(seconds, 1, 7);
  let smooth = 0;
  return air.map((sample, at) => {
    smooth += 0.35 * (sample - smooth);
    const swell = Math.max(0, Math.sin((2 * Math.PI * at) / soundRate / 3.2)) ** 1.5;
    return loudness * swell * smooth;
  });
}

/** The click of a receiver that is put down. */
export const click = (): Sound =>
  soundOf(0.03, (second) => 0.5 * Math.exp(-second * 200) * Math.sign(sine(900, second)));

/** A recorded voice of `server/src/testing/fixtures/voices`; `make-voices.ts` there says how they were made. */
export function voice(name: string): Sound {
  const wav = readWav(readFileSync(new URL(`./fixtures/voices/${name}.wav`, import.meta.url)));
  if (wav === null) throw new Error(`There is no voice ${name}.`);
  return Float64Array.from({ length: wav.frames }, (_, at) => wav.sampleAt(at, 0));
}

export type WavCoding = "pcm8" | "pcm16" | "mulaw" | "alaw";

/** A sound as a WAV file. With two channels the second is silent, as phone systems record both sides of a call. */
export function wavOf(
  sound: Sound,
  { coding = "mulaw", channels = 1, rate = soundRate }: { coding?: WavCoding; channels?: 1 | 2; rate?: number } = {},
): Buffer {
  const bytes = coding === "pcm16" ? 2 : 1;
  const frameBytes = bytes * channels;
  const frames = Math.round((sound.length * rate) / soundRate);
  const file = Buffer.alloc(44 + frames * frameBytes);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE({ pcm8: 1, pcm16: 1, mulaw: 7, alaw: 6 }[coding], 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * frameBytes, 28);
  file.writeUInt16LE(frameBytes, 32);
  file.writeUInt16LE(bytes * 8, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(frames * frameBytes, 40);
  for (let frame = 0; frame < frames; frame += 1) {
    const sample = sound[Math.floor((frame * soundRate) / rate)] ?? 0;
    for (let channel = 0; channel < channels; channel += 1)
      writeSample(file, 44 + frame * frameBytes + channel * bytes, channel === 0 ? sample : 0, coding);
  }
  return file;
}

function writeSample(file: Buffer, at: number, sample: number, coding: WavCoding): void {
  const bounded = Math.max(-1, Math.min(1, sample));
  const whole = Math.round(bounded * 32_767);
  if (coding === "pcm16") file.writeInt16LE(whole, at);
  else if (coding === "pcm8") file[at] = Math.max(0, Math.min(255, Math.round(bounded * 127) + 128));
  else file[at] = coding === "mulaw" ? toMulaw(whole) : toAlaw(whole);
}

/** ITU-T G.711, from 16 bits. */
function toMulaw(sample: number): number {
  const magnitude = Math.min(32_635, Math.abs(sample)) + 0x84;
  const exponent = Math.max(0, 24 - Math.clz32(magnitude));
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

function toAlaw(sample: number): number {
  const magnitude = Math.min(32_767, Math.abs(sample)) >> 3;
  const exponent = Math.max(0, 32 - Math.clz32(magnitude >> 4) - 1);
  const bits = exponent === 0 ? magnitude >> 1 : ((magnitude >> exponent) & 0x0f) | (exponent << 4);
  return (bits | (sample < 0 ? 0 : 0x80)) ^ 0x55;
}
