// One suite for every phone system of the registry: the same call ends the same way everywhere.
import { join } from "node:path";
import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "@ringback/core/calls/call-facts.ts";
import { judgeCall } from "@ringback/core/calls/missed-call.ts";
import { describe, expect, test } from "vitest";
import { type ConformanceFixtures, type Ending, endings, type Heard } from "./conformance.ts";
import { hookKindOf } from "./hook-kind.ts";
import {
  ProviderError,
  type RawWebhook,
  type ReadWebhook,
  type TelephonyAbilities,
  type TelephonyProvider,
} from "./provider.ts";
import { createTelephonyProviders } from "./registry.ts";

const instructions: readonly CallInstruction[] = [
  { do: "ring", phones: [{ memberId: "m-1", number: "+15557770000" }], ringSeconds: 20, requireAcceptKey: true },
  { do: "take-voicemail", greeting: "<b>Hello</b> & welcome", maxSeconds: 120, language: "en-US" },
  { do: "ask-to-accept", whisper: "<b>Hello</b> & welcome", memberId: "m-1" },
  { do: "dial-caller", number: "+15551230001", callerId: "+15559870000", whisper: "<b>Hello</b> & welcome" },
  { do: "say-and-hang-up", text: "<b>Hello</b> & welcome" },
  { do: "connect" },
  { do: "hang-up" },
  { do: "nothing" },
];

/** A provider's own fixtures, found by its name. */
async function fixturesOf(name: string): Promise<ConformanceFixtures> {
  const path = `./${name}/conformance-fixtures.ts`;
  const found: { fixtures?: ConformanceFixtures } = await import(path).catch(() => ({}));
  if (found.fixtures === undefined) throw new Error(`The adapter ${name} brings no ${path}.`);
  return found.fixtures;
}

const providers = Object.entries(createTelephonyProviders());
const examined = await Promise.all(
  providers.map(async ([name, provider]) => [name, provider, await fixturesOf(name)] as const),
);
const table = new Map<string, Map<string, string>>();
const note = (name: string, row: string, cell: string) =>
  table.set(row, (table.get(row) ?? new Map<string, string>()).set(name, cell));

describe.each(examined)("%s", (name, provider, { account, now, webhooks, endings: told }) => {
  const read = (raw: RawWebhook, of = account): ReadWebhook =>
    provider.readWebhook(of, hookKindOf(raw.pathAndQuery) ?? "voice", raw, now);
  const { abilities } = provider;
  for (const [ability, words] of Object.entries(abilityWords))
    note(name, words, abilities[ability as keyof typeof abilityWords] ? "yes" : "no");
  note(name, eventsWords, abilities.events === "stream" ? "a connection we hold" : "its webhooks");

  // What a system does not do is no test of it, rather than a skipped one: CI takes a skipped test for a gap.
  if (webhooks !== null) {
    const { signed, keys, ofAnotherAccount, signsAddress } = webhooks;
    const kindOf = (answer: ReadWebhook) =>
      answer.ok ? (answer.notice.kind === "call" ? answer.notice.event.kind : answer.notice.kind) : answer.problem;
    const keyOf = (answer: ReadWebhook) => (answer.ok ? answer.notice.key : "");

    test("understands every kind of webhook, signed with the current or the previous key", () => {
      for (const key of keys) {
        const kinds = signed(key).map(([kind, raw]) => [kind, kindOf(read(raw))]);
        expect(kinds).toEqual(kinds.map(([kind]) => [kind, kind]));
      }
    });

    test("gives the same event the same key and another event another, short enough for an index", () => {
      const ours = signed(keys[0] ?? "");
      const eventKeys = ours.map(([, raw]) => keyOf(read(raw)));
      expect(ours.map(([, raw]) => keyOf(read(raw)))).toEqual(eventKeys);
      expect(new Set(eventKeys).size).toBe(eventKeys.length);
      for (const key of eventKeys) expect(key).toMatch(/^.{1,1000}$/);
    });

    test("refuses what is not signed for exactly this request, and keeps nothing of it", () => {
      for (const [, raw] of signed(foreignKeyLike(keys[0] ?? "")))
        expect(read(raw)).toMatchObject({ ok: false, status: 403 });
      for (const [, raw] of signed(keys[0] ?? "")) {
        const longer = { ...raw, rawBody: Buffer.concat([raw.rawBody, Buffer.from("&x=1")]) };
        expect(read(longer)).toMatchObject({ ok: false, status: 403, problem: "bad-signature" });
        expect(read({ ...raw, headers: {} })).toMatchObject({ ok: false });
        if (!signsAddress) continue;
        const elsewhere = { ...account, hookBaseUrl: "https://other.example/hooks/c" };
        expect(read(raw, elsewhere)).toMatchObject({ ok: false, status: 403, problem: "bad-signature" });
      }
    });

    test("refuses a body that is too large before looking into it", () => {
      const rawBody = Buffer.alloc(10 * 1024 * 1024, "a");
      for (const [, raw] of signed(keys[0] ?? "")) expect(read({ ...raw, rawBody })).toMatchObject({ status: 413 });
    });

    if (ofAnotherAccount !== null)
      test("another account's webhook is not ours, even if the key were the same", () => {
        for (const [, raw] of signed(keys[0] ?? ""))
          expect(read(raw, ofAnotherAccount)).toMatchObject({ ok: false, problem: "wrong-account" });
      });
  }

  describe("how a call ends", () => {
    for (const ending of Object.keys(endings) as Ending[]) {
      const tell = told[ending];
      if (tell === undefined) {
        note(name, ending, "cannot tell");
        continue;
      }
      test(`${ending}: ${endings[ending]}`, () => {
        const events = heardOf(read, tell());
        expect(verdict(events, abilities)).toBe(endings[ending]);
        // Twice, ten times and in reverse order they say the same.
        expect(verdict([...events, ...events], abilities)).toBe(endings[ending]);
        expect(verdict(events.toReversed(), abilities)).toBe(endings[ending]);
        expect(fold(events.toReversed(), abilities)).toEqual(fold([...events, ...events], abilities));
        note(name, ending, endings[ending]);
      });
    }
  });

  test("writes every instruction, and nothing that is said becomes a command", () => {
    for (const instruction of instructions) {
      const { contentType, body } = provider.renderInstruction(account, instruction, { attemptId: "at-1" });
      expect(contentType).not.toBe("");
      expect(body).not.toContain("<b>");
    }
  });

  test("names webhook URLs that our own server knows", () => {
    for (const url of Object.values(provider.webhookUrls(account))) {
      expect(url.startsWith(`${account.hookBaseUrl}/`)).toBe(true);
      expect(hookKindOf(url.slice(account.hookBaseUrl.length))).not.toBeNull();
    }
    if (!abilities.answersCalls) return;
    const elsewhere = { ...account, staticFallbackUrl: "https://static.example/voicemail.xml" };
    expect(provider.webhookUrls(elsewhere).voiceFallback).toBe(elsewhere.staticFallbackUrl);
  });

  test("refuses what it cannot do, and says of a provider who is not there that it may be asked again", async () => {
    const gone = { ...account, apiBaseUrl: "http://no-such-host.invalid" };
    const message = { from: "+15559870000", to: "+15551230001", body: "Hi" };
    expect(await provider.sendMessage(gone, { ...message, validitySeconds: 60 })).toMatchObject(
      abilities.sms ? { outcome: "not-sent" } : { outcome: "refused", means: "configuration" },
    );
    const call = { staffPhone: "+15557770000", caller: message.to, from: message.from, whisper: "", attemptId: "at-1" };
    const range = { from: now.subtract({ hours: 1 }), to: now };
    const never = new AbortController().signal;
    const asked: readonly (readonly [able: boolean, answer: Promise<unknown>])[] = [
      [abilities.startsCalls, provider.startCall(gone, call)],
      [abilities.startsCalls, provider.placeTestCall(gone, { from: message.from, to: message.to, words: "Hi" })],
      [abilities.recordings, provider.fetchRecording(gone, "RE1")],
      [abilities.numbers, provider.listNumbers(gone)],
      ...(abilities.callLog && abilities.events === "webhooks"
        ? [[true, Array.fromAsync(provider.listCalls(gone, range, never))] as const]
        : []),
      ...(abilities.events === "stream"
        ? []
        : [
            [
              false,
              provider.follow(
                gone,
                async () => {},
                () => {},
                never,
              ),
            ] as const,
          ]),
    ];
    const settled = await Promise.allSettled(asked.map(([, answer]) => answer));
    for (const [place, [able]] of asked.entries()) {
      const answer = settled[place];
      const error: unknown = answer?.status === "rejected" ? answer.reason : null;
      expect(error).toBeInstanceOf(ProviderError);
      expect(error).toMatchObject(able ? { retryable: true } : { code: "unable", retryable: false });
      expect(String(error)).not.toContain(account.secret);
    }
  });

  test("asks a person for what it needs, each thing by a name of its own", () => {
    const { title, about, fields } = provider.connectForm;
    expect([title, about].every((words) => words.length > 3)).toBe(true);
    expect(new Set(fields.map((field) => field.name)).size).toBe(fields.length);
    for (const { help, pattern } of fields) {
      expect(help).not.toBe("");
      expect(() => new RegExp(pattern ?? "")).not.toThrow();
    }
  });
});

test("docs/providers.md holds what the suite has seen", async ({ onTestFinished }) => {
  const names = examined.map(([name]) => name);
  const order = [...Object.values(abilityWords), eventsWords, ...Object.keys(endings)];
  const rows = order.map((row) => [row, ...names.map((name) => table.get(row)?.get(name) ?? "FAILED")]);
  const text = markdown(["", ...examined.map(([, provider]) => provider.connectForm.title)], rows);
  onTestFinished(() => void process.stdout.write(`\n${text}\n`));
  const file = join(import.meta.dirname, "../../../../docs/providers.md");
  // Written anew with: npx vitest run --project server conformance -u
  await expect(`${heading}${text}`).toMatchFileSnapshot(file);
});

const abilityWords = {
  answersCalls: "Ringback answers its calls",
  bridgedFlag: "it says whether two phones were connected",
  sms: "texts",
  recordings: "recordings of voicemails",
  startsCalls: "call back through it",
  callLog: "its own log can be compared",
  numbers: "its numbers can be listed and pointed here",
} as const satisfies Partial<Record<keyof TelephonyAbilities, string>>;

const eventsWords = "its events come by";

const heading = `# What each phone system can do

Written by the conformance suite (\`server/src/providers/telephony/conformance.test.ts\`), which every adapter of the registry
passes. The upper rows are abilities that the screens respect; the lower ones are the ways a call ends, and what Ringback
makes of them: one meaning everywhere. *cannot tell*: this system does not let one see it.

`;

/** A key of the same form that nobody gave us. */
function foreignKeyLike(key: string): string {
  return key.startsWith("whsec_")
    ? `whsec_${Buffer.from("nobody gave us this secret, ever").toString("base64")}`
    : "another key";
}

function heardOf(read: (raw: RawWebhook) => ReadWebhook, items: readonly Heard[]): CallEvent[] {
  return items.flatMap((item) => {
    if ("kind" in item) return [item];
    const answer = read(item);
    if (!answer.ok) throw new Error(`A recorded webhook was refused: ${answer.problem}`);
    return answer.notice.kind === "call"
      ? [...(answer.notice.arrival ? [answer.notice.arrival] : []), answer.notice.event]
      : [];
  });
}

/** With the route Ringback chose when the call came in, or none where it only looks on. */
function fold(events: readonly CallEvent[], { answersCalls }: TelephonyAbilities): CallFacts {
  const route = answersCalls
    ? ({ kind: "ring-group", memberIds: ["m-1"], acceptWithoutKey: false } as const)
    : ({ kind: "elsewhere" } as const);
  return events.reduce(mergeCallEvent, { ...noFacts, route });
}

function verdict(events: readonly CallEvent[], abilities: TelephonyProvider["abilities"]): string | null {
  const { outcome, missReason } = judgeCall(fold(events, abilities));
  return missReason ?? outcome;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return `${[line(head), rule, ...rows.map(line)].join("\n")}\n`;
}
