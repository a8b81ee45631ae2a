// One suite for every phone system of the registry: the same call ends the same way everywhere.
import { existsSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { mergeCallEvent } from "@ringback/core/calls/call-facts.ts";
import { logOpinion } from "@ringback/core/measurement/reconciliation/log-opinion.ts";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type ConformanceFixtures, type Ending, endings } from "./conformance.ts";
import { callBack, hasApi, peerThat, readErrors, sendText } from "./conformance-peer.ts";
import { abilityWords, createTable, eventsWords, logWords, troubles } from "./conformance-table.ts";
import { factsFor, heardOf, verdictOf } from "./conformance-verdict.ts";
import { hookKindOf } from "./hook-kind.ts";
import { ProviderError, type RawWebhook, type ReadWebhook } from "./provider.ts";
import { createTelephonyProviders } from "./registry.ts";

const instructions: readonly CallInstruction[] = [
  { do: "ring", phones: [{ memberId: "m-1", number: "+15557770000" }], ringSeconds: 20, requireAcceptKey: true },
  {
    do: "ring",
    phones: [{ memberId: "m-1", number: "+15557770000" }],
    ringSeconds: 20,
    requireAcceptKey: true,
    round: 2,
  },
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
  if (!existsSync(join(import.meta.dirname, path))) throw new Error(`The adapter ${name} brings no ${path}.`);
  const { fixtures }: { fixtures: ConformanceFixtures } = await import(path);
  return fixtures;
}

const providers = Object.entries(createTelephonyProviders());
const examined = await Promise.all(
  providers.map(async ([name, provider]) => [name, provider, await fixturesOf(name)] as const),
);
const { note, write } = createTable();
/** Whether the log knew each ending that was told. */
const agreeing = new Map<string, readonly boolean[]>();

describe.each(examined)("%s", (name, provider, { account, now, webhooks, endings: told, logged }) => {
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
      const facts = factsFor(ending, abilities);
      if (facts === "asks for the key") {
        note(name, ending, facts);
        continue;
      }
      const fold = (events: readonly CallEvent[]) => events.reduce(mergeCallEvent, facts);
      const verdict = (events: readonly CallEvent[]) => verdictOf(fold(events));

      test(`${ending}: ${endings[ending]}, however often and in whatever order it is told`, () => {
        const events = heardOf(read, tell());
        expect(verdict(events)).toBe(endings[ending]);
        const delivered = fc
          .shuffledSubarray([...events, ...events, ...events], { minLength: events.length })
          .map((some) => [...some, ...events.toReversed()]);
        fc.assert(
          fc.property(delivered, (some) => void expect(fold(some)).toEqual(fold(events))),
          { numRuns: 30 },
        );
        note(name, ending, endings[ending]);
      });

      if (logged !== undefined)
        test(`${ending}: its log agrees`, async () => {
          const call = await logged(ending);
          agreeing.set(name, [...(agreeing.get(name) ?? []), call !== null]);
          if (call === null) return;
          if (call.direction !== "inbound") throw new Error("The log has it as a call that went out.");
          const events = heardOf(read, tell());
          const arrived = fold(events).arrived;
          expect(call).toMatchObject({ from: arrived?.from, to: arrived?.to, ended: true });
          expect(verdict([...events, ...call.events])).toBe(endings[ending]);
          expect(fold([...events, ...call.events]).arrived?.callerIdTrust).toBe(arrived?.callerIdTrust);
          const outcome = endings[ending] === "answered" ? "answered" : "missed";
          expect([outcome, null]).toContain(logOpinion(call.events));
        });
    }
  });

  if (hasApi(abilities)) {
    describe("an API that does not do what it is asked for", () => {
      test("too many requests: nothing was done, and it may be asked again", async () => {
        await using peer = await peerThat((_, response) => response.writeHead(429, { "retry-after": "0" }).end("{}"));
        for (const error of await readErrors(provider, { ...account, apiBaseUrl: peer.url }, now))
          expect(error).toMatchObject({ retryable: true });
        expect(await sendText(provider, { ...account, apiBaseUrl: peer.url })).toMatchObject({ outcome: "not-sent" });
        expect(peer.requests()).toBeLessThan(30);
        note(name, troubles.busy, "asks again");
      });

      test("a key that was taken back is told as that, and nobody tries again", async () => {
        await using peer = await peerThat((_, response) => response.writeHead(401).end("{}"));
        const revoked = { ...account, apiBaseUrl: peer.url };
        for (const error of await readErrors(provider, revoked, now))
          expect(error).toMatchObject({ code: "credentials-refused", retryable: false });
        expect(await sendText(provider, revoked)).toMatchObject({ outcome: "refused", means: "configuration" });
        expect(await provider.checkCredentials(revoked)).toMatchObject({ ok: false });
        note(name, troubles.revoked, "says so");
      });

      test.each([
        ["garbage", (_request, response) => response.writeHead(200).end("<html>upstream said <<<")],
        ["broken connections", (_request, response) => response.destroy()],
      ] satisfies [string, RequestListener][])(
        "%s: what was written may have been done, what was read is asked again",
        async (_, answer) => {
          await using peer = await peerThat(answer);
          const wrong = { ...account, apiBaseUrl: peer.url };
          for (const error of await readErrors(provider, wrong, now)) expect(error).toMatchObject({ retryable: true });
          expect(await sendText(provider, wrong)).toMatchObject({ outcome: "unknown" });
          await expect(provider.startCall(wrong, callBack)).rejects.toMatchObject({ retryable: false });
          note(name, troubles.garbage, "nothing is done twice");
        },
      );

      test("its log is left when it is told to stop, though it never answers", async () => {
        await using peer = await peerThat(() => {});
        const stop = new AbortController();
        const range = { from: now.subtract({ hours: 1 }), to: now };
        const read = Array.fromAsync(provider.listCalls({ ...account, apiBaseUrl: peer.url }, range, stop.signal));
        await vi.waitUntil(() => peer.requests() > 0);
        stop.abort();
        await expect(read).rejects.toThrow();
      });
    });
  }

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
    const range = { from: now.subtract({ hours: 1 }), to: now };
    const never = new AbortController().signal;
    const asked: readonly (readonly [able: boolean, answer: Promise<unknown>])[] = [
      [abilities.startsCalls, provider.startCall(gone, callBack)],
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
  for (const [name, provider] of examined) {
    const told = agreeing.get(name);
    note(name, logWords, told === undefined ? "no log" : `${told.filter(Boolean).length} of ${told.length}`);
    if (!hasApi(provider.abilities)) for (const trouble of Object.values(troubles)) note(name, trouble, "no such API");
  }
  const text = write(examined.map(([name, provider]) => [name, provider.connectForm.title]));
  onTestFinished(() => void process.stdout.write(`\n${text.slice(text.indexOf("|"))}\n`));
  const file = join(import.meta.dirname, "../../../../docs/providers.md");
  // Written anew with: npx vitest run --project server conformance -u
  await expect(text).toMatchFileSnapshot(file);
});

/** A key of the same form that nobody gave us. */
function foreignKeyLike(key: string): string {
  return key.startsWith("whsec_")
    ? `whsec_${Buffer.from("nobody gave us this secret, ever").toString("base64")}`
    : "another key";
}
