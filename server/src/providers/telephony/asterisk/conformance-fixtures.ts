// Calls as a real Asterisk 22 told them to its manager (fixtures/real-calls-ami.txt). Only tests import this.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import type { ConformanceFixtures, Ending } from "#providers/telephony/conformance.ts";
import { createAmiReader } from "./ami-protocol.ts";
import { createCallTracker } from "./call-tracker.ts";
import { readSettings } from "./settings.ts";
import { epochOf } from "./unique-id.ts";

/** The recorded call of each ending, by its linked id. */
const recorded: Partial<Record<Ending, string>> = {
  "a person answers": "1795244059.8",
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

function eventsOf(linkedId: string): readonly CallEvent[] {
  const reader = createAmiReader();
  reader.push(Buffer.from("Asterisk Call Manager/11.0.0\r\n"));
  const read = reader.push(readFileSync(join(import.meta.dirname, "fixtures", "real-calls-ami.txt")));
  if (!read.ok) throw new Error(read.problem);
  const tracker = createCallTracker(readSettings({ apiBaseUrl: "pbx", settings: {} }).lines);
  const never = Temporal.Instant.fromEpochMilliseconds(0);
  return read.blocks
    .flatMap((block) => {
      const stamp = Number(block.get("Timestamp"));
      const at = Number.isNaN(stamp) ? epochOf(block.get("Linkedid") ?? "") : atSeconds(stamp);
      return tracker.take(block, at ?? never);
    })
    .flatMap((notice) => (notice.kind === "call" && notice.callId === linkedId ? [notice.event] : []));
}

function atSeconds(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(seconds * 1000));
}

export const fixtures: ConformanceFixtures = {
  account: {
    connectionId: "c",
    externalAccountId: "ringback",
    secret: "manager secret",
    previousSecret: null,
    credentials: {},
    settings: {},
    apiBaseUrl: "pbx.invalid",
    hookBaseUrl: "https://ringback.example/hooks/c",
    staticFallbackUrl: null,
  },
  now: Temporal.Instant.from("2026-11-21T07:00:00Z"),
  webhooks: null,
  endings: Object.fromEntries(Object.entries(recorded).map(([name, id]) => [name, () => eventsOf(id)])),
};
