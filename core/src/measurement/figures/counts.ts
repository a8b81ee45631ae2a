import type { Histogram } from "./histogram.ts";
import type { MeasuredCall } from "./measured-call.ts";
import { type MeasuredMatter, type TimeId, timeIds } from "./measured-matter.ts";

/** Sums over calls. All are additive, so days can be summed up beforehand. */
export interface CallCounts {
  readonly calls: number;
  readonly answered: number;
  readonly answeredLate: number;
  readonly missed: number;
}

/** Sums over matters, additive too. */
export interface MatterCounts {
  readonly matters: number;
  /** Not from an imported log: only of these can be known whether they had an owner, were told, closed or booked. */
  readonly live: number;
  readonly liveRecovered: number;
  /** Live, and not closed yet. */
  readonly open: number;
  readonly owned: number;
  readonly told: number;
  readonly delivered: number;
  readonly attempted: number;
  readonly attemptedInTime: number;
  /** Missed calls of the matters in which somebody tried in time. */
  readonly callsInTime: number;
  readonly stale: number;
  readonly recovered: number;
  readonly booked: number;
  readonly completed: number;
  readonly closedSameDay: number;
  readonly repeated: number;
  readonly phoneTag: number;
  readonly voicemails: number;
  readonly voicemailsUnreturned: number;
  readonly wrongOwner: number;
  readonly duplicates: number;
}

/** All that figures are worked out from. */
export interface Counts {
  readonly calls: CallCounts;
  readonly matters: MatterCounts;
  readonly times: Readonly<Record<TimeId, Histogram>>;
}

/** What one call adds. */
export function countsOfCall(call: MeasuredCall): CallCounts {
  const answered = call.missReason === null;
  return {
    calls: 1,
    answered: one(answered),
    answeredLate: one(answered && call.answeredLate),
    missed: one(!answered),
  };
}

/** What one matter adds. The roll-ups of the database say the same in SQL (migration `measurement`), and are checked against this. */
export function countsOfMatter(matter: MeasuredMatter): MatterCounts {
  const { attempts, recovered, voicemail, told } = matter;
  return {
    matters: 1,
    live: one(!matter.history),
    liveRecovered: one(!matter.history && recovered),
    open: one(!matter.history && !matter.completed),
    owned: one(matter.hasOwner),
    told: one(told === "sent" || told === "delivered"),
    delivered: one(told === "delivered"),
    attempted: one(attempts > 0 || recovered),
    attemptedInTime: one(matter.attemptedInTime),
    callsInTime: matter.attemptedInTime ? matter.calls : 0,
    stale: one(matter.stale),
    recovered: one(recovered),
    booked: one(matter.booked),
    completed: one(matter.completed),
    closedSameDay: one(matter.closedSameDay),
    repeated: one(matter.calls > 1),
    phoneTag: one(attempts >= 2),
    voicemails: one(voicemail),
    voicemailsUnreturned: one(voicemail && attempts === 0 && !recovered),
    wrongOwner: one(matter.wrongOwner),
    duplicates: one(matter.duplicate),
  };
}

/** Counts calls and matters one by one: what every roll-up has to agree with. */
export function countAll(calls: Iterable<MeasuredCall>, matters: Iterable<MeasuredMatter>): Counts {
  const times = noTimes();
  let matterCounts = noMatters;
  for (const matter of matters) {
    matterCounts = add(matterCounts, countsOfMatter(matter));
    for (const id of timeIds) {
      const value = matter.times[id];
      const histogram = times[id];
      if (value !== undefined) histogram.set(value, (histogram.get(value) ?? 0) + 1);
    }
  }
  let callCounts = noCalls;
  for (const call of calls) callCounts = add(callCounts, countsOfCall(call));
  return { calls: callCounts, matters: matterCounts, times };
}

/** An empty histogram for each time. */
export function noTimes(): Record<TimeId, Map<number, number>> {
  return {
    "owner-wall": new Map(),
    "owner-open": new Map(),
    "attempt-wall": new Map(),
    "attempt-open": new Map(),
    "conversation-wall": new Map(),
    "conversation-open": new Map(),
    "completed-wall": new Map(),
    "completed-open": new Map(),
    told: new Map(),
  };
}

export const noCalls: CallCounts = { calls: 0, answered: 0, answeredLate: 0, missed: 0 };
export const noMatters: MatterCounts = {
  matters: 0,
  live: 0,
  liveRecovered: 0,
  open: 0,
  owned: 0,
  told: 0,
  delivered: 0,
  attempted: 0,
  attemptedInTime: 0,
  callsInTime: 0,
  stale: 0,
  recovered: 0,
  booked: 0,
  completed: 0,
  closedSameDay: 0,
  repeated: 0,
  phoneTag: 0,
  voicemails: 0,
  voicemailsUnreturned: 0,
  wrongOwner: 0,
  duplicates: 0,
};

/** The sums of two disjoint sets. */
export function add<Sums extends CallCounts | MatterCounts>(a: Sums, b: Sums): Sums {
  const sum: Record<string, number> = { ...a };
  for (const [name, value] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + value;
  return sum as unknown as Sums;
}

function one(holds: boolean): 0 | 1 {
  return holds ? 1 : 0;
}
