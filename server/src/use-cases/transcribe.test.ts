// A voicemail from its audio to the words that are shown, and to the silence where a private number was said.
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { planLostJobs } from "#jobs/plan-lost-jobs.ts";
import { readWav } from "#providers/telephony/wav.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { dialTone, inTurn, lineNoise, louder, type Sound, soundOf, voice, wavOf } from "#testing/sounds.ts";
import { type SpeechServer, speechServer } from "#testing/speech-server.ts";
import type { Context } from "./context.ts";
import { fetchRecording } from "./fetch-recording.ts";
import { transcribe } from "./transcribe.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let clock: HandClock;
let business: TestBusiness;
let server: SpeechServer;
/** What the phone system has as the recording. */
let recorded: { audio: Buffer; contentType: string };
let calls = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-11-18T16:00:00Z");
  const bare = bareContext(db);
  const twilio = bare.telephony["twilio"];
  if (twilio === undefined) throw new Error("missing");
  context = { ...bare, clock, telephony: { twilio: { ...twilio, fetchRecording: async () => recorded } } };
  business = await openBusiness(context, "maya");
  server = await speechServer();
});
afterAll(async () => {
  await server.close();
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  server.requests.length = 0;
  server.faults = [];
  server.knows = "granularities";
  record(voice("message"));
  await look("delete from ringback.ai_usage");
  await useService();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];

function record(sound: Sound): void {
  recorded = { audio: wavOf(sound), contentType: "audio/wav" };
}

async function useService(more: { budget?: number; enabled?: boolean } = {}): Promise<void> {
  await transaction(db, business.accountId, clock.now(), async (tx) => {
    tx.write(sql`delete from ringback.ai_service`);
    tx.write(sql`insert into ringback.ai_service (account_id, kind, vendor, base_url, model, enabled, daily_budget_microdollars, price, created_at, changed_at)
      values (${business.accountId}, 'speech', 'openai-compatible', ${server.url}, 'small', ${more.enabled ?? true}, ${more.budget ?? 1_000_000}, '{"microdollarsPerMinute": 6000}', ${tx.now}, ${tx.now})`);
  });
}

/** A missed call with a voicemail that the phone system has announced. */
async function voicemail(): Promise<{ call: TestCall; caller: string; recordingId: string }> {
  calls += 1;
  const caller = `+1312555${String(2_000 + calls)}`;
  const call = await new TestCall(context, business).arrive(caller);
  await call.tell({ kind: "dial-ended", status: "no-answer", bridged: false, legId: null, talkSeconds: null } as never);
  await call.tell({ kind: "voicemail-left", recordingId: `RE${calls}`, durationSeconds: 5 } as never);
  await call.hangUp();
  await call.tell({ kind: "recording-ready", recordingId: `RE${calls}`, durationSeconds: 5, state: "ready" } as never);
  const [row] = await look<{ id: string }>("select id from ringback.recording where call_id = $1", [call.callId]);
  return { call, caller, recordingId: row?.id ?? "" };
}

async function providerSays(call: TestCall, text: string | null, id = "TR1"): Promise<void> {
  await call.tell({
    kind: "transcript-ready",
    transcriptId: id,
    recordingId: `RE${calls}`,
    text,
    state: text === null ? "failed" : "ready",
  } as never);
}

const fetchIt = (recordingId: string) => fetchRecording(context, { accountId: business.accountId, recordingId });
const transcribeIt = (recordingId: string, attempt = 1) =>
  transcribe(context, { accountId: business.accountId, recordingId, attempt });
const transcriptsOf = (call: TestCall) =>
  look<{
    source: string;
    state: string;
    text: string | null;
    words: { startMs: number }[] | null;
    problem: string | null;
  }>(
    "select source, state, text, words, problem, language, model from ringback.transcript where call_id = $1 order by created_at, id",
    [call.callId],
  );
const recordingOf = async (id: string) =>
  (
    await look<{
      state: string;
      heard: string;
      muted: unknown[];
      words_awaited: boolean;
      audio: Buffer | null;
      quarantine_reason: string | null;
    }>("select state, heard, muted, words_awaited, audio, quarantine_reason from ringback.recording where id = $1", [
      id,
    ])
  )[0];
const callbackOf = async (caller: string) =>
  (
    await look<{ urgency: string; intent: string }>("select urgency, intent from ringback.callback where caller = $1", [
      caller,
    ])
  )[0];
const jobsOf = (recordingId: string) =>
  look<{ run_at: Date; payload: { attempt: number } }>(
    "select run_at, payload from graphile_worker._private_jobs where key = $1",
    [`transcribe:${recordingId}`],
  );
/** How loud the kept audio is between two times, 0 to 1. */
async function loudest(recordingId: string, fromMs: number, toMs: number): Promise<number> {
  const kept = await recordingOf(recordingId);
  if (kept?.audio == null) throw new Error("There is no audio.");
  const wav = readWav(context.secretBox.open(business.accountId, `recording:${recordingId}`, kept.audio));
  if (wav === null) throw new Error("The audio cannot be read.");
  let most = 0;
  for (let frame = fromMs * 8; frame < Math.min(wav.frames, toMs * 8); frame += 1)
    most = Math.max(most, Math.abs(wav.sampleAt(frame, 0)));
  return most;
}

test("the service's words are kept with their times, judged, and shown before the provider's", async () => {
  server.heard = { text: "Hi, this is Dana. Water is coming through the kitchen ceiling.", language: "english" };
  const { call, caller, recordingId } = await voicemail();
  await fetchIt(recordingId);
  expect(await recordingOf(recordingId)).toMatchObject({ state: "fetched", heard: "speech", words_awaited: true });
  expect(await jobsOf(recordingId)).toHaveLength(1);
  await transcribeIt(recordingId);
  const [transcript] = await transcriptsOf(call);
  expect(transcript).toMatchObject({ source: "speech-service", state: "ready", language: "en", model: "small" });
  expect(transcript?.words?.[3]).toEqual({ start: 12, end: 17, startMs: 1_200, endMs: 1_550 });
  expect(await recordingOf(recordingId)).toMatchObject({ words_awaited: false, muted: [] });
  expect((await callbackOf(caller))?.urgency).toMatch(/emergency|high/);
  expect(await look("select requests, cost_microdollars from ringback.ai_usage")).toEqual([
    { requests: 1, cost_microdollars: 500 },
  ]);
  // Twice is once.
  await transcribeIt(recordingId);
  expect(server.requests).toHaveLength(1);
});

test.each([
  ["silence", () => lineNoise(4)],
  ["tone-or-music", () => dialTone(4)],
  ["too-short", () => soundOf(0.2, () => 0.3)],
] as const)(
  "%s is never sent; the case says that nobody spoke, and no transcript is invented",
  async (heard, sound) => {
    record(sound());
    const { call, caller, recordingId } = await voicemail();
    await fetchIt(recordingId);
    expect(await recordingOf(recordingId)).toMatchObject({ state: "fetched", heard, words_awaited: false });
    expect(await jobsOf(recordingId)).toEqual([]);
    expect(await transcriptsOf(call)).toEqual([]);
    expect(
      await look("select assessment->>'speech' as speech, transcript_id from ringback.assessment where call_id = $1", [
        call.callId,
      ]),
    ).toEqual([{ speech: "no-speech", transcript_id: null }]);
    expect(await callbackOf(caller)).toMatchObject({ urgency: "unknown" });
    expect(server.requests).toEqual([]);
  },
);

test("audio that cannot be read is sent as it is", async () => {
  server.heard = { text: "Please call me about the furnace." };
  const mp3 = Buffer.from([0xff, 0xfb, 0x18, 0xc4, ...Array.from({ length: 140 }, () => 0)]);
  recorded = { audio: mp3, contentType: "audio/mpeg" };
  const { call, recordingId } = await voicemail();
  await fetchIt(recordingId);
  await transcribeIt(recordingId);
  expect(await recordingOf(recordingId)).toMatchObject({ heard: "unreadable", state: "fetched" });
  expect(await transcriptsOf(call)).toMatchObject([{ state: "ready", text: "Please call me about the furnace." }]);
  expect(server.requests[0]?.fileName).toBe("voicemail.mp3");
  expect(server.requests[0]?.audio.equals(mp3)).toBe(true);
});

test("without a service, or where nothing may leave, nothing is asked and the provider's words do", async () => {
  await useService({ enabled: false });
  const { call, recordingId } = await voicemail();
  await fetchIt(recordingId);
  await providerSays(call, "Please call me about a quote.");
  expect(await jobsOf(recordingId)).toEqual([]);
  expect(await transcriptsOf(call)).toMatchObject([{ source: "provider", state: "ready" }]);
});

test("both transcripts are judged: the later one alarms nobody twice and changes no label of the better one", async () => {
  server.heard = { text: "There is smoke coming out of my electrical panel, please send somebody." };
  const { call, caller, recordingId } = await voicemail();
  await fetchIt(recordingId);
  await transcribeIt(recordingId);
  const before = await callbackOf(caller);
  expect(before).toMatchObject({ urgency: "emergency" });
  const alarms = () =>
    look(
      "select reason from ringback.escalation e join ringback.callback b on b.id = e.callback_id where b.caller = $1",
      [caller],
    );
  const raised = await alarms();
  expect(raised).toHaveLength(1);
  await look("update ringback.escalation set acknowledged_at = now()");
  await providerSays(call, "There is smoke coming out of my electrical channel please send somebody for a quote");
  expect(await callbackOf(caller)).toEqual(before);
  expect(await alarms()).toEqual(raised);
  expect(
    await look("select count(*)::int as count from ringback.assessment where call_id = $1", [call.callId]),
  ).toEqual([{ count: 2 }]);
});

test("what only one of them heard still raises the urgency", async () => {
  server.heard = { text: "Please call me back about my appointment." };
  const { call, caller, recordingId } = await voicemail();
  await fetchIt(recordingId);
  await transcribeIt(recordingId);
  await providerSays(call, "There is a fire in my kitchen please help.");
  expect(await callbackOf(caller)).toMatchObject({ urgency: "emergency" });
});

test("a loop and nothing else is nobody speaking", async () => {
  server.heard = { text: "Thank you. ".repeat(25).trim() };
  const { call, recordingId } = await voicemail();
  await fetchIt(recordingId);
  await transcribeIt(recordingId);
  expect(await transcriptsOf(call)).toMatchObject([{ state: "no-speech", text: null, words: null }]);
});

test("a failure is visible, tried again later, and the recording can be played all the time", async () => {
  server.heard = { text: "Please call me back." };
  server.faults = [{ status: 503, retryAfter: "120" }];
  const { call, recordingId } = await voicemail();
  await fetchIt(recordingId);
  await transcribeIt(recordingId);
  expect(await transcriptsOf(call)).toMatchObject([{ state: "failed", problem: "unavailable" }]);
  expect(await recordingOf(recordingId)).toMatchObject({ state: "fetched", words_awaited: true });
  expect(await jobsOf(recordingId)).toMatchObject([{ payload: { attempt: 2 } }]);
  clock.pass({ minutes: 2 });
  await transcribeIt(recordingId, 2);
  expect(await transcriptsOf(call)).toMatchObject([{ state: "ready", text: "Please call me back.", problem: null }]);
});

test("what will never work is given up at once, and what fails too often in the end", async () => {
  server.faults = [{ status: 401 }, { status: 500 }];
  const first = await voicemail();
  await fetchIt(first.recordingId);
  await transcribeIt(first.recordingId);
  expect(await transcriptsOf(first.call)).toMatchObject([{ state: "failed", problem: "unauthorized" }]);
  expect(await recordingOf(first.recordingId)).toMatchObject({ state: "fetched", words_awaited: false });
  await useService();
  const second = await voicemail();
  await fetchIt(second.recordingId);
  await transcribeIt(second.recordingId, 7);
  expect(await transcriptsOf(second.call)).toMatchObject([{ state: "failed", problem: "unavailable" }]);
  expect(await recordingOf(second.recordingId)).toMatchObject({ state: "fetched", words_awaited: false });
});

test("a voicemail whose job got lost is planned again", async () => {
  const { recordingId } = await voicemail();
  await fetchIt(recordingId);
  await look("delete from graphile_worker._private_jobs where key = $1", [`transcribe:${recordingId}`]);
  const planned = await planLostJobs(db.pool, clock.now().add({ minutes: 2 }));
  expect(planned.get("transcribe")).toBeGreaterThan(0);
  expect(await jobsOf(recordingId)).toMatchObject([{ payload: { attempt: 1 } }]);
});

test("a day's budget holds: what does not fit waits for the next day", async () => {
  await useService({ budget: 100 });
  const { call, recordingId } = await voicemail();
  await fetchIt(recordingId);
  await transcribeIt(recordingId);
  expect(server.requests).toEqual([]);
  expect(await transcriptsOf(call)).toMatchObject([{ state: "failed", problem: "budget-used" }]);
  const [job] = await jobsOf(recordingId);
  expect(job?.payload.attempt).toBe(1);
  expect(await recordingOf(recordingId)).toMatchObject({ words_awaited: true });
});

/** Nine words a second and a half apart, so that the sound at their times is known. */
const cardWords = ["My", "card", "is", "4111", "1111", "1111", "1111", "thank", "you."].map((word, at) => ({
  word,
  start: at * 0.4,
  end: at * 0.4 + 0.35,
}));
const cardText = cardWords.map(({ word }) => word).join(" ");
const tone = soundOf(4, (second) => 0.4 * Math.sin(2 * Math.PI * (150 + 60 * Math.sin(second * 9)) * second));
/** The four groups of the number: 1200 to 2750 ms, with 150 ms around, between "is" (1150) and "thank" (2800). */
const numberMs = [1_000, 2_950] as const;

test("a private number is silent in the audio and nowhere in the database", async () => {
  record(tone);
  server.heard = { text: cardText, words: cardWords };
  const { call, recordingId } = await voicemail();
  await fetchIt(recordingId);
  await transcribeIt(recordingId);
  expect(await transcriptsOf(call)).toMatchObject([{ text: "My card is [card ••••1111] thank you." }]);
  expect(await recordingOf(recordingId)).toMatchObject({ state: "fetched", muted: [{ fromMs: 1_000, toMs: 2_950 }] });
  expect(await loudest(recordingId, ...numberMs)).toBeLessThan(0.001);
  expect(await loudest(recordingId, 0, 990)).toBeGreaterThan(0.2);
  expect(await loudest(recordingId, 2_960, 4_000)).toBeGreaterThan(0.2);
  for (const table of ["transcript", "assessment", "call_event", "callback_event", "provider_event"])
    expect(await look(`select 1 from ringback.${table} t where t::text ~ '4111 ?1111|1111 ?1111'`), table).toEqual([]);
  // The provider's own words, later and without times, show the same number: it is silent already.
  await providerSays(call, cardText);
  expect(await recordingOf(recordingId)).toMatchObject({ state: "fetched", muted: [{ fromMs: 1_000, toMs: 2_950 }] });
});

test("a number that only the provider's words show locks the audio away, and in the end deletes it", async () => {
  record(tone);
  server.heard = { text: "My card is something thank you." };
  const { call, recordingId } = await voicemail();
  await providerSays(call, cardText);
  await fetchIt(recordingId);
  expect(await recordingOf(recordingId)).toMatchObject({ state: "withheld", words_awaited: true });
  await transcribeIt(recordingId);
  expect(await recordingOf(recordingId)).toMatchObject({
    state: "quarantined",
    audio: null,
    quarantine_reason: "no-word-times",
  });
  expect(
    await look(
      "select kind from ringback.call_event where call_id = $1 and kind like 'recording-%' order by recorded_at, id",
      [call.callId],
    ),
  ).toEqual(expect.arrayContaining([{ kind: "recording-withheld" }, { kind: "recording-quarantined" }]));
});

test("audio that was locked away is played again once the number in it is silent", async () => {
  record(tone);
  server.heard = { text: cardText, words: cardWords };
  const { call, recordingId } = await voicemail();
  await fetchIt(recordingId);
  await providerSays(call, cardText);
  expect(await recordingOf(recordingId)).toMatchObject({ state: "withheld" });
  await providerSays(call, cardText);
  await transcribeIt(recordingId);
  expect(await recordingOf(recordingId)).toMatchObject({ state: "fetched" });
  expect(await loudest(recordingId, ...numberMs)).toBeLessThan(0.001);
});

test("without a service the audio of a private number is deleted, whichever comes first, and twice is once", async () => {
  await useService({ enabled: false });
  for (const order of ["words first", "audio first"]) {
    record(tone);
    const { call, recordingId } = await voicemail();
    if (order === "words first") await providerSays(call, cardText);
    await fetchIt(recordingId);
    if (order === "audio first") await providerSays(call, cardText);
    await providerSays(call, cardText, "TR2");
    await fetchIt(recordingId);
    expect([order, await recordingOf(recordingId)]).toMatchObject([
      order,
      { state: "quarantined", audio: null, quarantine_reason: "no-word-times" },
    ]);
  }
});

test("audio that cannot be silenced in part is deleted", async () => {
  recorded = {
    audio: Buffer.from([0xff, 0xfb, 0x18, 0xc4, ...Array.from({ length: 140 }, () => 0)]),
    contentType: "audio/mpeg",
  };
  server.heard = { text: cardText, words: cardWords };
  const { recordingId } = await voicemail();
  await fetchIt(recordingId);
  await transcribeIt(recordingId);
  expect(await recordingOf(recordingId)).toMatchObject({
    state: "quarantined",
    audio: null,
    quarantine_reason: "not-editable",
  });
});

test("words and audio at the same moment: neither is missed", async () => {
  await useService({ enabled: false });
  for (let round = 0; round < 5; round += 1) {
    record(louder(inTurn(tone), 0.9));
    const { call, recordingId } = await voicemail();
    await Promise.all([fetchIt(recordingId), providerSays(call, cardText)]);
    expect(await recordingOf(recordingId)).toMatchObject({ state: "quarantined", audio: null });
  }
});
