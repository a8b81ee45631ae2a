// A small business for tests of leaks and replays: three people, two phones that ring, Chicago time.
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import type { Playbook } from "#playbook/playbook.ts";
import type { PastCall, PastPhone } from "./past-call.ts";
import type { ReplayPast } from "./replay-calls.ts";

export const team = [
  { id: "ann", phone: "+13125550101" },
  { id: "ben", phone: "+13125550102" },
  { id: "cid", phone: "+13125550103" },
];

const usual = defaultPlaybook({ businessName: "Ace", trade: "general", timeZone: "America/Chicago", ownerId: "ann" });
export const playbook: Playbook = { ...usual, answering: { ...usual.answering, ringMemberIds: ["ann", "ben"] } };

/** A call by local wall time, e.g. `2026-11-16T12:10`; Ann's phone rings unless something else is said. */
export function call(at: string, more: Partial<PastCall> = {}): PastCall {
  const arrivedMs = Temporal.PlainDateTime.from(at).toZonedDateTime("America/Chicago").epochMilliseconds;
  return {
    id: at,
    arrivedMs,
    numberId: "main",
    caller: `+1312555${String(arrivedMs / 1000).slice(-4)}`,
    playbookVersion: 1,
    outcome: "missed",
    missReason: "no-answer",
    answeredBy: null,
    answeredAfter: null,
    busySeconds: 20,
    route: { kind: "ring-group", memberIds: ["ann", "ben"], acceptWithoutKey: false },
    phones: [phone("ann"), phone("ben")],
    gaveUpAfter: null,
    leftAtGreetingAfter: null,
    rangSeconds: 20,
    broke: false,
    dialEnded: null,
    inHours: true,
    emergency: false,
    hasCallback: true,
    history: false,
    ...more,
  };
}

/** A phone that rang for 20 seconds. */
export function phone(memberId: string, more: Partial<PastPhone> = {}): PastPhone {
  return { memberId, rangFrom: 0, pickedUpAfter: null, stoppedAfter: 20, became: "rang", ...more };
}

/** A call that somebody took after so many seconds, for three minutes. */
export function answered(at: string, by = "ann", after = 8, more: Partial<PastCall> = {}): PastCall {
  const phones = ["ann", "ben"].map((id) =>
    id === by
      ? phone(id, { became: "answered", pickedUpAfter: after, stoppedAfter: null })
      : phone(id, { stoppedAfter: after }),
  );
  return call(at, {
    outcome: "answered",
    missReason: null,
    answeredBy: by,
    answeredAfter: after,
    busySeconds: after + 180,
    rangSeconds: after,
    phones,
    ...more,
  });
}

/** A call after hours: voicemail at once. */
export function closed(at: string, more: Partial<PastCall> = {}): PastCall {
  return call(at, {
    route: { kind: "voicemail", because: "after-hours" },
    missReason: "after-hours",
    phones: [],
    rangSeconds: null,
    busySeconds: 0,
    inHours: false,
    ...more,
  });
}

export function past(calls: readonly PastCall[], rules: Playbook = playbook): ReplayPast {
  return {
    calls: calls.toSorted((a, b) => a.arrivedMs - b.arrivedMs),
    team,
    playbooks: new Map([[1, rules]]),
    currentVersion: 1,
    outbound: [],
  };
}

export const names = { person: (id: string) => id.slice(0, 1).toUpperCase() + id.slice(1), number: (id: string) => id };
