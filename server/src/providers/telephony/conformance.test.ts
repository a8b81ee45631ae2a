import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import { describe, expect, test } from "vitest";
import { hookKindOf } from "./hook-kind.ts";
import { ProviderError, type RawWebhook, type ReadWebhook, type TelephonyAccount } from "./provider.ts";
import { createTelephonyProviders } from "./registry.ts";
import { account as twilioAccount, recordedWebhooks as twilioWebhooks } from "./twilio/recorded-webhooks.ts";

/** What a provider brings to be examined: webhooks of every kind, signed with a token. */
interface Recorded {
  readonly account: TelephonyAccount;
  readonly webhooks: (token: string) => readonly (readonly [kind: string, RawWebhook])[];
}
const recorded: Readonly<Record<string, Recorded>> = {
  twilio: { account: twilioAccount, webhooks: twilioWebhooks },
};

const now = Temporal.Instant.from("2026-11-20T18:02:00Z");
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

// The webhook and Asterisk join with the fixtures interface; until then their own tests say the same.
const examined = Object.entries(createTelephonyProviders()).filter(([name]) => !["webhook", "asterisk"].includes(name));
describe.each(examined)("%s", (name, provider) => {
  const { account, webhooks } = recorded[name] ?? failToFind(name);
  const read = (raw: RawWebhook, of = account): ReadWebhook =>
    provider.readWebhook(of, hookKindOf(raw.pathAndQuery) ?? "voice", raw, now);
  const kindOf = (answer: ReadWebhook) =>
    answer.ok ? (answer.notice.kind === "call" ? answer.notice.event.kind : answer.notice.kind) : answer.problem;
  const keyOf = (answer: ReadWebhook) => (answer.ok ? answer.notice.key : "");

  test("understands every kind of webhook, signed with the current or the previous token", () => {
    for (const token of [account.secret, account.previousSecret ?? ""]) {
      const kinds = webhooks(token).map(([kind, raw]) => [kind, kindOf(read(raw))]);
      expect(kinds).toEqual(kinds.map(([kind]) => [kind, kind]));
    }
  });

  test("gives the same event the same key and another event another, short enough for an index", () => {
    const keys = webhooks(account.secret).map(([, raw]) => keyOf(read(raw)));
    expect(webhooks(account.secret).map(([, raw]) => keyOf(read(raw)))).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^.{1,1000}$/);
  });

  test("answers 403 to what is not signed for exactly this request, and keeps nothing of it", () => {
    for (const [, raw] of webhooks("another token")) expect(read(raw)).toMatchObject({ ok: false, status: 403 });
    for (const [, raw] of webhooks(account.secret)) {
      const elsewhere = { ...account, hookBaseUrl: "https://other.example/hooks/c" };
      expect(read(raw, elsewhere)).toEqual({ ok: false, status: 403, problem: "bad-signature" });
      const longer = { ...raw, rawBody: Buffer.concat([raw.rawBody, Buffer.from("&x=1")]) };
      expect(read(longer)).toEqual({ ok: false, status: 403, problem: "bad-signature" });
      expect(read({ ...raw, headers: {} })).toMatchObject({ ok: false });
    }
  });

  test("refuses a body that is too large before looking into it", () => {
    const rawBody = Buffer.alloc(10 * 1024 * 1024, "a");
    for (const [, raw] of webhooks(account.secret)) expect(read({ ...raw, rawBody })).toMatchObject({ status: 413 });
  });

  test("another account's webhook is not ours, even if the token were the same", () => {
    for (const [, raw] of webhooks(account.secret)) {
      expect(read(raw, { ...account, externalAccountId: "AC9" })).toMatchObject({
        ok: false,
        problem: "wrong-account",
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
    const elsewhere = { ...account, staticFallbackUrl: "https://static.example/voicemail.xml" };
    expect(provider.webhookUrls(elsewhere).voiceFallback).toBe(elsewhere.staticFallbackUrl);
  });

  test("says that a provider who is not there may be asked again, and that nothing was sent", async () => {
    const gone = { ...account, apiBaseUrl: "http://no-such-host.invalid" };
    const message = { from: "+15559870000", to: "+15551230001", body: "Hi" };
    expect(await provider.sendMessage(gone, { ...message, validitySeconds: 60 })).toMatchObject({
      outcome: "not-sent",
    });
    const call = { staffPhone: "+15557770000", caller: message.to, from: message.from, whisper: "", attemptId: "at-1" };
    const asked = await Promise.allSettled([
      provider.findSentMessage(gone, { ...message, since: now }),
      provider.startCall(gone, call),
      provider.fetchCall(gone, "CA1"),
      provider.fetchRecording(gone, "RE1"),
      provider.checkCredentials(gone),
      provider.findNumber(gone, message.from),
    ]);
    for (const answer of asked) {
      const error: unknown = answer.status === "rejected" ? answer.reason : null;
      expect(error).toBeInstanceOf(ProviderError);
      expect(error).toMatchObject({ retryable: true });
      expect(String(error)).not.toContain(account.secret);
    }
  });
});

function failToFind(name: string): never {
  throw new Error(`The provider ${name} has no recorded webhooks in this suite.`);
}
