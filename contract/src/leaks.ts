// Where calls leak: the week by weekday and hour, and what repeats itself in it. Words and numbers of core/src/measurement/leaks.
import { z } from "zod";
import { callSummary, missReason } from "./calls.ts";
import { id, instant, pageQuery } from "./common.ts";
import { dayRange, figureQuery } from "./figures.ts";
import { route } from "./route.ts";
import { callRange, scenarioChange } from "./scenarios.ts";

/** One hour of one weekday, by the clocks of the business. */
export const leakCell = z.object({
  /** Monday is 1. */
  weekday: z.number().int(),
  hour: z.number().int(),
  calls: z.number().int(),
  missed: z.number().int(),
  /** missed of calls; null with fewer calls than say anything (`fewerThan`): show the cell striped. */
  rate: z.number().nullable(),
  /** Calls of it that came while the business was open. */
  inHours: z.number().int(),
  /** The most calls of the business that were on at once when one of these came; not in reports kept by an older release. */
  atOnce: z.number().int().optional(),
  /** The findings whose window this hour is in, by id; the outlined cells of a heatmap. */
  findings: z.array(z.string()),
});
export type LeakCell = z.infer<typeof leakCell>;

/** A part of the missed calls. */
const leakPart = z.object({
  label: z.string(),
  calls: z.number().int(),
  missed: z.number().int(),
  rate: z.number().nullable(),
});

/** Something that repeats itself, the calls it shows in, and the smallest change against it. */
export const leakFinding = z.object({
  /** Stable for the same leak in the same range: it names it in addresses. */
  id: z.string(),
  kind: z.enum([
    "one-phone",
    "window",
    "lunch",
    "after-closing",
    "before-opening",
    "closed-days",
    "all-busy",
    "spike",
    "bottleneck",
    "no-cover",
    "voicemail-only",
    "rings-too-short",
    "no-callback",
  ]),
  /** The leak, e.g. `Mon–Fri 12–13: 25 of 61 calls missed`. */
  title: z.string(),
  /** What shows it, in two or three sentences. */
  words: z.string(),
  /** What is behind it, in the words of the trade, e.g. `No coverage in a gap that comes every day`. */
  cause: z.string(),
  missed: z.number().int(),
  calls: z.number().int(),
  callers: z.number().int(),
  /** Missed calls with emergency wording. */
  emergencies: z.number().int(),
  /** Of all missed calls of the range. */
  share: z.number(),
  /** `sure`: chance alone would hardly do it. `likely`: look at it. `few`: too few calls to tell. `plain`: a fact of the set-up, not of chance. */
  sureness: z.enum(["sure", "likely", "few", "plain"]),
  sureWords: z.string(),
  numberId: id.nullable(),
  memberId: id.nullable(),
  /** The smallest change that would help; null where a person has to find one. */
  change: z
    .object({
      title: z.string(),
      words: z.string(),
      /** What to replay as a scenario; empty where rules cannot help. */
      changes: z.array(scenarioChange),
      /** Of `of` missed calls it would have met so many; null where it cannot be replayed. */
      meets: callRange.extend({ of: z.number().int() }).nullable(),
    })
    .nullable(),
});
export type LeakFinding = z.infer<typeof leakFinding>;

export const leakReport = z.object({
  timeZone: z.string(),
  range: dayRange,
  rangeWords: z.string(),
  filterWords: z.array(z.string()),
  madeAt: instant,
  /** It is being worked out anew; the screen hears `leaks` by the live events when that is done. */
  refreshing: z.boolean(),
  calls: z.number().int(),
  missed: z.number().int(),
  missedInHours: z.number().int(),
  /** More calls than are read at once: only the newest so many are in here. null: all are. */
  cutTo: z.number().int().nullable(),
  /** e.g. `Two windows make up 46 % of all misses in opening hours.`; null when there is nothing to say. */
  headline: z.string().nullable(),
  /** A cell with fewer calls has no rate. */
  fewerThan: z.number().int(),
  /** The first and last hour worth showing; the others have no call. null without calls. */
  hours: z.object({ from: z.number().int(), to: z.number().int() }).nullable(),
  /** All 168, Monday first; an hour that a clock change skips has no calls, one it repeats counts once. */
  cells: z.array(leakCell),
  byNumber: z.array(leakPart.extend({ numberId: id.nullable() })),
  /** Of the missed calls; `rate` is their share of all missed ones. */
  byReason: z.array(leakPart.extend({ reason: missReason })),
  /**
   * By how many other calls of the business rang or were talked on when it came; the last is `so many or more`. The missed
   * ones open under the finding `others-` and how many.
   */
  byOthers: z.array(leakPart.extend({ others: z.number().int(), orMore: z.boolean() })),
  /** Most missed calls first. */
  findings: z.array(leakFinding),
});
export type LeakReport = z.infer<typeof leakReport>;

export const leakRoutes = {
  leaks: route({
    method: "GET",
    path: "/leaks",
    access: "viewer",
    summary:
      "Where calls of a range leak: by weekday and hour, what repeats itself, and the smallest change against it",
    query: figureQuery,
    /**
     * `working`: the report that was asked for is made in the background, as there are very many calls. Until it is there `report` is null,
     * or the one that the same question had on a day before (`ofEarlierDay`; its `range` says of when).
     */
    ok: z.object({ report: leakReport.nullable(), working: z.boolean(), ofEarlierDay: z.boolean() }),
  }),
  leakCalls: route({
    method: "GET",
    path: "/leaks/calls",
    access: "viewer",
    summary: "The missed calls behind a leak or a part of `byOthers`, newest first",
    query: figureQuery.extend(pageQuery.shape).extend({ finding: z.string().max(120) }),
    ok: z.object({ calls: z.array(callSummary), total: z.number().int(), nextCursor: z.string().nullable() }),
  }),
};
