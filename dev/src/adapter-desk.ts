// A desk where an adapter of the TwiML family and the fake phone network meet over real HTTP, with rules as short as can
// be. Only tests use it.
import { createServer } from "node:http";
import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "@ringback/core/calls/call-facts.ts";
import { judgeCall } from "@ringback/core/calls/missed-call.ts";
import { hookKindOf } from "@ringback/server/providers/telephony/hook-kind.ts";
import type { ProviderNotice, TelephonyAccount } from "@ringback/server/providers/telephony/provider.ts";
import { createSignalWire } from "@ringback/server/providers/telephony/signalwire/index.ts";
import { createTwilio } from "@ringback/server/providers/telephony/twilio/index.ts";
import { expect } from "vitest";
import { manualClock } from "./fake-phone-network/clock.ts";
import { twilioDialect } from "./fake-phone-network/dialect.ts";
import { PhoneNetwork, type PhoneNetworkOptions } from "./fake-phone-network/network.ts";
import { signalWireDialect } from "./fake-phone-network/signalwire-dialect.ts";
import { validateTwilioRequest } from "./vendor-openapi.ts";

export const business = "+15559870000";
export const caller = "+15551230001";
export const staff = "+15557770001";
export const otherStaff = "+15557770002";

/** The network's clock stands still, so nobody has to wait for the vendor to be less busy. */
const pause = async () => {};

/** The vendors of the family: the adapter, how the network plays its peer, and how an account is addressed. */
export const vendors = {
  twilio: { create: createTwilio, provider: createTwilio({ pause }), dialect: twilioDialect, credentials: {} },
  signalwire: {
    create: createSignalWire,
    provider: createSignalWire({ pause }),
    dialect: signalWireDialect,
    credentials: { signingKey: "PSK-of-the-project" },
  },
} as const;
export type Vendor = keyof typeof vendors;

const phones = [
  { memberId: "m-1", number: staff },
  { memberId: "m-2", number: otherStaff },
];
const route = { kind: "ring-group", memberIds: ["m-1", "m-2"], acceptWithoutKey: false } as const;
const greeting = "You reached Joe & Sons. Leave a message; it will be recorded and transcribed.";
const voicemail: CallInstruction = { do: "take-voicemail", greeting, maxSeconds: 120, language: "en-US" };

/** What Ringback's rules would say, as short as can be. */
function nextInstruction(
  notice: ProviderNotice,
  facts: CallFacts,
): { instruction: CallInstruction; attemptId?: string } {
  switch (notice.kind) {
    case "screening-asked":
      return { instruction: { do: "ask-to-accept", whisper: "A call for Joe. Press 1.", memberId: notice.memberId } };
    case "attempt-asked":
      return {
        instruction: { do: "ask-to-accept", whisper: "Call back Dana. Press 1.", memberId: "" },
        attemptId: notice.attemptId,
      };
    case "attempt-accepted":
      return {
        instruction: { do: "dial-caller", number: caller, callerId: business, whisper: "Calling." },
        attemptId: notice.attemptId,
      };
    case "screening-declined":
    case "attempt-declined":
      return { instruction: { do: "hang-up" } };
    case "call":
      if (notice.event.kind === "arrived")
        return { instruction: { do: "ring", phones, ringSeconds: 20, requireAcceptKey: true } };
      if (notice.event.kind === "system-failed") return { instruction: voicemail };
      if (notice.event.kind === "dial-ended")
        return { instruction: judgeCall(facts).outcome === "answered" ? { do: "hang-up" } : voicemail };
      if (notice.event.kind === "voicemail-left") return { instruction: { do: "say-and-hang-up", text: "Thank you." } };
  }
  return { instruction: { do: "nothing" } };
}

/** Sets one up, with the number installed. Dispose of it with `await using`; it then checks that nothing was refused. */
export async function desk(vendor: Vendor, options: PhoneNetworkOptions = {}) {
  const { provider, dialect, credentials } = vendors[vendor];
  const clock = manualClock();
  const network = new PhoneNetwork({ clock, ids: "adapter", webhookLimitMs: 2_000, dialect, ...options });
  const customer = network.addAccount({ ...credentials });
  const notices: ProviderNotice[] = [];
  const calls = new Map<string, CallFacts>();
  const refused: unknown[] = [];
  let brokenPaths: readonly string[] = [];
  const note = (notice: ProviderNotice): CallFacts => {
    notices.push(notice);
    if (notice.kind !== "call") return noFacts;
    const known = calls.get(notice.callId) ?? { ...noFacts, route };
    const told = known.arrived === undefined && notice.arrival !== null ? mergeCallEvent(known, notice.arrival) : known;
    const facts = mergeCallEvent(told, notice.event);
    calls.set(notice.callId, facts);
    return facts;
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const pathAndQuery = (request.url ?? "").replace("/hooks/c", "");
    if (brokenPaths.includes(pathAndQuery)) return response.writeHead(500).end();
    const raw = {
      method: request.method ?? "",
      pathAndQuery,
      rawBody: Buffer.concat(parts),
      headers: request.headers as Record<string, string>,
    };
    const read = provider.readWebhook(account, hookKindOf(pathAndQuery) ?? "voice", raw, clock.now());
    if (!read.ok) {
      refused.push({ pathAndQuery, read });
      return response.writeHead(read.status).end();
    }
    const { instruction, attemptId } = nextInstruction(read.notice, note(read.notice));
    const answer = provider.renderInstruction(account, instruction, attemptId === undefined ? {} : { attemptId });
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
    credentials,
    settings: {},
    apiBaseUrl: await network.listen(),
    hookBaseUrl: `http://127.0.0.1:${port}/hooks/c`,
    staticFallbackUrl: null,
  };
  network.addNumber(customer, business, { smsUrl: "https://before.example/sms" });
  const number = await provider.findNumber(account, business);
  if (number === null) throw new Error("The network does not list its number.");
  const installed = await provider.installWebhooks(account, number);
  return {
    network,
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
    /** What is known of a call from its webhooks. */
    facts: (callId: string) => calls.get(callId) ?? { ...noFacts, route },
    async [Symbol.asyncDispose]() {
      await network.settled();
      await network.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      expect(refused).toEqual([]);
      expect(network.alerts.filter(({ code }) => code === 0)).toEqual([]);
      if (vendor === "twilio") expect(complaints(network)).toEqual([]);
    },
  };
}

/** What Twilio's own description of its API has to say of our requests. */
function complaints(network: PhoneNetwork): string[] {
  return (
    network.requests
      // Files are documented outside the description: a recording's path without an extension is its WAV, that of a text's
      // media is the file.
      .filter(({ path }) => !/\/(Recordings\/RE|Media\/ME)\w+$/.test(path))
      .flatMap((request) => validateTwilioRequest(request))
      // An empty URL clears the setting; the description only knows URLs.
      .filter((words) => !words.endsWith('must match format "uri" ()'))
  );
}

/** The verdict and its reason, as one word. */
export function verdictOf(facts: CallFacts): string {
  const { outcome, missReason } = judgeCall(facts);
  return missReason ?? outcome ?? "undecided";
}

/** Facts with the events of a log folded in. */
export function withLog(facts: CallFacts, events: readonly CallEvent[]): CallFacts {
  return events.reduce(mergeCallEvent, facts);
}
