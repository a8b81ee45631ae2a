import type { DayRange } from "#measurement/figures/day-range.ts";
import type { FigureDefinition } from "#measurement/figures/definitions.ts";
import { beganWithin, fairTrend } from "#measurement/figures/fair-trend.ts";
import { countWords, figureWords } from "#measurement/figures/figure-words.ts";
import { rangeWords } from "#measurement/figures/range-words.ts";
import { type Report, type ReportSection, wordsSection } from "./report-model.ts";

/** What a report of figures is made of: an answer of the API says it in the same names. */
export interface ReportedFigures {
  readonly business: string;
  readonly timeZone: string;
  readonly rangeWords: string;
  /** The days compared with, and the first day that has a call; null without them. */
  readonly before: DayRange | null;
  readonly beforeWords: string | null;
  readonly firstDay: string | null;
  readonly filterWords: readonly string[];
  readonly figures: readonly {
    readonly id: string;
    readonly value: number | null;
    readonly whole: number | null;
    readonly before: { readonly value: number | null; readonly enough?: boolean } | null;
  }[];
  readonly splits: {
    readonly byNumber: readonly ReportedSplit[];
    readonly bySource: readonly ReportedSplit[];
    readonly byLine: readonly ReportedSplit[];
    readonly byReason: readonly ReportedSplit[];
    readonly byLane: readonly ReportedSplit[];
    readonly byReturning: readonly ReportedSplit[];
    readonly byHours: readonly ReportedSplit[];
  };
  readonly whatBecame: {
    readonly missedCalls: number;
    readonly callers: number;
    /** `figure` is the share behind a step: of a call log some are not known, and what is not is no zero. */
    readonly steps: readonly { readonly title: string; readonly callers: number; readonly figure: string }[];
  };
}

interface ReportedSplit {
  readonly label: string;
  readonly calls: number;
  readonly missed: number;
  readonly missedRate: number | null;
  readonly callers: number;
  readonly attemptedInTime: number;
  readonly recovered: number;
  readonly booked: number;
}

/** The hours of the week with what was missed in them, and what repeats itself there. */
export interface ReportedLeaks {
  readonly headline: string | null;
  readonly fewerThan: number;
  /** Only so many calls were read, the newest of these days; null: all. */
  readonly cutTo: number | null;
  readonly cells: readonly {
    readonly weekday: number;
    readonly hour: number;
    readonly calls: number;
    readonly missed: number;
  }[];
  /** By how many other calls were on when one came. */
  readonly byOthers: readonly {
    readonly label: string;
    readonly calls: number;
    readonly missed: number;
    readonly rate: number | null;
  }[];
  readonly findings: readonly {
    readonly title: string;
    readonly words: string;
    readonly missed: number;
    readonly sureWords: string;
    readonly change: {
      readonly title: string;
      readonly words: string;
      /** Of its missed calls it would have met so many; null where that cannot be replayed. */
      readonly meets: { readonly low: number; readonly high: number } | null;
    } | null;
  }[];
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Printed on every page: these are the business's own calls, counted; no experiment (requirements S1-39, S1-54). */
const claim = "Counted from this business's own calls. For planning: no comparison with businesses that do otherwise.";

/** Every figure with what it means, what became of the callers, where it differs; with `leaks` the week and its windows. */
export function figuresReport(
  about: ReportedFigures,
  leaks: ReportedLeaks | null,
  definitions: readonly FigureDefinition[],
): Report {
  const { business, timeZone, filterWords, figures, splits } = about;
  const narrowed = filterWords.length === 0 ? "" : ` · only: ${filterWords.join(", ")}`;
  return {
    id: leaks === null ? "figures" : "leaks",
    title: leaks === null ? "Figures" : "Where calls leak",
    subtitle: `${business} · ${about.rangeWords} · times of ${timeZone}${narrowed}`,
    claim,
    sections: [
      headlineSection(about, definitions),
      becameSection(about),
      ...(leaks === null ? [] : leakSections(leaks)),
      figuresSection(about, definitions),
      splitSection("numbers", "By number", splits.byNumber),
      splitSection("sources", "By source or campaign", splits.bySource),
      splitSection("lines", "By line of service", splits.byLine),
      splitSection("reasons", "By reason", splits.byReason),
      splitSection("lanes", "By who called", splits.byLane),
      splitSection("returning", "By new or known", splits.byReturning),
      splitSection("open", "By open or closed", splits.byHours),
      meaningSection(figures, definitions),
    ].filter((section) => section.rows.length > 0 || section.words.length > 0 || section.chart !== undefined),
  };
}

/** One figure for each question an owner has, and what stands beside it. */
const headlines: readonly { readonly id: string; readonly beside?: string; readonly besideFigure?: string }[] = [
  { id: "calls.missed-rate" },
  { id: "callers.missed" },
  { id: "callers.attempted-in-time", beside: "target 90 %" },
  { id: "callers.recovered", besideFigure: "callers.attempted" },
];

function headlineSection(about: ReportedFigures, definitions: readonly FigureDefinition[]): ReportSection {
  const isPartial = beganWithin(about.before, about.firstDay);
  const known = withDefinition(about.figures, definitions);
  const found = headlines.flatMap(({ id, beside, besideFigure }) => {
    const one = known.find(({ figure }) => figure.id === id);
    if (one === undefined || one.figure.value === null) return [];
    const { figure, definition } = one;
    const before = figure.before === null ? null : { ...figure.before, enough: figure.before.enough !== false };
    const trend = fairTrend({ value: figure.value, before }, definition, isPartial);
    const other = known.find((each) => each.figure.id === besideFigure);
    const otherWords = other && `attempted ${figureWords(other.figure.value, other.definition.unit)}`;
    const words = [trend?.words, beside ?? otherWords].filter((each) => each !== undefined).join(" · ");
    return [{ figure, definition, trend, words }];
  });
  return {
    ...wordsSection("headline", "At a glance", []),
    columns: [
      { title: "Figure", kind: "text" },
      { title: "Value", kind: "count" },
      { title: "Beside it", kind: "text" },
    ],
    rows: found.map(({ figure, definition, words }) => [definition.title, figure.value, words]),
    rowKinds: found.map(({ definition }) => definition.unit),
    ...(found.length === 0
      ? {}
      : {
          chart: {
            kind: "headline",
            figures: found.map(({ figure, definition, trend, words }) => ({
              label: definition.title,
              words: figureWords(figure.value, definition.unit),
              beside: words,
              tone: trend?.tone ?? "same",
            })),
          },
        }),
  };
}

function becameSection({ whatBecame, figures }: ReportedFigures): ReportSection {
  const { missedCalls, callers } = whatBecame;
  const steps = whatBecame.steps.map(({ title, callers: reached, figure: id }) => {
    const figure = figures.find((one) => one.id === id);
    const isKnown = callers === 0 || figure === undefined || figure.value !== null;
    const share = callers === 0 ? null : reached / Math.max(1, figure?.whole ?? callers);
    return { title, callers: isKnown ? reached : null, share: isKnown ? share : null };
  });
  return {
    ...wordsSection(
      "became",
      `What became of ${countWords(missedCalls)} missed ${missedCalls === 1 ? "call" : "calls"}`,
      [`${countWords(callers)} ${callers === 1 ? "caller" : "callers"}, each counted once for a matter.`],
    ),
    columns: [
      { title: "Step", kind: "text" },
      { title: "Callers", kind: "count" },
      { title: "Of all missed", kind: "share" },
    ],
    rows: steps.map((step) => [step.title, step.callers, step.share]),
    chart: {
      kind: "bars",
      bars: steps.map((step) => ({
        label: step.title,
        share: step.share ?? 0,
        words: step.callers === null ? "–" : countWords(step.callers),
      })),
    },
  };
}

function leakSections({ headline, fewerThan, cutTo, cells, byOthers, findings }: ReportedLeaks): ReportSection[] {
  const rung = cells.filter(({ calls }) => calls > 0);
  const share = (missed: number, calls: number) => (calls < fewerThan ? null : missed / calls);
  const hours: ReportSection = {
    ...wordsSection("hours", "Missed calls by hour", [
      headline ?? "No hour of the week stands out.",
      ...(cutTo === null
        ? []
        : [
            `Only the newest ${countWords(cutTo)} calls of these days were read, for the hours, the calls at once and the changes below.`,
          ]),
    ]),
    columns: [{ title: "Weekday", kind: "text" }, { title: "Hour", kind: "text" }, ...callColumns],
    rows: rung.map(({ weekday, hour, calls, missed }) => [
      weekdays[weekday - 1] ?? "",
      `${hour}:00–${hour + 1}:00`,
      calls,
      missed,
      share(missed, calls),
    ]),
    ...(rung.length === 0 ? {} : { chart: { kind: "hours", fewerThan, cells } }),
  };
  const changes: ReportSection = {
    ...wordsSection("changes", "Smallest changes that would help", [
      "Replayed on these days. One call may be in several of them, so they do not add up.",
    ]),
    columns: [
      { title: "Change", kind: "text" },
      { title: "Why", kind: "text" },
      { title: "Missed", kind: "count" },
      { title: "Would have met", kind: "text" },
      { title: "How sure", kind: "text" },
    ],
    rows: findings.map(({ title, words, missed, sureWords, change }) => [
      change === null ? "A person has to find one" : change.title,
      change === null ? `${title}. ${words}` : `${title}. ${change.words}`.trim(),
      missed,
      change === null || change.meets === null ? null : metWords(change.meets),
      sureWords,
    ]),
  };
  const others: ReportSection = {
    ...wordsSection("others", "By how many other calls were on", []),
    columns: [{ title: "When it came", kind: "text" }, ...callColumns],
    rows: byOthers.map(({ label, calls, missed, rate }) => [label, calls, missed, rate]),
  };
  return [hours, ...(findings.length === 0 ? [] : [changes]), others];
}

const callColumns = [
  { title: "Calls", kind: "count" },
  { title: "Missed", kind: "count" },
  { title: "Share missed", kind: "share" },
] as const;

function metWords({ low, high }: { readonly low: number; readonly high: number }): string {
  return low === high ? countWords(low) : `${countWords(low)} to ${countWords(high)}`;
}

function figuresSection(
  { figures, before: daysBefore, beforeWords, firstDay }: ReportedFigures,
  definitions: readonly FigureDefinition[],
): ReportSection {
  const isPartial = beganWithin(daysBefore, firstDay);
  const known = withDefinition(figures, definitions).map(({ figure, definition }) => {
    const isUnfair = isPartial && (definition.unit === "count" || figure.before?.enough === false);
    return { figure, definition, before: isUnfair ? null : (figure.before?.value ?? null) };
  });
  const isCompared = beforeWords !== null && known.some(({ before }) => before !== null);
  return {
    id: "figures",
    title: "Figures",
    words:
      isPartial && firstDay !== null
        ? [
            `The calls are here since ${rangeWords({ from: firstDay, to: firstDay })}: the days before are not whole, so numbers of calls are not compared with them.`,
          ]
        : [],
    columns: [
      { title: "Figure", kind: "text" },
      { title: "Value", kind: "count" },
      ...(isCompared ? [{ title: `Before (${beforeWords})`, kind: "count" } as const] : []),
      { title: "Id", kind: "text", programs: true },
    ],
    rows: known.map(({ figure, definition, before }) => [
      titleOf(definition, definitions),
      figure.value,
      ...(isCompared ? [before] : []),
      figure.id,
    ]),
    rowKinds: known.map(({ definition }) => definition.unit),
  };
}

function meaningSection(figures: ReportedFigures["figures"], definitions: readonly FigureDefinition[]): ReportSection {
  return {
    id: "meaning",
    title: "What each figure means",
    words: [],
    columns: [
      { title: "Figure", kind: "text" },
      { title: "What counts", kind: "text" },
      { title: "Left out", kind: "text" },
    ],
    rows: withDefinition(figures, definitions).map(({ definition }) => [
      titleOf(definition, definitions),
      definition.counts,
      definition.leavesOut,
    ]),
  };
}

function splitSection(id: string, title: string, rows: readonly ReportedSplit[]): ReportSection {
  const of = (part: number, callers: number) => (callers === 0 ? null : part / callers);
  return {
    id,
    title,
    words: [],
    columns: [
      { title: title.charAt(3).toUpperCase() + title.slice(4), kind: "text" },
      { title: "Calls", kind: "count" },
      { title: "Missed", kind: "count" },
      { title: "Share missed", kind: "share" },
      { title: "Callers", kind: "count" },
      { title: "Tried in time", kind: "share" },
      { title: "Recovered", kind: "share" },
      { title: "Booked", kind: "share" },
    ],
    rows: rows.map(({ label, calls, missed, missedRate, callers, attemptedInTime, recovered, booked }) => [
      label,
      calls,
      missed,
      missedRate,
      callers,
      of(attemptedInTime, callers),
      of(recovered, callers),
      of(booked, callers),
    ]),
  };
}

function withDefinition(figures: ReportedFigures["figures"], definitions: readonly FigureDefinition[]) {
  const meanings = new Map(definitions.map((definition) => [definition.id, definition]));
  return figures.flatMap((figure) => {
    const definition = meanings.get(figure.id);
    return definition === undefined ? [] : [{ figure, definition }];
  });
}

/** Some times are told by two clocks under one title: on paper it says by which. */
function titleOf({ id, title, clock }: FigureDefinition, definitions: readonly FigureDefinition[]): string {
  const isShared = definitions.some((other) => other.title === title && other.id !== id);
  if (!isShared || clock === "none") return title;
  return `${title} (${clock === "open" ? "opening hours" : "every minute"})`;
}
