import type { ConformanceFixtures } from "#providers/telephony/conformance.ts";
import { familyEndings, familyLog } from "#providers/telephony/twiml-family/recorded-calls.ts";
import { createTelnyx } from "./index.ts";
import { account, anotherAccount, asCallId, now, recorder, signingKey } from "./recorded-webhooks.ts";

// Its callers' own legs end `completed` whatever happened, so it cannot tell that the caller was gone (docs/rules.md T4.4).
const { "a person accepts, but the caller is gone": _, ...endings } = familyEndings(recorder);

export const fixtures: ConformanceFixtures = {
  account,
  now,
  webhooks: {
    signed: recorder.recordedWebhooks,
    keys: [signingKey],
    ofAnotherAccount: anotherAccount,
    signsAddress: false,
  },
  endings,
  // Its rows name no parent call (docs/rules.md T4.6).
  logged: familyLog(createTelnyx, { account, idOf: asCallId }, (row) => ({
    ...row,
    parent_call_sid: null,
    ...(row["direction"] === "inbound" ? { status: "completed" } : {}),
  })),
};
