import { setImmediate as breathe } from "node:timers/promises";
import type { AudioFrame, HeardSound } from "@ringback/core/classification/judge-audio.ts";
import { createFourier } from "./fourier.ts";
import { readWav, type Wav } from "./wav.ts";

/** A telephone carries up to 3.4 kHz, so everything is listened to at this rate. */
const rate = 8_000;
const windowSamples = 512;
const hopSamples = 160;
const hopMs = (hopSamples / rate) * 1000;
/** The pitch of voices, children's included, in samples of a period. */
const shortestPeriod = 16;
const longestPeriod = 133;
/** What is compared with what, to see whether a tone stands still: a tenth of a second apart. */
const steadyHops = 5;
/** How little a machine's tone wavers, in decibels. */
const toneWaversDb = 0.8;
/** Longer recordings are listened to up to here. */
const listenedSeconds = 300;
/** Between two pauses for other work, about 10 ms. */
const hopsWithoutPause = 200;

type Writable<Frame> = { -readonly [Key in keyof Frame]: Frame[Key] };

/** Listens to a WAV as `judge-audio.ts` needs it; null for other audio. Pauses now and then, so that nobody waits for it. */
export async function measureSound(file: Buffer): Promise<HeardSound | null> {
  const wav = readWav(file);
  if (wav === null) return null;
  const samples = toTelephoneRate(wav);
  const durationMs = Math.round((wav.frames / wav.sampleRate) * 1000);
  const listen = createListener();
  const frames: Writable<AudioFrame>[] = [];
  const window = new Float64Array(windowSamples);
  for (let from = 0; from + hopSamples <= samples.length; from += hopSamples) {
    window.fill(0);
    window.set(samples.subarray(from, from + windowSamples));
    frames.push(listen(window));
    // A tone that stands now stood a tenth of a second ago.
    const before = frames.at(-1 - steadyHops);
    if (before !== undefined && frames.at(-1)?.isSteady === true) before.isSteady = true;
    if (before !== undefined) before.toneHertz ??= frames.at(-1)?.toneHertz ?? null;
    if (frames.length % hopsWithoutPause === 0) await breathe();
  }
  return { durationMs, listenedMs: Math.round((samples.length / rate) * 1000), hopMs, frames };
}

/** All channels as one, averaged down (or stretched) to the telephone's rate. */
function toTelephoneRate(wav: Wav): Float64Array {
  const { frames, channels, sampleRate } = wav;
  const step = sampleRate / rate;
  const length = Math.min(Math.floor(frames / step), listenedSeconds * rate);
  return Float64Array.from({ length }, (_, at) => {
    const from = Math.floor(at * step);
    const to = Math.max(from + 1, Math.min(frames, Math.floor((at + 1) * step)));
    let sum = 0;
    for (let frame = from; frame < to; frame += 1)
      for (let channel = 0; channel < channels; channel += 1) sum += wav.sampleAt(frame, channel);
    return sum / ((to - from) * channels);
  });
}

/** Answers a function that is given one window after another and remembers the tones of the last ones. */
function createListener(): (window: Float64Array) => AudioFrame {
  const size = windowSamples * 2; // as much silence behind, so that the periods do not wrap around
  const transform = createFourier(size);
  const bell = Float64Array.from(
    { length: windowSamples },
    (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / windowSamples),
  );
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  const power = new Float64Array(size / 2);
  const bellPeriods = periodsOf(bell);
  const remembered: { readonly tones: readonly Tone[]; readonly loudness: number }[] = [];

  function periodsOf(values: Float64Array): Float64Array {
    real.fill(0);
    imaginary.fill(0);
    real.set(values);
    transform(real, imaginary);
    for (let at = 0; at < size; at += 1) {
      real[at] = (real[at] ?? 0) ** 2 + (imaginary[at] ?? 0) ** 2;
      if (at < size / 2) power[at] = real[at] ?? 0;
    }
    imaginary.fill(0);
    transform(real, imaginary);
    return real.slice(0, longestPeriod + 1);
  }

  return (window) => {
    const mean = window.reduce((sum, sample) => sum + sample, 0) / windowSamples;
    let energy = 0;
    const shaped = window.map((sample, at) => {
      const centred = sample - mean;
      // The level is that of the window's beginning, one hop, so that short pauses show.
      if (at < hopSamples) energy += centred * centred;
      return centred * (bell[at] ?? 0);
    });
    const periods = periodsOf(shaped);
    const tones = strongestTones(power, rate / size);
    const before = remembered.length >= steadyHops ? remembered.shift() : undefined;
    const loudness = 10 * Math.log10((periods[0] ?? 0) + 1e-12);
    remembered.push({ tones, loudness });
    const isSteady = before !== undefined && standStill(before.tones, tones);
    return {
      levelDb: energy === 0 ? -120 : Math.max(-120, 10 * Math.log10(energy / hopSamples)),
      voicing: voicingOf(periods, bellPeriods),
      isSteady,
      toneHertz: isSteady && Math.abs(loudness - before.loudness) <= toneWaversDb ? (tones[0]?.hertz ?? null) : null,
    };
  };
}

/** How much a window repeats itself at the pitch of a voice, 0 to 1 (autocorrelation, the window's own taken out). */
function voicingOf(periods: Float64Array, bellPeriods: Float64Array): number {
  const whole = (periods[0] ?? 0) / (bellPeriods[0] ?? 1);
  if (whole <= 0) return 0;
  let best = 0;
  for (let period = shortestPeriod; period <= longestPeriod; period += 1)
    best = Math.max(best, (periods[period] ?? 0) / (bellPeriods[period] ?? 1) / whole);
  return Math.min(1, best);
}

interface Tone {
  readonly hertz: number;
  readonly power: number;
}

const tonesMost = 3;
/** A tone this much weaker than the strongest is not looked at: a thirtieth of its power. */
const weakest = 1 / 30;

/** The strongest tones between 150 and 3600 Hz; their places are read between the bins (parabola over the logarithm). */
function strongestTones(power: Float64Array, binHertz: number): Tone[] {
  const tones: Tone[] = [];
  for (let bin = Math.ceil(150 / binHertz); bin < 3_600 / binHertz; bin += 1) {
    const [left = 0, here = 0, right = 0] = [power[bin - 1], power[bin], power[bin + 1]];
    if (here <= 0 || here < left || here <= right) continue;
    const [a, b, c] = [Math.log(left + 1e-30), Math.log(here), Math.log(right + 1e-30)];
    const shift = (a - c) / (2 * (a - 2 * b + c));
    tones.push({ hertz: (bin + (Number.isFinite(shift) ? shift : 0)) * binHertz, power: here });
  }
  tones.sort((one, other) => other.power - one.power);
  const loudest = tones[0]?.power ?? 0;
  return tones.slice(0, tonesMost).filter((tone) => tone.power >= loudest * weakest);
}

/** How far a tone may drift in a tenth of a second and still stand still. A voice glides by more. */
const driftShare = 0.006;
const driftHertz = 2.5;

/** Whether most of the strongest tones, by power, were there before at the same pitch. */
function standStill(before: readonly Tone[], now: readonly Tone[]): boolean {
  const found = now.filter((tone) =>
    before.some(({ hertz }) => Math.abs(hertz - tone.hertz) <= Math.max(driftHertz, tone.hertz * driftShare)),
  );
  const sum = (tones: readonly Tone[]) => tones.reduce((total, { power }) => total + power, 0);
  return found.length > 0 && sum(found) >= 0.8 * sum(now);
}
