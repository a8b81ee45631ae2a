import type { ConformanceFixtures } from "#providers/telephony/conformance.ts";
import { recordedCalls } from "./recorded-calls.ts";

const { live } = recordedCalls("real-calls");
const call = (id: string) => () => live.get(id) ?? [];

/** Real calls of a real Asterisk, as its manager told them. */
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
  endings: {
    "a person answers": call("1795244061.10"),
    "nobody answers": call("1795244052.0"),
    "all phones are busy": call("1795244057.4"),
    "the caller gives up while it rings": call("1795244055.2"),
    "the caller hangs up at once": call("1795244113.38"),
    "a mobile's mailbox picks up": call("1795244103.32"),
    "nobody answers, a voicemail is left": call("1795244072.18"),
    "the caller gives up in a queue": call("1795244087.23"),
    "the queue turns the caller out": call("1795244078.20"),
    "a person of the queue answers": call("1795244089.25"),
  },
};
