import { type Figure, figureDefinitions } from "#measurement/figures/definitions.ts";
import { countWords } from "#measurement/figures/figure-words.ts";
import { rangeWords } from "#measurement/figures/range-words.ts";
import type { EmergencyVerdict } from "#measurement/weekly/review-week.ts";
import type { Week } from "#measurement/weekly/week.ts";
import { type Report, type ReportColumn, type ReportSection, wordsSection } from "./report-model.ts";

/** A caller of a week's review, as it stands now. `started` and `due` are words in the account's own time. */
interface ReportedCaller {
  readonly callerName: string | null;
  readonly callerNumber: string | null;
  readonly started: string;
  readonly owner: string;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly note: string | null;
}

export interface ReportedWeek {
  readonly business: string;
  readonly timeZone: string;
  readonly week: Week;
  /** The figures of the week and of the one before. */
  readonly figures: readonly Figure[];
  readonly before: readonly Figure[];
  /** null: there is no review of that week. */
  readonly review: {
    readonly isFinished: boolean;
    readonly left: { readonly callers: number; readonly emergencies: number };
    readonly looseCalls: number;
    /** How many there are; of many, only the first `listedMax` stand in the lists below. */
    readonly all: { readonly callers: number; readonly emergencies: number };
    readonly callers: readonly (ReportedCaller & {
      readonly due: string;
      readonly isOverdue: boolean;
      readonly isSettled: boolean;
    })[];
    readonly emergencies: readonly (ReportedCaller & {
      readonly triedAfterMinutes: number | null;
      readonly talkedAfterMinutes: number | null;
      readonly verdict: EmergencyVerdict | null;
    })[];
  } | null;
}

/** So many callers and so many emergencies are listed: on paper that is sixteen pages, and nobody reads a seventeenth. */
export const listedMax = 500;

/** What a week is told by, in this order. */
export const weeklyFigures: readonly string[] = [
  "calls.inbound",
  "calls.missed-rate",
  "callers.missed",
  "callers.attempted-in-time",
  "callers.attempted",
  "callers.recovered",
  "callers.booked",
  "callers.stale",
];

const claim = "Counted from this business's own calls. For planning: no comparison with businesses that do otherwise.";

const verdictWords: Readonly<Record<EmergencyVerdict, string>> = {
  "in-time": "Answered in time",
  "too-late": "Too late",
  "not-reached": "Not reached",
  "no-emergency": "No emergency",
};

/** A week's review: what is left, every caller on it, the emergencies, and what changed since the week before. */
export function weeklyReport(about: ReportedWeek): Report {
  const { business, timeZone, week, review } = about;
  return {
    id: "weekly",
    title: "Weekly review",
    subtitle: `${business} · ${rangeWords(week)} · times of ${timeZone}`,
    claim,
    sections: [
      leftSection(review),
      changedSection(about),
      ...(review === null ? [] : [...callers(review), ...emergencies(review)]),
    ],
  };
}

function leftSection(review: ReportedWeek["review"]): ReportSection {
  if (review === null)
    return wordsSection("left", "What is left", ["Nobody was left to review in this week, or it is not over yet."]);
  const { isFinished, left, looseCalls, all } = review;
  return wordsSection("left", "What is left", [
    isFinished ? "The review is finished." : "The review is not finished yet.",
    all.callers === 0
      ? "Every caller had an answer when the week was over."
      : `${countWords(left.callers)} of the ${countWords(all.callers)} callers who had no answer then have none yet.`,
    all.emergencies === 0
      ? "No missed caller spoke of an emergency."
      : `${countWords(left.emergencies)} of ${countWords(all.emergencies)} ${all.emergencies === 1 ? "emergency" : "emergencies"} still to be looked at.`,
    ...(looseCalls === 0 ? [] : [`Missed calls without any callback: ${countWords(looseCalls)}.`]),
  ]);
}

function changedSection({ figures, before }: ReportedWeek): ReportSection {
  const told = weeklyFigures.flatMap((id) => figureDefinitions.find((one) => one.id === id) ?? []);
  const value = (of: readonly Figure[], id: string) => of.find((one) => one.id === id)?.value ?? null;
  return {
    id: "changed",
    title: "What changed",
    words: [],
    columns: [text("Figure"), { title: "This week", kind: "count" }, { title: "The week before", kind: "count" }],
    rows: told.map(({ id, title }) => [title, value(figures, id), value(before, id)]),
    rowKinds: told.map(({ unit }) => unit),
  };
}

const text = (title: string): ReportColumn => ({ title, kind: "text" });
const person = (title: string): ReportColumn => ({ title, kind: "text", people: true });

const callerColumns: readonly ReportColumn[] = [
  person("Caller"),
  { title: "Number", kind: "phone" },
  text("First missed"),
  person("Owner"),
  { title: "Tries", kind: "count" },
];

const callerCells = ({ callerName, callerNumber, started, owner, attempts }: ReportedCaller) =>
  [callerName, callerNumber, started, owner, attempts] as const;

type ReviewedWeek = NonNullable<ReportedWeek["review"]>;

/** What a list leaves out, said above it. */
function cutWords(listed: number, all: number): string[] {
  if (listed >= all) return [];
  return [
    `Only ${countWords(listed)} of ${countWords(all)} are listed, those still to be done before others. The page of the review has all.`,
  ];
}

function callers({ callers: listed, all }: ReviewedWeek): ReportSection[] {
  if (listed.length === 0) return [];
  return [
    {
      id: "callers",
      title: "Callers without an answer when the week was over",
      words: cutWords(listed.length, all.callers),
      columns: [...callerColumns, text("Due"), text("Stands"), person("Note")],
      rows: listed.map((caller) => [
        ...callerCells(caller),
        caller.due,
        caller.outcome ?? (caller.isSettled ? "somebody has it" : caller.isOverdue ? "overdue" : "open"),
        caller.note,
      ]),
    },
  ];
}

function emergencies({ emergencies: listed, all }: ReviewedWeek): ReportSection[] {
  if (listed.length === 0) return [];
  return [
    {
      id: "emergencies",
      title: "Emergencies of the week",
      words: cutWords(listed.length, all.emergencies),
      columns: [
        ...callerColumns,
        { title: "To the first try", kind: "minutes" },
        { title: "To the conversation", kind: "minutes" },
        text("Looking back"),
        person("Note"),
      ],
      rows: listed.map((one) => [
        ...callerCells(one),
        one.triedAfterMinutes,
        one.talkedAfterMinutes,
        one.verdict === null ? "not looked at yet" : verdictWords[one.verdict],
        one.note,
      ]),
    },
  ];
}
