// Callbacks of a pilot as tests tell them.
import type { PilotMatters } from "./judge-pilot.ts";

/** Somebody who had an owner, was tried in time and has an outcome. */
export const kept: PilotMatters = {
  callers: 1,
  calls: 1,
  inHours: true,
  hasOwner: true,
  closed: true,
  attempts: 1,
  attemptedInTime: true,
  recovered: false,
  stale: false,
};

/** Somebody who rang again in time and got a person, before anybody tried. */
export const gotThrough: PilotMatters = { ...kept, attempts: 0, attemptedInTime: false, recovered: true };

export function times(count: number, matter: PilotMatters): PilotMatters[] {
  return Array.from({ length: count }, () => matter);
}
