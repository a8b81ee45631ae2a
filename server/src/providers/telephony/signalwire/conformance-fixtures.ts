import type { ConformanceFixtures } from "#providers/telephony/conformance.ts";
import { familyEndings, familyLog } from "#providers/telephony/twiml-family/recorded-calls.ts";
import { createSignalWire } from "./index.ts";
import { account, asUuid, recorder } from "./recorded-webhooks.ts";

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
  logged: familyLog(createSignalWire, { account, idOf: asUuid }, ({ direction, duration, ...row }) => ({
    ...row,
    direction: direction === "inbound" ? "inbound" : "outbound",
    duration: Number(duration),
  })),
};
