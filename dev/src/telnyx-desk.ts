// A desk where Ringback's Telnyx adapter and the fake phone network meet over real HTTP, with rules as short as can be. Only
// tests use it.
import { createServer } from "node:http";
import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "@ringback/core/calls/call-facts.ts";
import { judgeCall } from "@ringback/core/calls/missed-call.ts";
import { hookKindOf } from "@ringback/server/providers/telephony/hook-kind.ts";
import type {
  InstructionContext,
  ProviderNotice,
  TelephonyAccount,
} from "@ringback/server/providers/telephony/provider.ts";
import { createTelnyx } from "@ringback/server/providers/telephony/telnyx/index.ts";
import { expect } from "vitest";
import { manualClock } from "./fake-phone-network/clock.ts";
import { PhoneNetwork } from "./fake-phone-network/network.ts";
import { telnyxDialect, telnyxPublicKeyOf } from "./fake-phone-network/telnyx-dialect.ts";

export const business = "+15559870000";
export const caller = "+15551230001";
export const staff = "+15557770001";
export const applicationId = "1494404757140276705";
export const profileId = "83d2343b-553f-4c5e-b8c8-fd27004f94bf";

const route = { kind: "ring-group", memberIds: ["m-1"], acceptWithoutKey: false } as const;
const greeting = "You reached Joe & Sons. Leave a message; it will be recorded and transcribed.";
const voicemail: CallInstruction = { do: "take-voicemail", greeting, maxSeconds: 120, language: "en-US" };
const nothing: CallInstruction = { do: "nothing" };

/** What Ringback's rules would say, as short as can be. */
function nextInstruction(notice: ProviderNotice, facts: CallFacts): [CallInstruction, InstructionContext] {
  switch (notice.kind) {
    case "screening-asked":
      return [{ do: "ask-to-accept", whisper: "Press 1.", memberId: notice.memberId }, { callId: notice.callId }];
    case "attempt-asked":
      return [{ do: "ask-to-accept", whisper: "Press 1.", memberId: "" }, { attemptId: notice.attemptId }];
    case "attempt-accepted":
      return [
        { do: "dial-caller", number: caller, callerId: business, whisper: "Calling." },
        { attemptId: notice.attemptId },
      ];
    case "screening-declined":
    case "attempt-declined":
      return [{ do: "hang-up" }, {}];
    case "call":
      return [instructionFor(notice.event.kind, facts), { callId: notice.callId }];
    default:
      return [nothing, {}];
  }
}

function instructionFor(event: string, facts: CallFacts): CallInstruction {
  const phones = [{ memberId: "m-1", number: staff }];
  if (event === "arrived") return { do: "ring", phones, ringSeconds: 20, requireAcceptKey: true };
  if (event === "system-failed") return voicemail;
  if (event === "dial-ended") return judgeCall(facts).outcome === "answered" ? { do: "hang-up" } : voicemail;
  return event === "voicemail-left" ? { do: "say-and-hang-up", text: "Thank you." } : nothing;
}

/** Sets one up, with the number installed. Dispose of it with `await using`; it then checks that nothing was refused. */
export async function telnyxDesk() {
  const clock = manualClock();
  const dialect = telnyxDialect();
  const network = new PhoneNetwork({ clock, ids: "telnyx", webhookLimitMs: 2_000, dialect });
  const customer = network.addAccount();
  const provider = createTelnyx({ pause: async () => {} });
  const notices: ProviderNotice[] = [];
  const calls = new Map<string, CallFacts>();
  const refused: unknown[] = [];
  let brokenPaths: readonly string[] = [];
  const note = (notice: ProviderNotice): CallFacts => {
    notices.push(notice);
    if (notice.kind !== "call") return noFacts;
    const facts = mergeCallEvent(calls.get(notice.callId) ?? { ...noFacts, route }, notice.event);
    calls.set(notice.callId, facts);
    return facts;
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const pathAndQuery = (request.url ?? "").replace("/hooks/c", "");
    if (brokenPaths.includes(pathAndQuery)) return response.writeHead(500).end();
    const rawBody = Buffer.concat(parts);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const raw = { method: request.method ?? "", pathAndQuery, rawBody, headers };
    const read = provider.readWebhook(account, hookKindOf(pathAndQuery) ?? "voice", raw, clock.now());
    if (!read.ok) {
      refused.push({ pathAndQuery, read });
      return response.writeHead(read.status).end();
    }
    const [instruction, about] = nextInstruction(read.notice, note(read.notice));
    const answer = provider.renderInstruction(account, instruction, about);
    response.writeHead(200, { "content-type": answer.contentType }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const account: TelephonyAccount = {
    connectionId: "c",
    externalAccountId: customer.sid,
    secret: customer.authToken,
    previousSecret: null,
    credentials: {},
    settings: { publicKey: telnyxPublicKeyOf(customer), texmlApplicationId: applicationId },
    apiBaseUrl: await network.listen(),
    hookBaseUrl: `http://127.0.0.1:${port}/hooks/c`,
    staticFallbackUrl: null,
  };
  const { books } = dialect;
  books.addApplication({ id: applicationId, friendly_name: "Ringback" });
  books.addProfile({ id: profileId, webhook_url: "https://before.example/texts" });
  network.addNumber(customer, business, { friendlyName: "Front desk" });
  books.connectionOf.set(business, "another-connection");
  books.profileOf.set(business, profileId);
  books.apply(network.core);
  const number = await provider.findNumber(account, business);
  if (number === null) throw new Error("The network does not list its number.");
  const installed = await provider.installWebhooks(account, number);
  return {
    network,
    books,
    provider,
    customer,
    account,
    notices,
    number,
    installed,
    break: (...paths: string[]) => {
      brokenPaths = paths;
    },
    /** What was told about calls, as words. */
    told: () =>
      notices.map((notice) => {
        if (notice.kind !== "call") return notice.kind;
        return notice.event.kind === "leg-progress" ? `leg-${notice.event.status}` : notice.event.kind;
      }),
    /** The verdict on a call and its reason, as one word. */
    verdict: (callId: string) => {
      const { outcome, missReason } = judgeCall(calls.get(callId) ?? noFacts);
      return missReason ?? outcome;
    },
    async [Symbol.asyncDispose]() {
      await network.settled();
      await network.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      expect(refused).toEqual([]);
      expect(network.alerts.filter(({ code }) => code === 0)).toEqual([]);
    },
  };
}
