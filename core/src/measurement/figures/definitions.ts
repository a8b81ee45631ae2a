// Every figure, defined once: what counts, what is left out, by which clock. The words stand beside the figure wherever it is
// shown, and its id goes with it into every export.
import type { Counts } from "./counts.ts";
import { sourcesOf } from "./figure-sources.ts";
import { percentile } from "./histogram.ts";
import type { TimeId } from "./measured-matter.ts";

export type FigureUnit = "count" | "share" | "minutes" | "seconds";

export interface FigureDefinition {
  /** Stable: it names the figure in addresses, exports and the API. */
  readonly id: string;
  readonly title: string;
  /** What counts. */
  readonly counts: string;
  /** What is left out. */
  readonly leavesOut: string;
  readonly clock: "none" | "wall" | "open";
  readonly unit: FigureUnit;
  readonly better: "more" | "less" | "neither";
  /** What is behind it. */
  readonly opens: "calls" | "matters";
  /** Where it comes from, by the numbers of docs/rules.md (its section on figures). */
  readonly sources: readonly string[];
  readonly value: (counts: Counts) => FigureValue;
}

/** `value` is null where nothing was there to count from. */
export interface FigureValue {
  readonly value: number | null;
  /** For a share: its two sides. For a time: how many it was taken from. */
  readonly part: number | null;
  readonly whole: number | null;
}

const always = "Drills, and calls that a person may still answer.";
const notInLogs = "Imported logs: they do not tell it.";
const openedByText = "Drills, and matters that a text began: nothing was missed.";

const count = (part: number): FigureValue => ({ value: part, part, whole: null });
const share = (part: number, whole: number): FigureValue => ({ value: whole === 0 ? null : part / whole, part, whole });

function time(id: TimeId, rank: number): (counts: Counts) => FigureValue {
  return ({ times }) => {
    const histogram = times[id];
    let whole = 0;
    for (const occurrences of histogram.values()) whole += occurrences;
    return { value: percentile(histogram, rank), part: null, whole };
  };
}

type Plain = Omit<FigureDefinition, "clock" | "sources"> & Partial<Pick<FigureDefinition, "clock">>;
const define = (definition: Plain): FigureDefinition => ({
  clock: "none",
  sources: sourcesOf(definition.id),
  ...definition,
});

/** Median and 90th percentile of a time, by both clocks. */
function timeFigures(about: {
  readonly id: string;
  readonly time: string;
  readonly title: string;
  readonly counts: string;
  readonly leavesOut: string;
}): FigureDefinition[] {
  return (["wall", "open"] as const).flatMap((clock) =>
    (
      [
        ["median", 0.5, "half of them took no longer"],
        ["p90", 0.9, "nine of ten took no longer"],
      ] as const
    ).map(([name, rank, words]) =>
      define({
        id: `${about.id}.${clock}.${name}`,
        title: `${about.title}, ${name === "median" ? "median" : "nine of ten"}`,
        counts: `${about.counts} Whole minutes, ${clock === "wall" ? "every minute counts" : "only minutes in which you were open count, by the hours in force at the call"}; ${words}.`,
        leavesOut: about.leavesOut,
        clock,
        unit: "minutes",
        better: "less",
        opens: "matters",
        value: time(`${about.time}-${clock}` as TimeId, rank),
      }),
    ),
  );
}

export const figureDefinitions: readonly FigureDefinition[] = [
  define({
    id: "calls.inbound",
    title: "Calls",
    counts: "Every call to one of your numbers, once, however many phones rang.",
    leavesOut: always,
    unit: "count",
    better: "neither",
    opens: "calls",
    value: ({ calls }) => count(calls.calls),
  }),
  define({
    id: "calls.answered",
    title: "Answered by a person",
    counts: "Calls that a person of yours is proven to have taken.",
    leavesOut: `A voicemail, a machine or a phone that only rang. ${always}`,
    unit: "count",
    better: "more",
    opens: "calls",
    value: ({ calls }) => count(calls.answered),
  }),
  define({
    id: "calls.answered-late",
    title: "Answered late",
    counts: "Of the calls a person took, those in which the caller had waited longer than your playbook allows.",
    leavesOut: always,
    unit: "share",
    better: "less",
    opens: "calls",
    value: ({ calls }) => share(calls.answeredLate, calls.answered),
  }),
  define({
    id: "calls.missed",
    title: "Missed calls",
    counts: "Calls that no person took, whatever the reason; those that went to voicemail too.",
    leavesOut: always,
    unit: "count",
    better: "less",
    opens: "calls",
    value: ({ calls }) => count(calls.missed),
  }),
  define({
    id: "calls.missed-rate",
    title: "Missed by people",
    counts: "Missed calls, of all calls.",
    leavesOut: always,
    unit: "share",
    better: "less",
    opens: "calls",
    value: ({ calls }) => share(calls.missed, calls.calls),
  }),
  define({
    id: "callers.missed",
    title: "Callers missed",
    counts: "One caller with one matter, however often they rang about it.",
    leavesOut: openedByText,
    unit: "count",
    better: "less",
    opens: "matters",
    value: ({ matters }) => count(matters.matters),
  }),
  define({
    id: "calls.coverage",
    title: "Got a person or a try in time",
    counts:
      "Calls that a person took, and missed ones where somebody tried to call back before the promise was due; of all calls.",
    leavesOut: always,
    unit: "share",
    better: "more",
    opens: "calls",
    value: ({ calls, matters }) => share(calls.answered + matters.callsInTime, calls.calls),
  }),
  ...(
    [
      ["callers.owned", "Given an owner", "Callers whose callback one person has or had.", "owned", "live", "more"],
      [
        "callers.told",
        "Told at once",
        "Callers to whom the first text left, whether or not its delivery is known.",
        "told",
        "live",
        "more",
      ],
      [
        "callers.attempted",
        "Called back",
        "Callers somebody tried to reach, or who got through by themselves.",
        "attempted",
        "matters",
        "more",
      ],
      [
        "callers.attempted-in-time",
        "Called back in time",
        "Callers somebody tried to reach before the promise was due; of an imported log, within the target your rules had.",
        "attemptedInTime",
        "matters",
        "more",
      ],
      [
        "callers.recovered",
        "Really recovered",
        "Callers who have talked to a person. A voicemail left on a voicemail is none.",
        "recovered",
        "matters",
        "more",
      ],
      [
        "callers.booked",
        "Booked",
        "Callers whose callback was closed with an outcome that your playbook calls booked.",
        "booked",
        "live",
        "more",
      ],
      [
        "callers.completed",
        "Callbacks completed",
        "Callers whose callback was closed with an outcome, reached or not.",
        "completed",
        "live",
        "more",
      ],
      ["callers.open", "Still open", "Callers whose callback nobody has closed yet.", "open", "live", "less"],
      [
        "callers.stale",
        "Gone stale",
        "Callers whose promise ran out before anybody had tried; of an imported log, the target your rules had.",
        "stale",
        "matters",
        "less",
      ],
      [
        "callers.repeated",
        "Called again",
        "Callers who rang more than once about the same matter.",
        "repeated",
        "matters",
        "less",
      ],
      [
        "callers.phone-tag",
        "Phone tag",
        "Callers whom it took two tries or more to reach.",
        "phoneTag",
        "matters",
        "less",
      ],
      [
        "callers.wrong-owner",
        "Wrong owner",
        "Callers whose callback a person gave to somebody else because the wrong one had it.",
        "wrongOwner",
        "live",
        "less",
      ],
      [
        "callers.duplicate",
        "Duplicates",
        "Callbacks closed as the same matter as another one.",
        "duplicates",
        "live",
        "less",
      ],
    ] as const
  ).map(([id, title, counts, field, of, better]) =>
    define({
      id,
      title,
      counts: `${counts} Of all callers missed.`,
      leavesOut: of === "live" ? `${notInLogs} ${openedByText}` : openedByText,
      unit: "share",
      better,
      opens: "matters",
      value: ({ matters }) => share(matters[field], matters[of]),
    }),
  ),
  define({
    id: "callers.conversion",
    title: "Booked of those reached",
    counts: "Of the callers who have talked to a person, those who booked.",
    leavesOut: `${notInLogs} ${openedByText}`,
    unit: "share",
    better: "more",
    opens: "matters",
    value: ({ matters }) => share(matters.booked, matters.liveRecovered),
  }),
  define({
    id: "callers.carried-over",
    title: "Carried over",
    counts:
      "Callers whose callback was not closed by the end of the day on which they rang; of an imported log, who had not talked to anybody by then. Of all callers missed.",
    leavesOut: openedByText,
    unit: "share",
    better: "less",
    opens: "matters",
    value: ({ matters }) => share(matters.matters - matters.closedSameDay, matters.matters),
  }),
  define({
    id: "voicemails.unreturned",
    title: "Voicemails nobody returned",
    counts: "Callers who left a voicemail, whom nobody has tried to reach and who did not get through.",
    leavesOut: openedByText,
    unit: "count",
    better: "less",
    opens: "matters",
    value: ({ matters }) => ({
      value: matters.voicemailsUnreturned,
      part: matters.voicemailsUnreturned,
      whole: matters.voicemails,
    }),
  }),
  define({
    id: "told.delivered",
    title: "First texts delivered",
    counts: "Of the first texts that left, those whose delivery the phone network has confirmed.",
    leavesOut: "Texts that law, consent or usefulness stood against.",
    unit: "share",
    better: "more",
    opens: "matters",
    value: ({ matters }) => share(matters.delivered, matters.told),
  }),
  ...(
    [
      ["median", 0.5, "half of them took no longer"],
      ["p90", 0.9, "nine of ten took no longer"],
    ] as const
  ).map(([name, rank, words]) =>
    define({
      id: `told.latency.${name}`,
      title: `Time to the first text, ${name === "median" ? "median" : "nine of ten"}`,
      counts: `From the start of the missed call until its text was handed to the phone network, in whole seconds; ${words}.`,
      leavesOut: "Texts that did not leave.",
      clock: "wall",
      unit: "seconds",
      better: "less",
      opens: "matters",
      value: time("told", rank),
    }),
  ),
  ...timeFigures({
    id: "missed_call_callback_time.assigned",
    time: "owner",
    title: "Missed call to assigned callback",
    counts: "From the start of the missed call until its callback had an owner.",
    leavesOut: `Calls of an imported log: nobody was given them. ${openedByText}`,
  }),
  ...timeFigures({
    id: "callers.time-to-attempt",
    time: "attempt",
    title: "Missed call to first try",
    counts: "From the start of the missed call until somebody first tried to reach the caller.",
    leavesOut: `Callers nobody has tried. ${openedByText}`,
  }),
  ...timeFigures({
    id: "callers.time-to-conversation",
    time: "conversation",
    title: "Missed call to conversation",
    counts: "From the start of the missed call until the caller and a person talked.",
    leavesOut: `Callers who have not talked to anybody. ${openedByText}`,
  }),
  ...timeFigures({
    id: "missed_call_callback_time.completed",
    time: "completed",
    title: "Missed call to completed callback",
    counts: "From the start of the missed call until its callback was closed with an outcome.",
    leavesOut: `Callbacks still open. ${openedByText}`,
  }),
];

/** A figure with its value, as every page, export and answer has it. */
export interface Figure extends FigureValue {
  readonly id: string;
}

export function figuresOf(counts: Counts): Figure[] {
  return figureDefinitions.map(({ id, value }) => ({ id, ...value(counts) }));
}
