// The figures of a range of days. Each is defined once in core/src/measurement/figures/definitions.ts; here they travel.
import { compares, headlineFigures, presets } from "@ringback/core/measurement/figures/asked.ts";
import { figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import { verdictFigure } from "@ringback/core/measurement/pilot/verdict-figure.ts";
import { z } from "zod";
import { missReason } from "./calls.ts";
import { id, instant, lane, pageQuery } from "./common.ts";
import { day } from "./ledger.ts";
import { route } from "./route.ts";

/** A figure's stable name, e.g. `calls.missed-rate`; `GET /figures/definitions` has them all. */
export const figureId = z.enum(figureDefinitions.map((definition) => definition.id));

const idForm = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

/** Ids of numbers, separated by commas, so that one name in an address holds them; the id of zeros: none of the business's. */
const numbers = z
  .string()
  .max(3700)
  .regex(new RegExp(`^${idForm}(,${idForm}){0,99}$`), "Give ids of numbers, separated by commas; a hundred at most.");

/** Which days: a named range, or `from` and `to` (both included) of the account's calendar. Without any the last 28 days. */
export const figureRange = z.object({
  range: z.enum(presets).optional(),
  from: day.optional(),
  to: day.optional(),
});

/** What figures are narrowed to. */
export const figureFilter = z.object({
  number: numbers.optional(),
  /** Where a number is advertised: its source or campaign, in whatever letters. */
  source: z.string().trim().min(1).max(200).optional(),
  /** A line of service, in whatever letters. */
  line: z.string().trim().min(1).max(200).optional(),
  /** Narrows the missed calls; the answered ones stay, so that rates stay rates of all calls. */
  reason: missReason.optional(),
  lane: lane.optional(),
  /** Whether the caller had called before. */
  returning: z.enum(["true", "false"]).optional(),
  /** Whether the business was open, by the hours in force at the call. */
  hours: z.enum(["open", "closed"]).optional(),
});

/** What every report of a range is asked with. */
export const figureQuery = figureRange.extend(figureFilter.shape);
export type FigureQuery = z.infer<typeof figureQuery>;

export const dayRange = z.object({ from: day, to: day });
export type DayRange = z.infer<typeof dayRange>;

/** What a figure says; `value` is null where nothing was there to count from. */
export const figureValue = z.object({
  value: z.number().nullable(),
  /** Of a share, its two sides. Of a time, how many it was taken from (`whole`). */
  part: z.number().int().nullable(),
  whole: z.number().int().nullable(),
  /** Whether there are enough calls for this to say something; where not, show it with that caution. */
  enough: z.boolean(),
});

export const figure = figureValue.extend({
  id: figureId,
  /** The same of the range compared with; null without one. */
  before: figureValue.nullable(),
});
export type Figure = z.infer<typeof figure>;

/** What a part of all calls adds: one number, one reason, one day. */
const sums = z.object({
  calls: z.number().int(),
  answered: z.number().int(),
  missed: z.number().int(),
  /** missed of calls; null without calls. Among reasons it says nothing: there it is null. */
  missedRate: z.number().nullable(),
  /** Callers missed, whose matter began so. */
  callers: z.number().int(),
  attempted: z.number().int(),
  attemptedInTime: z.number().int(),
  recovered: z.number().int(),
  booked: z.number().int(),
  completed: z.number().int(),
  stale: z.number().int(),
});

/** A part by what it was split by. */
export const figureSplit = sums.extend({
  /** What to put into the filter for it; null where nothing can be (numbers without a source or line of service). */
  key: z.string().nullable(),
  label: z.string(),
  enough: z.boolean(),
});
export type FigureSplit = z.infer<typeof figureSplit>;

/** A day, a week from Monday, or a month; at the ends of the range only the days inside it. */
export const figurePoint = sums.extend(dayRange.shape);
export type FigurePoint = z.infer<typeof figurePoint>;

/** What others measured elsewhere: never an input of anything, always told with its source. */
export const outsideRange = z.object({
  figure: figureId,
  title: z.string(),
  from: z.number(),
  to: z.number(),
  source: z.string(),
});
export type OutsideRange = z.infer<typeof outsideRange>;

export const figuresAnswer = z.object({
  timeZone: z.string(),
  /** Today in the business's zone. */
  today: day,
  /** The first day that has a call; null without any. */
  firstDay: day.nullable(),
  range: dayRange,
  before: dayRange.nullable(),
  /** The range and what it is narrowed to, in words. */
  rangeWords: z.string(),
  beforeWords: z.string().nullable(),
  filterWords: z.array(z.string()),
  figures: z.array(figure),
  splits: z.object({
    byNumber: z.array(figureSplit),
    bySource: z.array(figureSplit),
    byLine: z.array(figureSplit),
    byReason: z.array(figureSplit),
    byLane: z.array(figureSplit),
    byReturning: z.array(figureSplit),
    byHours: z.array(figureSplit),
  }),
  trend: z.object({
    step: z.enum(["day", "week", "month", "quarter"]),
    points: z.array(figurePoint),
    /** The same of the range compared with, in its own days; empty without one. */
    before: z.array(figurePoint),
  }),
  /** What became of the callers missed, step by step; a later step need not lie within an earlier one. */
  whatBecame: z.object({
    missedCalls: z.number().int(),
    callers: z.number().int(),
    steps: z.array(
      z.object({
        step: z.enum(["owned", "told", "attempted", "recovered", "booked", "open"]),
        title: z.string(),
        callers: z.number().int(),
        /** The figure that opens the rows behind it. */
        figure: figureId,
      }),
    ),
  }),
  outside: z.array(outsideRange),
});
export type FiguresAnswer = z.infer<typeof figuresAnswer>;

export const figureDefinition = z.object({
  id: figureId,
  title: z.string(),
  counts: z.string(),
  leavesOut: z.string(),
  /** `wall`: every minute counts. `open`: only those in which the business was open. */
  clock: z.enum(["none", "wall", "open"]),
  unit: z.enum(["count", "share", "minutes", "seconds"]),
  better: z.enum(["more", "less", "neither"]),
  opens: z.enum(["calls", "matters"]),
  /** Where it comes from, by the numbers of docs/rules.md. */
  sources: z.array(z.string()),
});
export type FigureDefinitionBody = z.infer<typeof figureDefinition>;

/** A call or a matter behind a figure; a matter is told by the call that began it. */
export const figureRow = z.object({
  kind: z.enum(["call", "matter"]),
  id,
  /** The call to open; null when it is not in the books any more. */
  callId: id.nullable(),
  callbackId: id.nullable(),
  at: instant,
  caller: z.string().nullable(),
  callerName: z.string().nullable(),
  numberId: id.nullable(),
  numberLabel: z.string(),
  missReason: missReason.nullable(),
  lane,
  returning: z.boolean(),
  /** From an imported log. */
  history: z.boolean(),
  /** Missed calls of the matter; 1 for a call. */
  calls: z.number().int(),
  /** Of a figure of time, how long it took, in the figure's unit. */
  took: z.number().int().nullable(),
});
export type FigureRow = z.infer<typeof figureRow>;

/** What businesses side by side are asked with, and how they are sorted. */
export const agencyQuery = figureRange.extend({
  compare: z.enum(compares).default("before"),
  sort: z.enum(["name", ...headlineFigures]).default("name"),
  order: z.enum(["up", "down"]).default("up"),
});

export const figureRoutes = {
  figures: route({
    method: "GET",
    path: "/figures",
    access: "viewer",
    summary: "Every figure of a range of days, split, over time, and compared with an earlier range",
    query: figureQuery.extend({ compare: z.enum(compares).default("before") }),
    ok: figuresAnswer,
  }),
  figureDefinitions: route({
    method: "GET",
    path: "/figures/definitions",
    access: "viewer",
    summary: "What each figure counts and leaves out, by which clock, and where that comes from",
    ok: z.object({ definitions: z.array(figureDefinition), outside: z.array(outsideRange) }),
  }),
  figureRows: route({
    method: "GET",
    path: "/figures/rows",
    access: "viewer",
    summary: "The calls or matters behind a figure, newest first; of a time, those that took at least as long",
    query: figureQuery.extend(pageQuery.shape).extend({
      /** Those of `GET /figures/definitions`, and what the verdict of a pilot counts. */
      figure: z.enum([...figureId.options, verdictFigure.id]),
      /** `whole`: also those that the share is of. */
      side: z.enum(["part", "whole"]).default("part"),
      /** Monday is 1; the hour as the account's clocks show it. Only for figures of calls. */
      weekday: z.coerce.number().int().min(1).max(7).optional(),
      hour: z.coerce.number().int().min(0).max(23).optional(),
      /** A pilot's id: the figure is one that it kept of exactly these days. */
      pilot: id.optional(),
    }),
    ok: z.object({
      figure: figureDefinition.extend({ id: z.string() }),
      rows: z.array(figureRow),
      nextCursor: z.string().nullable(),
      /**
       * Of a pilot's figure when it was kept, and whether the rows are those that it was counted from (`kept`) or only those that count
       * today. null without a pilot, or when it kept nothing of these days.
       */
      kept: z.object({ at: instant, rows: z.enum(["kept", "today"]) }).nullable(),
    }),
  }),
  agencyFigures: route({
    method: "GET",
    path: "/agency/figures",
    access: "signed-in",
    summary:
      "The headline figures of every business one belongs to, each over the days of its own calendar, and of all together",
    query: agencyQuery,
    ok: z.object({
      headline: z.array(figureDefinition),
      accounts: z.array(
        z.object({
          id,
          name: z.string(),
          timeZone: z.string(),
          range: dayRange,
          before: dayRange.nullable(),
          rangeWords: z.string(),
          /** Those of `headline`, in that order. */
          figures: z.array(figure),
        }),
      ),
      /** All of them as one, from their sums: a share is of all their calls, not the middle of their shares. */
      together: z.array(figure),
    }),
  }),
};
