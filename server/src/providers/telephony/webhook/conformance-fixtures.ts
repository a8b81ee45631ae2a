import type { ConformanceFixtures } from "#providers/telephony/conformance.ts";
import type { RawWebhook } from "#providers/telephony/provider.ts";
import { account, post, recordedWebhooks, signedAt } from "./recorded-webhooks.ts";

/** Events of one call, a second apart. */
function tell(...events: readonly (readonly [type: string, data?: object])[]): readonly RawWebhook[] {
  const started = Temporal.Instant.from("2026-11-20T18:00:00Z");
  return events.map(([type, data], place) =>
    post(
      { type, timestamp: started.add({ seconds: place * 5 }).toString(), data: { call_id: "c-9", ...data } },
      { id: `msg_${place}` },
    ),
  );
}

const parties = { from: "+13125550199", to: "+13125550117" };
const starts = ["call.started", parties] as const;
const missed = (reason: string) => ["call.missed", { ...parties, reason, started_at: "2026-11-20T18:00:00Z" }] as const;
const rings = ["call.ringing", { phone: "101" }] as const;
const ends = (status: string) => ["call.ended", { status }] as const;

export const fixtures: ConformanceFixtures = {
  account,
  now: signedAt,
  webhooks: {
    signed: recordedWebhooks,
    keys: [account.secret, account.previousSecret ?? ""],
    ofAnotherAccount: null,
    // Standard Webhooks signs id, time and body; the address is a secret of its own, as it names the connection.
    signsAddress: false,
  },
  endings: {
    "a person answers": () => tell(starts, rings, ["call.answered", { by: "person", phone: "101" }], ends("completed")),
    "nobody answers": () => tell(starts, rings, missed("no-answer")),
    "all phones are busy": () => tell(starts, rings, missed("busy")),
    "the caller gives up while it rings": () => tell(starts, rings, ends("canceled")),
    "the caller hangs up at once": () => tell(starts, ends("canceled")),
    "a mobile's mailbox picks up": () =>
      tell(starts, rings, ["call.answered", { by: "machine", phone: "101" }], ends("completed")),
    "nobody answers, a voicemail is left": () =>
      tell(starts, rings, missed("no-answer"), ["call.voicemail", { duration_seconds: 17 }], ends("completed")),
    "a person answers, and no key is asked for": () =>
      tell(starts, rings, ["call.answered", { by: "person", phone: "101" }], ends("completed")),
    "a person accepts, but the caller is gone": () => tell(starts, rings, missed("not-connected")),
    "the business is closed": () => tell(starts, missed("after-hours")),
    "nobody is on duty": () => tell(starts, missed("no-agent-on-duty")),
    "one of our addresses fails": () => tell(starts, missed("system-failure")),
    "the caller gives up in a queue": () =>
      tell(
        starts,
        ["call.queued", { queue: "sales" }],
        ["call.left_queue", { queue: "sales", result: "abandoned" }],
        ends("completed"),
      ),
    "the queue turns the caller out": () =>
      tell(
        starts,
        ["call.queued", { queue: "sales" }],
        rings,
        ["call.left_queue", { queue: "sales", result: "timed-out" }],
        ends("completed"),
      ),
    "a person of the queue answers": () =>
      tell(
        starts,
        ["call.queued", { queue: "sales" }],
        ["call.left_queue", { queue: "sales", result: "answered" }],
        ends("completed"),
      ),
  },
};
