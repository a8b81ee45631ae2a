// Five checks that say whether the recovery of callers is a system or luck, and the test each call has to pass.
import { z } from "zod";
import { missReason } from "./calls.ts";
import { id, instant, pageQuery } from "./common.ts";
import { figureRange } from "./figures.ts";
import { day } from "./ledger.ts";
import { route } from "./route.ts";

export const scorecardCheckName = z.enum(["detect", "acknowledge", "urgency", "ownership", "loop"]);

/** A call to open. */
const callRef = z.object({ id, at: instant });

const checkEvidence = z.object({
  /** `callers`: the share. `lately`: the last ten. `drill`: the newest one. `setting`: something is switched off. */
  kind: z.enum(["callers", "lately", "drill", "setting"]),
  words: z.string(),
  level: z.number().int().min(1).max(5).nullable(),
  /** Calls to open: those that failed, else those that passed; at most fifty, the newest first. */
  calls: z.array(callRef),
  drillId: id.nullable(),
});

export const scorecardCheck = z.object({
  check: scorecardCheckName,
  title: z.string(),
  question: z.string(),
  counts: z.string(),
  leavesOut: z.string(),
  /** Where each level begins, in words. */
  thresholds: z.string(),
  /** 1 to 5; null: not proven, which is red. */
  level: z.number().int().min(1).max(5).nullable(),
  colour: z.enum(["green", "amber", "red"]),
  passed: z.number().int(),
  judged: z.number().int(),
  evidence: z.array(checkEvidence),
  fix: z.string(),
  fixAt: z.enum(["numbers", "texting", "listening", "team", "today"]),
});
export type ScorecardCheck = z.infer<typeof scorecardCheck>;

export const scorecardAnswer = z.object({
  at: instant,
  timeZone: z.string(),
  /** Callers were looked at from this day on, the newest first, and at most so many. */
  since: day,
  callersMax: z.number().int(),
  callers: z.number().int(),
  score: z.number().int().min(0).max(5),
  words: z.string(),
  checks: z.array(scorecardCheck),
  drill: z.object({ id, startedAt: instant, state: z.enum(["passed", "failed"]) }).nullable(),
});
export type ScorecardAnswer = z.infer<typeof scorecardAnswer>;

const way = z.enum(["answered-live", "routed", "captured", "next-step"]);
export type FourWay = z.infer<typeof way>;

export const fourWayRow = z.object({
  callId: id,
  at: instant,
  caller: z.string().nullable(),
  callerName: z.string().nullable(),
  numberLabel: z.string(),
  missReason: missReason.nullable(),
  callbackId: id.nullable(),
  /** From an imported log: what became of the call there, the log does not know. */
  history: z.boolean(),
  ways: z.array(way),
});
export type FourWayRow = z.infer<typeof fourWayRow>;

export const scorecardRoutes = {
  scorecard: route({
    method: "GET",
    path: "/scorecard",
    access: "viewer",
    summary: "Detection, acknowledgment, urgency, ownership and the closed loop, each with its level and evidence",
    ok: scorecardAnswer,
  }),
  fourWayTest: route({
    method: "GET",
    path: "/four-way-test",
    access: "viewer",
    summary:
      "A page of calls, newest first, put to the test: passed in which ways; those that passed in none come first",
    query: figureRange.extend(pageQuery.shape).extend({ limit: z.coerce.number().int().min(1).max(1000).default(500) }),
    ok: z.object({
      /** Of this page. */
      tested: z.number().int(),
      violations: z.number().int(),
      byWay: z.array(z.object({ way, title: z.string(), calls: z.number().int() })),
      calls: z.array(fourWayRow),
      nextCursor: z.string().nullable(),
    }),
  }),
};
