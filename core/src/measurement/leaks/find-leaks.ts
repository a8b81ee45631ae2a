import type { Steps } from "#measurement/steps.ts";
import { closedHoursLeaks } from "./closed-hours-leaks.ts";
import { crowdLeaks } from "./crowd-leaks.ts";
import type { Finding } from "./finding.ts";
import type { LeakContext } from "./leak-context.ts";
import { lineLeaks } from "./line-leaks.ts";
import { peopleLeaks } from "./people-leaks.ts";
import { windowLeaks } from "./window-leaks.ts";

/** Runs every detector; the leak with the most missed calls first. Detectors overlap: one call may be in several leaks. */
export function* findLeaks(context: LeakContext): Steps<Finding[]> {
  const found: Finding[] = [];
  for (const detect of [windowLeaks, closedHoursLeaks, lineLeaks, peopleLeaks, crowdLeaks]) {
    found.push(...detect(context));
    yield;
  }
  return found.sort((a, b) => b.missed.length - a.missed.length || (a.id < b.id ? -1 : 1));
}
