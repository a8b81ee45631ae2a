import type { CheckName } from "./scorecard-case.ts";

/** The least share of callers, in hundredths, for the levels 5, 4, 3 and 2; below the last it is 1. */
export type LevelShares = readonly [five: number, four: number, three: number, two: number];

export interface CheckDefinition {
  readonly title: string;
  /** The question an owner can ask, and what counts as passed. */
  readonly question: string;
  readonly counts: string;
  readonly leavesOut: string;
  readonly shares: LevelShares;
  /** What to do when it is red, and the screen where that is done. */
  readonly fix: string;
  readonly fixAt: "numbers" | "texting" | "listening" | "team" | "today";
}

// What a machine does alone has to be nearly perfect; what people do is held to the 90 % of the pilot (requirement S1-48).
const machine: LevelShares = [99, 97, 90, 75];
const mixed: LevelShares = [98, 95, 85, 60];
const people: LevelShares = [95, 90, 75, 50];

export const checkDefinitions: Readonly<Record<CheckName, CheckDefinition>> = {
  detect: {
    title: "Detection",
    question: "Does the business know at once when a call is missed?",
    counts: "Missed calls that Ringback knew of within a minute.",
    leavesOut: "Drills and imported calls.",
    shares: machine,
    fix: "Look at the connection of your phone system: its notices do not arrive, or arrive late.",
    fixAt: "numbers",
  },
  acknowledge: {
    title: "Acknowledgment",
    question: "Does the caller hear from you at once?",
    counts: "Callers whose first text left within two minutes of the missed call being noticed.",
    leavesOut: "Callers whom the law, their consent or the usefulness of a text stood against, and calls noticed late.",
    shares: mixed,
    fix: "See that texts are on, that your numbers are registered for texting, and why the last ones failed.",
    fixAt: "texting",
  },
  urgency: {
    title: "Urgency",
    question: "Is a same-day emergency treated differently from a question?",
    counts:
      "Callers who said something and whose words were judged or shown to a person; urgent ones also promised sooner.",
    leavesOut: "Callers who said nothing, and calls noticed late.",
    shares: mixed,
    fix: "See that voicemails are written down and judged, and that urgent callbacks are due sooner than others.",
    fixAt: "listening",
  },
  ownership: {
    title: "Ownership",
    question: "Is there always one clear owner?",
    counts: "Callers whose callback a rule of yours gave to one person.",
    leavesOut: "Calls noticed late.",
    shares: machine,
    fix: "Name an owner for each number and a person for everything that no rule settles.",
    fixAt: "team",
  },
  loop: {
    title: "Closed loop",
    question: "Can you see whether it worked?",
    counts: "Callers whose callback was closed with an outcome.",
    leavesOut: "Callbacks that are not due yet, or whose next try is planned; those without an owner.",
    shares: people,
    fix: "Close what is overdue with its outcome, or give it to somebody who will.",
    fixAt: "today",
  },
};

/** The level, 1 to 5, of a share from 0 to 1. */
export function levelOf(share: number, shares: LevelShares): number {
  // Products like 0.29 * 100 may lie a hair below the whole number they stand for.
  const hundredths = share * 100 + 1e-9;
  const below = shares.filter((least) => hundredths < least).length;
  return 5 - below;
}

/** The thresholds of a check in words. */
export function levelWords([five, four, three, two]: LevelShares): string {
  return `Level 5 from ${five} % with a drill passed, 4 from ${four} %, 3 from ${three} %, 2 from ${two} %, else 1. Red up to level 2.`;
}
