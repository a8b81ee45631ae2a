import type { ConformanceFixtures } from "#providers/telephony/conformance.ts";
import { familyEndings, familyLog } from "#providers/telephony/twiml-family/recorded-calls.ts";
import { createTwilio } from "./index.ts";
import { account, recorder } from "./recorded-webhooks.ts";

export const fixtures: ConformanceFixtures = {
  account,
  now: Temporal.Instant.from("2026-11-20T18:02:00Z"),
  webhooks: {
    signed: recorder.recordedWebhooks,
    keys: ["token", "before"],
    ofAnotherAccount: { ...account, externalAccountId: "AC9" },
    signsAddress: true,
  },
  endings: familyEndings(recorder),
  logged: familyLog(createTwilio, { account, idOf: (sid) => sid }),
};
