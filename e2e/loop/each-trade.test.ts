// A voicemail of every trade, left on the simulated phone, as a coordinator then finds it on Today.
import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { TRADES } from "@ringback/core/classification/trade.ts";
import { lineNoise, wavOf } from "@ringback/server/testing/sounds.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Client } from "#http.ts";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, ownerEmail, password, type Town } from "#town.ts";
import { tradeVoicemails } from "./each-trade.cases.ts";

type Today = AnswerOf<Routes["today"]>;

let town: Town;
let client: Client;
const get = <Answer>(path: string) =>
  client.send<Answer>("GET", `/api/v1${path}`, undefined, { "ringback-account": town.accountId });
const numberOf = (index: number) => `+131255503${String(index).padStart(2, "0")}`;
const messages = tradeVoicemails.map((message, index) => ({ ...message, from: numberOf(index) }));

/** Rings and speaks after the tone; answers when the words were judged, by the rules of that moment. */
async function leave(from: string, says: string): Promise<void> {
  town.network.placeCall({
    from,
    to: businessNumber,
    script: [{ waitFor: "beep" }, { say: says }, { hangUp: true }],
  });
  await soon(async () =>
    expect(
      await town.look(
        "select 1 from ringback.assessment join ringback.call on call.id = call_id and transcript_id is not null where caller = $1",
        [from],
      ),
    ).toHaveLength(1),
  );
}
const rows = async () => (await get<Today>("/today")).groups.flatMap((group) => group.rows);
async function caseOf(from: string): Promise<CallbackCase> {
  const row = (await rows()).find(({ callerNumber }) => callerNumber === from);
  if (row === undefined) throw new Error(`Nobody called from ${from}.`);
  return await get<CallbackCase>(`/callbacks/${row.id}`);
}

beforeAll(async () => {
  town = await buildTown({ speed: 240, staffTexts: false });
  client = new Client(town.url);
  await client.send("POST", "/api/auth/sign-in/email", { email: ownerEmail, password });
  for (const trade of TRADES) {
    await town.changePlaybook((playbook) => ({ ...playbook, trade }));
    await Promise.all(messages.filter((one) => one.trade === trade).map(({ from, says }) => leave(from, says)));
  }
}, 60_000);
afterAll(async () => await town[Symbol.asyncDispose]());

test("every trade has an emergency and an ordinary message", () => {
  for (const trade of TRADES) {
    const urgencies = tradeVoicemails
      .filter((one) => one.trade === trade)
      .map(({ urgency }) => urgency === "emergency");
    expect(urgencies.toSorted(), trade).toEqual([false, true]);
  }
});

test("emergencies stand first, and the rest by when it is due", async () => {
  const list = await rows();
  expect(list).toHaveLength(messages.length);
  const emergencies = list.slice(0, TRADES.length).map(({ urgency }) => urgency);
  expect(new Set(emergencies)).toEqual(new Set(["emergency"]));
  const due = list.slice(TRADES.length).map(({ dueAt }) => dueAt);
  expect(due).toEqual(due.toSorted());
});

test.each(messages)("$trade, $urgency: $who is shown with the words that say why", async (wanted) => {
  const row = (await rows()).find(({ callerNumber }) => callerNumber === wanted.from);
  const found = await caseOf(wanted.from);
  const { urgency, intent, lane } = wanted;
  expect(row).toMatchObject({ urgency, intent, lane, callerName: wanted.who, excerpt: { quoted: true } });

  // The row marks the words; the case marks them too, by label, with the rule that knows them.
  const reading = found.readings[0];
  const label = urgency === "normal" ? `intent:${intent}` : `urgency:${urgency}`;
  const evidence = reading?.evidence ?? [];
  for (const { start, end, quote } of evidence)
    if (start !== null && end !== null) expect(reading?.text?.slice(start, end)).toBe(quote);
  expect(overlaps(wanted.says, spansOf(evidence, label), wanted.marked), JSON.stringify(evidence)).toBe(true);
  const { text = "", marks = [] } = row?.excerpt ?? {};
  if (urgency !== "low") expect(overlaps(text, marks, wanted.marked), JSON.stringify(row?.excerpt)).toBe(true);
  if (urgency === "emergency") {
    expect(evidence.some((piece) => piece.label === label && piece.authority !== null)).toBe(true);
  }

  const said = Object.fromEntries((reading?.summary ?? []).map(({ field, text }) => [field, text]));
  expect(said).toMatchObject({ who: wanted.who, why: expect.stringContaining(wanted.why ?? wanted.marked) });
  expect(found.escalation?.reason ?? null).toBe(urgency === "emergency" ? "emergency" : null);
  expect(found.openHolds.map(({ reason }) => reason)).toEqual(wanted.holds);
});

test("a text that asks in its own words to be left alone counts as an opt-out", async () => {
  const from = numberOf(90);
  town.network.sendText({
    from,
    to: businessNumber,
    body: "Who gave you people this number? Lose it, and don't ever message this phone again.",
  });
  await soon(async () =>
    expect(
      await town.look("select kind, source from ringback.consent_event where number = $1 and kind = 'opt_out'", [from]),
    ).toEqual([{ kind: "opt_out", source: "text" }]),
  );
  // Whoever wants to hear nothing gets no text when they ring later, and the callback stands all the same.
  await leave(from, "Hi, this is Ed Stone. I'd like somebody to look at my gutters next week.");
  expect(await caseOf(from)).toMatchObject({ state: "open" });
  expect(
    await town.look(
      "select 1 from ringback.message where to_number = $1 and purpose = 'acknowledgement' and state <> 'suppressed'",
      [from],
    ),
  ).toEqual([]);
});

test("a message in French waits for a person, with its language named", async () => {
  const from = numberOf(91);
  await leave(
    from,
    "Bonjour, c'est Monsieur Lefèvre, je voudrais savoir si vous pouvez venir réparer notre chaudière cette semaine, merci de me rappeler.",
  );
  const found = await caseOf(from);
  expect(found.openHolds.map(({ reason }) => reason)).toContain("language-not-read");
  expect(found.readings[0]).toMatchObject({ language: "fr", languageNote: expect.stringContaining("French") });
});

test("a message in which nobody speaks has no words made up for it", async () => {
  const from = numberOf(92);
  const call = town.network.placeCall({ from, to: businessNumber, script: [{ waitFor: "beep" }, { wait: 8 }] });
  const uploaded = await fetch(`${town.network.url}/control/recordings/${call.sid}?durationSeconds=5`, {
    method: "PUT",
    headers: { "content-type": "audio/x-wav" },
    body: new Uint8Array(wavOf(lineNoise(5))),
  });
  expect(uploaded.status).toBe(200);
  const found = await soon(async () => {
    const one = await caseOf(from);
    expect(one.voicemail?.transcriptState).toBe("no-speech");
    return one;
  });
  expect(found).toMatchObject({ urgency: "unknown", escalation: null, excerpt: { quoted: false } });
  expect(found.readings[0]).toMatchObject({ text: null, textState: "no-speech" });
});

const spansOf = (evidence: CallbackCase["readings"][number]["evidence"], label: string) =>
  evidence.flatMap((piece): [number, number][] =>
    piece.label === label && piece.start !== null && piece.end !== null ? [[piece.start, piece.end]] : [],
  );

/** Whether one of the marks shares words with these. */
function overlaps(text: string, marks: readonly (readonly [number, number])[], words: string): boolean {
  const at = text.indexOf(words);
  return at >= 0 && marks.some(([start, end]) => start < at + words.length && end > at);
}
