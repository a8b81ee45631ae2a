// Fourteen days with a verdict: readiness, a baseline that is kept for good, and what came of it.
import { z } from "zod";
import { done, id, idParams, instant } from "./common.ts";
import { dayRange } from "./figures.ts";
import { day } from "./ledger.ts";
import { route } from "./route.ts";

export const readinessCheck = z.object({
  check: z.enum(["logs", "dispositions", "consent"]),
  title: z.string(),
  ready: z.boolean(),
  words: z.string(),
  fix: z.string().nullable(),
  fixAt: z.enum(["imports", "numbers", "team", "texting"]),
});
export type ReadinessCheckBody = z.infer<typeof readinessCheck>;

const verdict = z.enum(["passed", "failed", "too-few"]);

/** Where a pilot stands. */
export const pilotStage = z.discriminatedUnion("stage", [
  z.object({ stage: z.literal("not-ready") }),
  z.object({ stage: z.literal("unplanned") }),
  z.object({ stage: z.literal("baseline"), day: z.number().int(), of: z.number().int(), endsOn: day }),
  z.object({ stage: z.literal("ready-to-start") }),
  z.object({ stage: z.literal("starting"), startsOn: day }),
  z.object({ stage: z.literal("running"), day: z.number().int(), of: z.number().int(), endsOn: day }),
  z.object({ stage: z.literal("counting-out"), verdictOn: day }),
  z.object({ stage: z.literal("ended"), verdict }),
]);
export type PilotStageBody = z.infer<typeof pilotStage>;

/** A call to open. */
const callRef = z.object({ id, at: instant });

const share = z.object({ calls: z.number().int(), kept: z.number().int() });

/** How many missed calls got an owner, an outcome and a try in time. */
export const pilotResult = share.extend({
  verdict,
  callers: z.number().int(),
  callersKept: z.number().int(),
  inHours: share,
  afterHours: share,
  lacking: z.object({ owner: z.number().int(), outcome: z.number().int(), attempt: z.number().int() }),
  /** The calls below are those that lack something today: an older release kept none with the verdict. */
  listedToday: z.boolean(),
  /** The first call of each caller who lacks something; at most 200. Once there is a verdict, of those it was taken from. */
  lackingCalls: z.array(callRef.extend({ lacks: z.array(z.enum(["owner", "outcome", "attempt"])) })),
});
export type PilotResultBody = z.infer<typeof pilotResult>;

/** A figure of the baseline beside the same figure of the pilot. */
export const comparedFigure = z.object({
  id: z.string(),
  title: z.string(),
  /** What counts and by which clock. */
  counts: z.string(),
  leavesOut: z.string(),
  unit: z.enum(["count", "share", "minutes", "seconds"]),
  better: z.enum(["more", "less", "neither"]),
  baseline: z.number().nullable(),
  baselineOf: z.number().int().nullable(),
  pilot: z.number().nullable(),
  pilotOf: z.number().int().nullable(),
  /** Why the two cannot be compared; null where they can. */
  caution: z.string().nullable(),
});
export type ComparedFigure = z.infer<typeof comparedFigure>;

export const comparedRecords = z.object({
  places: z.array(z.object({ place: z.string(), title: z.string(), calls: z.number().int().nullable() })),
  differences: z.array(
    z.object({ kind: z.string(), title: z.string(), calls: z.number().int(), examples: z.array(callRef) }),
  ),
});
export type ComparedRecordsBody = z.infer<typeof comparedRecords>;

export const pilotBody = z.object({
  id,
  /** Which numbers' calls; null: all. */
  numbers: z.array(z.object({ id, label: z.string() })).nullable(),
  /** The sales manager or intake lead who answers for it. */
  owner: z.object({ id, name: z.string() }),
  baselineSource: z.enum(["imported", "first-days"]),
  baseline: dayRange,
  lockedAt: instant.nullable(),
  /** SHA-256 over the baseline as it was kept; it is refused to be changed. */
  baselineHash: z.string().nullable(),
  startsOn: day.nullable(),
  endsOn: day.nullable(),
  verdictOn: day.nullable(),
  verdictAt: instant.nullable(),
  verdictHash: z.string().nullable(),
  canceledAt: instant.nullable(),
});
export type PilotBody = z.infer<typeof pilotBody>;

export const pilotAnswer = z.object({
  timeZone: z.string(),
  today: day,
  ready: z.boolean(),
  readiness: z.array(readinessCheck),
  stage: pilotStage,
  /** What may be claimed from it; stands on every page of its report. */
  claim: z.string(),
  threshold: z.object({ percent: z.number().int(), days: z.number().int(), callsMin: z.number().int() }),
  pilot: pilotBody.nullable(),
  /** So far while it runs, and as it was taken once it has ended. */
  result: pilotResult.nullable(),
  figures: z.array(comparedFigure),
  records: comparedRecords.nullable(),
  /** Days that a baseline can be taken from now. */
  choices: z.object({ imported: dayRange.nullable(), firstDays: dayRange }),
});
export type PilotAnswer = z.infer<typeof pilotAnswer>;

export const pilotRoutes = {
  pilot: route({
    method: "GET",
    path: "/pilot",
    access: "viewer",
    summary: "Whether a pilot can be run, where it stands, and what it has found",
    ok: pilotAnswer,
  }),
  planPilot: route({
    method: "POST",
    path: "/pilot",
    access: "coordinator",
    summary: "Plan a pilot: whose it is, which numbers, and where its baseline comes from",
    body: z.object({
      ownerId: id,
      /** null or absent: all numbers. */
      numberIds: z.array(id).min(1).max(100).nullable().optional(),
      baseline: z.enum(["imported", "first-days"]),
    }),
    ok: z.object({ id }),
  }),
  startPilot: route({
    method: "POST",
    path: "/pilot/:id/start",
    access: "coordinator",
    summary: "Start the fourteen days; they begin with the next day",
    params: idParams,
    ok: done,
  }),
  cancelPilot: route({
    method: "POST",
    path: "/pilot/:id/cancel",
    access: "coordinator",
    summary: "Give a pilot up; what it found until then is kept, without a verdict",
    params: idParams,
    ok: done,
  }),
};
