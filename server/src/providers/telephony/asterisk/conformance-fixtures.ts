import type { ConformanceFixtures, Ending } from "#providers/telephony/conformance.ts";
import { recordedCalls } from "./recorded-calls.ts";

const { live, logged } = recordedCalls("real-calls");
const ids: Readonly<Partial<Record<Ending, string>>> = {
  "a person answers": "1795244061.10",
  "a person answers, and no key is asked for": "1795244059.8",
  "nobody answers": "1795244052.0",
  "all phones are busy": "1795244057.4",
  "the caller gives up while it rings": "1795244055.2",
  "the caller hangs up at once": "1795244113.38",
  "a mobile's mailbox picks up": "1795244103.32",
  "nobody answers, a voicemail is left": "1795244072.18",
  "the caller gives up in a queue": "1795244087.23",
  "the queue turns the caller out": "1795244078.20",
  "a person of the queue answers": "1795244089.25",
};

/** Real calls of a real Asterisk, as its manager told them and as its files have them. */
export const fixtures: ConformanceFixtures = {
  account: {
    connectionId: "0199aaaa-0000-7000-8000-0000000000a5",
    externalAccountId: "ringback",
    secret: "the secret of manager.conf",
    previousSecret: null,
    credentials: {},
    settings: {},
    apiBaseUrl: "127.0.0.1:5038",
    hookBaseUrl: "https://ringback.example/hooks/0199aaaa-0000-7000-8000-0000000000a5",
    staticFallbackUrl: null,
  },
  now: Temporal.Instant.from("2026-11-21T06:56:00Z"),
  webhooks: null,
  endings: Object.fromEntries(Object.entries(ids).map(([ending, id]) => [ending, () => live.get(id) ?? []])),
  logged: async (ending) => logged.get(ids[ending] ?? "") ?? null,
};
