import type { ConformanceFixtures } from "#providers/telephony/conformance.ts";
import { twilioEndings } from "#providers/telephony/twilio/conformance-fixtures.ts";
import { account, asSignalWire, recordedWebhooks } from "./recorded-webhooks.ts";

export const fixtures: ConformanceFixtures = {
  account,
  now: Temporal.Instant.from("2026-11-20T18:02:00Z"),
  webhooks: {
    signed: recordedWebhooks,
    keys: ["token", "before"],
    ofAnotherAccount: { ...account, externalAccountId: "another-project" },
    signsAddress: true,
  },
  endings: Object.fromEntries(
    Object.entries(twilioEndings).map(([name, tell]) => [name, () => tell().map((raw) => asSignalWire(raw, "token"))]),
  ),
};
