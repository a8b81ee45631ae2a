import { isOpenAt } from "#business-hours/is-open.ts";
import { nextOpening } from "#business-hours/next-opening.ts";
import type { Routing, Shift } from "./routing.ts";

/** What is known of a person at one moment. */
export interface PersonNow {
  readonly id: string;
  /** The end of their time off, where it has begun. */
  readonly awayUntil: Temporal.Instant | null;
  /** The end of what their calendar, or they themselves, say keeps them busy. */
  readonly busyUntil: Temporal.Instant | null;
  readonly openCount: number;
  /** When a callback was given to them the last time. */
  readonly lastGivenAt: Temporal.Instant | null;
}

export type Duty =
  | { readonly state: "on-duty" }
  /** On duty, but taken until then. */
  | { readonly state: "busy"; readonly until: Temporal.Instant }
  /** Outside their shifts; `until` is the beginning of the next. */
  | { readonly state: "off-duty"; readonly until: Temporal.Instant | null }
  | { readonly state: "away"; readonly until: Temporal.Instant };

/** Whether a person can have a callback now. Shifts are wall time in the business's zone. Who has no shifts is on duty. */
export function dutyOf(person: PersonNow, { shifts }: Routing, timeZone: string, at: Temporal.Instant): Duty {
  const { awayUntil, busyUntil } = person;
  if (awayUntil !== null && Temporal.Instant.compare(at, awayUntil) < 0) return { state: "away", until: awayUntil };
  const shift = shifts.find(({ memberId }) => memberId === person.id);
  if (shift !== undefined && !worksAt(shift, timeZone, at))
    return { state: "off-duty", until: nextOpening(asCalendar(shift, timeZone), at) };
  if (busyUntil !== null && Temporal.Instant.compare(at, busyUntil) < 0) return { state: "busy", until: busyUntil };
  return { state: "on-duty" };
}

function worksAt(shift: Shift, timeZone: string, at: Temporal.Instant): boolean {
  return isOpenAt(asCalendar(shift, timeZone), at);
}

function asCalendar({ weekly }: Shift, timeZone: string) {
  return { timeZone, weekly, holidays: [], specialHours: {} };
}
