// The weekly review: every unresolved caller gets an outcome or a named owner, and every emergency is looked at.
import { emergencyVerdicts } from "@ringback/core/measurement/weekly/review-week.ts";
import { z } from "zod";
import { done, id, instant, pageQuery, urgency } from "./common.ts";
import { dayRange } from "./figures.ts";
import { day } from "./ledger.ts";
import { route } from "./route.ts";

const person = z.object({ id, name: z.string() });
export const emergencyVerdict = z.enum(emergencyVerdicts);

const reviewed = z.object({
  callbackId: id,
  callerName: z.string().nullable(),
  callerNumber: z.string().nullable(),
  startedAt: instant,
  owner: person,
  state: z.enum(["open", "claimed", "snoozed", "closed"]),
  /** The outcome's words; null while it is open. */
  outcome: z.string().nullable(),
  recovered: z.boolean(),
  attempts: z.number().int(),
  /** What a person added. */
  note: z.string().nullable(),
  by: person.nullable(),
});

export const unresolvedCaller = reviewed.extend({
  dueAt: instant,
  isOverdue: z.boolean(),
  /** Whom somebody named as the one who has it. */
  namedOwner: person.nullable(),
  isSettled: z.boolean(),
});
export type UnresolvedCallerBody = z.infer<typeof unresolvedCaller>;

export const reviewedEmergency = reviewed.extend({
  urgency,
  /** Whole minutes from the call to the first try and to the conversation; null: it did not happen. */
  triedAfterMinutes: z.number().int().nullable(),
  talkedAfterMinutes: z.number().int().nullable(),
  /** The due time passed before anybody had tried. */
  wasLate: z.boolean(),
  verdict: emergencyVerdict.nullable(),
});
export type ReviewedEmergencyBody = z.infer<typeof reviewedEmergency>;

const numbersOf = z.object({ callers: z.number().int(), emergencies: z.number().int() });

export const weeklyReview = z.object({
  week: dayRange,
  openedAt: instant,
  finished: z.object({ at: instant, by: person, note: z.string().nullable() }).nullable(),
  left: numbersOf,
  /** How many are on it, done or not. */
  all: numbersOf,
  /** Missed calls of the week that have no callback at all: the Ledger names them. */
  looseCalls: z.number().int(),
});
export type WeeklyReview = z.infer<typeof weeklyReview>;

const weekParams = z.object({ week: day });

export const weeklyRoutes = {
  weeklyReview: route({
    method: "GET",
    path: "/weekly",
    access: "viewer",
    summary: "The review of a week: the oldest unfinished one, or the latest",
    query: z.object({ week: day.optional() }),
    ok: z.object({
      timeZone: z.string(),
      review: weeklyReview.nullable(),
      /** The latest weeks, newest first. */
      weeks: z.array(z.object({ from: day, to: day, finished: z.boolean() })),
    }),
  }),
  weeklyCallers: route({
    method: "GET",
    path: "/weekly/:week/callers",
    access: "viewer",
    summary: "Who had no answer when the week was over: those who have none yet first",
    params: weekParams,
    query: pageQuery,
    ok: z.object({ callers: z.array(unresolvedCaller), nextCursor: z.string().nullable() }),
  }),
  weeklyEmergencies: route({
    method: "GET",
    path: "/weekly/:week/emergencies",
    access: "viewer",
    summary: "The emergencies of the week: those nobody looked at first",
    params: weekParams,
    query: pageQuery,
    ok: z.object({ emergencies: z.array(reviewedEmergency), nextCursor: z.string().nullable() }),
  }),
  nameWeeklyOwner: route({
    method: "PUT",
    path: "/weekly/:week/callers/:callbackId",
    access: "coordinator",
    summary: "Say that a caller's owner has them; a caller who has an outcome needs none",
    params: weekParams.extend({ callbackId: id }),
    body: z.object({ ownerId: id, note: z.string().trim().max(500).optional() }),
    ok: done,
  }),
  judgeEmergency: route({
    method: "PUT",
    path: "/weekly/:week/emergencies/:callbackId",
    access: "coordinator",
    summary: "Say what became of an emergency, looking back; null takes it back",
    params: weekParams.extend({ callbackId: id }),
    body: z.object({ verdict: emergencyVerdict.nullable(), note: z.string().trim().max(500).optional() }),
    ok: done,
  }),
  finishWeek: route({
    method: "POST",
    path: "/weekly/:week/finish",
    access: "coordinator",
    summary: "Finish a week's review, once nothing on it is left",
    params: weekParams,
    body: z.object({ note: z.string().trim().max(1000).optional() }),
    ok: done,
  }),
};
