import type { ConformanceFixtures } from "#providers/telephony/conformance.ts";
import { familyEndings } from "#providers/telephony/twiml-family/recorded-calls.ts";
import { account, recorder } from "./recorded-webhooks.ts";

export const fixtures: ConformanceFixtures = {
  account,
  now: Temporal.Instant.from("2026-11-20T18:02:00Z"),
  webhooks: {
    signed: recorder.recordedWebhooks,
    keys: ["PSK-token", "PSK-before"],
    ofAnotherAccount: { ...account, externalAccountId: "another-project" },
    signsAddress: true,
  },
  endings: familyEndings(recorder),
};
