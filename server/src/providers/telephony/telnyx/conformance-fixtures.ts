import type { ConformanceFixtures } from "#providers/telephony/conformance.ts";
import { familyEndings } from "#providers/telephony/twiml-family/recorded-calls.ts";
import { account, anotherAccount, now, recorder, signingKey } from "./recorded-webhooks.ts";

export const fixtures: ConformanceFixtures = {
  account,
  now,
  webhooks: {
    signed: recorder.recordedWebhooks,
    keys: [signingKey],
    ofAnotherAccount: anotherAccount,
    signsAddress: false,
  },
  endings: familyEndings(recorder),
};
