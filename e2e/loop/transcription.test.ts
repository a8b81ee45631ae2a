// From the sound of a voicemail to the case on the screen: the phone network records, a speech service writes down.
import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { callbackCase } from "@ringback/server/db/queries/callback-case.ts";
import { readWav } from "@ringback/server/providers/telephony/wav.ts";
import { lineNoise, type Sound, voice, wavOf } from "@ringback/server/testing/sounds.ts";
import { type SpeechServer, speechServer } from "@ringback/server/testing/speech-server.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, ownerEmail, password, type Town } from "#town.ts";

let town: Town;
let server: SpeechServer;
let cookie = "";
beforeAll(async () => {
  server = await speechServer();
  town = await buildTown({ speed: 60 });
  // This phone system writes nothing down.
  town.network.setFaults({ transcription: "never" });
  await town.look(
    `insert into ringback.ai_service (account_id, kind, vendor, base_url, model, daily_budget_microdollars, price, created_at, changed_at)
     values ($1, 'speech', 'openai-compatible', $2, 'small', 1000000, '{}', now(), now())`,
    [town.accountId, server.url],
  );
  const signedIn = await fetch(`${town.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: town.url },
    body: JSON.stringify({ email: ownerEmail, password }),
  });
  cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}, 60_000);
afterAll(async () => {
  await town[Symbol.asyncDispose]();
  await server.close();
});
beforeEach(() => {
  server.requests.length = 0;
  server.faults = [];
});

/** Somebody calls and leaves this sound; answers the case once `isThere`. */
async function leave(caller: string, sound: Sound, isThere: (found: CallbackCase) => void): Promise<CallbackCase> {
  const { network, look, ringback, accountId, staff } = town;
  const call = network.placeCall({
    from: caller,
    to: businessNumber,
    script: [{ wait: 30 }, { say: "(the sound of this call is uploaded)" }, { hangUp: true }],
  });
  const uploaded = await fetch(`${network.url}/control/recordings/${call.sid}?durationSeconds=5`, {
    method: "PUT",
    headers: { "content-type": "audio/x-wav" },
    body: new Uint8Array(wavOf(sound)),
  });
  expect(uploaded.status).toBe(200);
  return await soon(async () => {
    const [row] = await look<{ id: string }>("select id from ringback.callback where caller = $1", [caller]);
    const { db, clock, telephony } = ringback.context;
    const actor = { memberId: staff.maya.id, role: "coordinator" } as const;
    const found = await callbackCase(db, accountId, clock.now(), row?.id ?? accountId, actor, telephony);
    if (found === null) throw new Error("There is no callback yet.");
    isThere(found);
    return found;
  });
}

/** The audio as the player gets it. */
async function play(recordingId: string, range?: string): Promise<Buffer> {
  const response = await fetch(`${town.url}/api/v1/recordings/${recordingId}/audio`, {
    headers: { cookie, "ringback-account": town.accountId, ...(range === undefined ? {} : { range }) },
  });
  expect(response.status).toBe(range === undefined ? 200 : 206);
  return Buffer.from(await response.arrayBuffer());
}

const isTranscribed = (found: CallbackCase) => expect(found.voicemail?.transcriptState).toBe("ready");

test("a voicemail is fetched, written down by the service, judged, and each word can be jumped to", async () => {
  server.heard = { text: "Hi, this is Dana. Water is coming through the kitchen ceiling, please call me." };
  const found = await leave("+13125550181", voice("message"), isTranscribed);
  expect(found).toMatchObject({
    urgency: "emergency",
    excerpt: { quoted: true },
    voicemail: { audioState: "ready", transcriptSource: "speech-service", language: "en", muted: [] },
  });
  const { transcript, words, evidence } = found.voicemail ?? { transcript: "", words: [], evidence: [] };
  expect(transcript?.slice(words[3]?.start, words[3]?.end)).toBe("Dana.");
  expect(words[3]).toMatchObject({ from: 1.2, to: 1.55 });
  const loud = evidence.find(({ label }) => label === "urgency:emergency");
  expect(words.some(({ start, end }) => start < (loud?.end ?? 0) && end > (loud?.start ?? 0))).toBe(true);
});

test("an empty line is not sent, and the case says that nobody spoke", async () => {
  const found = await leave("+13125550182", lineNoise(5), ({ voicemail }) =>
    expect(voicemail?.transcriptState).toBe("no-speech"),
  );
  expect(found.voicemail).toMatchObject({ transcript: null, audioState: "ready" });
  expect(server.requests).toEqual([]);
});

test("a card number is silent when the voicemail is played, whole or in part", async () => {
  const words = ["My", "card", "is", "4111", "1111", "1111", "1111", "thanks."].map((word, at) => ({
    word,
    start: at * 0.45,
    end: at * 0.45 + 0.4,
  }));
  server.heard = { text: words.map(({ word }) => word).join(" "), words };
  const found = await leave("+13125550183", voice("message"), isTranscribed);
  expect(found.voicemail).toMatchObject({
    transcript: "My card is [card ••••1111] thanks.",
    audioState: "ready",
    muted: [{ from: 1.15, to: 3.3 }],
  });
  const recordingId = found.voicemail?.recordingId ?? "";
  const whole = await play(recordingId);
  const wav = readWav(whole);
  const between = (fromMs: number, toMs: number) =>
    Math.max(
      ...Array.from({ length: (toMs - fromMs) * 8 }, (_, at) => Math.abs(wav?.sampleAt(fromMs * 8 + at, 0) ?? 1)),
    );
  expect(between(1_150, 3_300)).toBeLessThan(0.001);
  expect(between(0, 1_100)).toBeGreaterThan(0.05);
  const [from, to] = [44 + 1_200 * 8, 44 + 3_200 * 8];
  const part = await play(recordingId, `bytes=${from}-${to - 1}`);
  expect(part.equals(whole.subarray(from, to))).toBe(true);
  expect(part.every((byte) => byte === 0xff)).toBe(true);
});

test("a service that fails is told on the case, and the recording can be played", async () => {
  server.faults = [{ status: 401 }];
  const found = await leave("+13125550184", voice("message"), ({ voicemail }) =>
    expect(voicemail?.transcriptState).toBe("failed"),
  );
  expect(found.voicemail).toMatchObject({
    audioState: "ready",
    transcriptNote: "It could not be transcribed: the speech service refuses the key. Please listen.",
  });
});
