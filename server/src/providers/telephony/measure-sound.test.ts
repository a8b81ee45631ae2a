// What is heard in a recording by its sound alone: real voices over what telephones do to them, and machines.
import { judgeAudio } from "@ringback/core/classification/judge-audio.ts";
import { describe, expect, test } from "vitest";
import {
  beep,
  breathing,
  busyTone,
  cadence,
  click,
  dialTone,
  faxAnswering,
  faxCalling,
  hiss,
  holdMusic,
  inTurn,
  lineNoise,
  louder,
  reorderTone,
  ringbackTone,
  type Sound,
  silence,
  soundOf,
  together,
  voice,
  wavOf,
} from "#testing/sounds.ts";
import { measureSound } from "./measure-sound.ts";

const heard = async (sound: Sound, how?: Parameters<typeof wavOf>[1]) =>
  judgeAudio(await measureSound(wavOf(sound, how)));
const voices = ["message", "spanish", "slow", "fast", "relay", "whisper", "help", "yes", "hi"];

describe("whoever speaks is heard", () => {
  test.each(voices)("%s: alone, quiet, and on a noisy line", async (name) => {
    const said = voice(name);
    expect(await heard(louder(said, 0.1))).toBe("speech");
    expect(await heard(together(louder(said, 0.5), lineNoise(6)))).toBe("speech");
  });

  test.each<Parameters<typeof wavOf>[1]>([
    { coding: "pcm8" },
    { coding: "pcm16" },
    { coding: "alaw" },
    { coding: "mulaw", channels: 2 },
    { coding: "pcm16", channels: 2, rate: 16_000 },
    { coding: "pcm16", rate: 44_100 },
  ])("in any coding, rate and number of channels: %o", async (how) => {
    expect(await heard(inTurn(silence(1), voice("yes"), silence(1)), how)).toBe("speech");
    expect(await heard(inTurn(silence(1), voice("whisper")), how)).toBe("speech");
  });

  test.each(voices)("%s: between a beep, music and tones", async (name) => {
    const said = voice(name);
    expect(await heard(inTurn(beep(), silence(0.5), said, silence(2)))).toBe("speech");
    expect(await heard(inTurn(said, dialTone(6)))).toBe("speech");
    expect(await heard(inTurn(said, busyTone(4)))).toBe("speech");
    // Nobody hears a whisper over music.
    if (name === "whisper") return;
    expect(await heard(together(said, holdMusic(3, { loudness: 0.06 })))).toBe("speech");
  });

  test("somebody whom loud noise may cover is not given up", async () => {
    expect(await heard(together(louder(voice("yes"), 0.4), inTurn(hiss(2, 0.05), hiss(4, 0.1))))).toBe("speech");
  });
});

describe("where nobody spoke, nothing is sent", () => {
  test.each<[string, Sound]>([
    ["digital silence", silence(5)],
    ["a quiet line", lineNoise(6, 0.001)],
    ["a line", lineNoise(6)],
    ["a bad line", lineNoise(6, 0.05)],
    ["a line that only hisses", hiss(5, 0.3)],
    ["breathing", breathing(8)],
    ["breathing into the phone on a line", together(breathing(8, 0.3), lineNoise(8))],
    ["a receiver put down", inTurn(lineNoise(1), click(), lineNoise(1))],
  ])("%s is silence", async (_, sound) => {
    expect(await heard(sound)).toBe("silence");
  });

  test.each<[string, Sound]>([
    ["the dial tone", dialTone(5)],
    ["the dial tone on a bad line", together(dialTone(5), lineNoise(5, 0.02))],
    ["a busy line", busyTone(6)],
    ["all circuits busy", reorderTone(6)],
    ["a line that rings", ringbackTone(8)],
    ["a fax that calls", faxCalling(5)],
    ["a fax that answers", faxAnswering(4)],
    ["a beep and then nobody", inTurn(beep(), lineNoise(4))],
    ["keys", inTurn(...[697, 770, 852, 941].flatMap((hertz) => [cadence(0.15, [hertz, 1336], 1, 0), silence(0.1)]))],
    ["music on hold", holdMusic(6)],
    ["fast music", holdMusic(6, { beatSeconds: 0.2 })],
    ["slow music on a bad line", together(holdMusic(6, { beatSeconds: 1 }), lineNoise(6, 0.02))],
  ])("%s is a tone or music", async (_, sound) => {
    expect(await heard(sound, { coding: "alaw" })).toBe("tone-or-music");
  });

  test("a recording too short for a word is too short", async () => {
    expect(await heard(soundOf(0.2, (second) => Math.sin(second * 2_000)))).toBe("too-short");
    expect(await heard(lineNoise(0.8))).toBe("too-short");
  });
});

test("what follows after the part that is listened to counts as speech", async () => {
  const sound = await measureSound(wavOf(silence(302)));
  expect(sound).toMatchObject({ durationMs: 302_000, listenedMs: 300_000 });
  expect(judgeAudio(sound)).toBe("speech");
});

test.each<[string, Buffer]>([
  ["an MP3", Buffer.from([0xff, 0xfb, 0x18, 0xc4, ...Array.from({ length: 140 }, () => 0)])],
  ["nothing", Buffer.alloc(0)],
  ["a WAV that ends in its header", wavOf(silence(1)).subarray(0, 40)],
  ["a WAV of a coding we do not read", Buffer.concat([wavOf(silence(1))]).fill(0x31, 20, 21)],
])("%s is unreadable, and so is sent as it is", async (_, file) => {
  expect(judgeAudio(await measureSound(file))).toBe("unreadable");
});

test("a WAV whose length was never filled in is read to its end", async () => {
  const file = wavOf(voice("message"));
  const unfinished = Buffer.from(file);
  unfinished.writeUInt32LE(0xffff_ffff, 40);
  expect(await measureSound(unfinished)).toEqual(await measureSound(file));
  unfinished.writeUInt32LE(0, 40);
  expect(await measureSound(unfinished)).toEqual(await measureSound(file));
});
