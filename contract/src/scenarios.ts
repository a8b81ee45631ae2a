// What if: past calls under other rules. A scenario is a named list of changes, replayed over a range of days.
import { z } from "zod";
import { done, id, idParams, instant } from "./common.ts";
import { day } from "./ledger.ts";
import { clockTime, timeWindow, weekday } from "./playbook.ts";
import { route } from "./route.ts";

/** So many calls, at the least and at the most. */
export const callRange = z.object({ low: z.number().int(), high: z.number().int() });
export type CallRange = z.infer<typeof callRange>;

const members = z.array(id).min(1).max(10);

/** One change of the rules. */
export const scenarioChange = z.discriminatedUnion("kind", [
  /** These weekly hours instead. */
  z.object({ kind: z.literal("hours"), weekly: z.record(weekday, z.array(z.tuple([clockTime, clockTime])).max(6)) }),
  /** Open at these times too. */
  z.object({ kind: z.literal("open-also"), window: timeWindow }),
  /** These people ring instead. */
  z.object({ kind: z.literal("ring-group"), memberIds: members }),
  /** These people ring too, at these times (null: always) and on this number (null: on all). */
  z.object({
    kind: z.literal("ring-also"),
    memberIds: members,
    numberId: id.nullable().default(null),
    window: timeWindow.nullable().default(null),
  }),
  z.object({ kind: z.literal("ring-seconds"), seconds: z.number().int().min(5).max(60) }),
  /** Nobody picked up within so many seconds: these people ring for so long, instead of the overflow the number has. */
  z.object({
    kind: z.literal("overflow"),
    memberIds: members,
    numberId: id.nullable().default(null),
    afterSeconds: z.number().int().min(5).max(60),
    ringSeconds: z.number().int().min(5).max(60),
  }),
  /** So many more people on the phones, who do nothing else then. Replayed only: a person has to be found first. */
  z.object({
    kind: z.literal("extra-staff"),
    people: z.number().int().min(1).max(5),
    window: timeWindow.nullable().default(null),
  }),
  /** Other targets; what is left out stays. */
  z.object({
    kind: z.literal("targets"),
    targetMinutes: z.number().int().min(1).max(2880).optional(),
    highMinutes: z.number().int().min(1).max(2880).optional(),
    emergencyMinutes: z.number().int().min(1).max(240).optional(),
    noTextMinutes: z.number().int().min(1).max(2880).optional(),
    emergencyIgnoresHours: z.boolean().optional(),
  }),
]);
export type ScenarioChange = z.infer<typeof scenarioChange>;

/** What a replay found. Calls are counted each by itself, however often a caller rang. */
export const scenarioResult = z.object({
  /** Replayed under the rules of their own day, did the calls come out as they did? */
  reproduced: z.object({
    calls: z.number().int(),
    same: z.number().int(),
    /** What could not be reproduced is in no number below. */
    leftOut: z.array(
      z.object({ why: z.string(), words: z.string(), calls: z.number().int(), callIds: z.array(id).max(50) }),
    ),
  }),
  /** Missed under the rules now in force; a range where those are not the rules of their day. */
  missedNow: callRange,
  missedThen: callRange,
  /** Missed calls that a person would have taken, and the other way round. */
  avoided: callRange,
  lost: callRange,
  /** Missed calls the changes touch at all. */
  touched: z.number().int(),
  /** Callers among them. */
  callers: z.number().int(),
  emergencies: z.number().int(),
  /** Calls that another phone system routes: there the change has to be made. */
  routedElsewhere: z.number().int(),
  byPerson: z.array(z.object({ memberId: id.nullable(), name: z.string(), avoided: callRange })),
  byNumber: z.array(
    z.object({ numberId: id.nullable(), label: z.string(), missed: z.number().int(), avoided: callRange }),
  ),
  /** Monday is 1; only hours with a change. */
  byHour: z.array(z.object({ weekday: z.number().int(), hour: z.number().int(), avoided: callRange })),
  /** Callbacks under the targets of the scenario; null when it changes neither targets nor hours. */
  callbacks: z
    .object({
      measured: z.number().int(),
      /** Their due time cannot be had again: what they were about changed since. They are in no other number. */
      leftOut: z.number().int(),
      /** First try later than due, or none by the time it was due. */
      lateBefore: z.number().int(),
      lateThen: z.number().int(),
      newlyLate: z.number().int(),
      nowInTime: z.number().int(),
      newlyLateIds: z.array(id).max(100),
    })
    .nullable(),
  /** One sentence that says what it would have done. */
  words: z.string(),
  assumptions: z.array(z.string()),
  /** More calls than are read at once: only the newest so many were replayed. */
  cutTo: z.number().int().nullable(),
});
export type ScenarioResult = z.infer<typeof scenarioResult>;

/** What applying would write, field by field, in words. */
export const playbookDifference = z.object({
  /** The field as a path, e.g. `answering.ringSeconds`. */
  field: z.string(),
  title: z.string(),
  before: z.string(),
  after: z.string(),
});
export type PlaybookDifference = z.infer<typeof playbookDifference>;

export const scenario = z.object({
  id,
  name: z.string(),
  changes: z.array(scenarioChange),
  /** Each change in words. */
  changeWords: z.array(z.string()),
  /** Days of the business's calendar, both included. */
  from: day,
  to: day,
  state: z.enum(["running", "done", "failed"]),
  progress: z.object({ done: z.number().int(), total: z.number().int() }),
  /** null until it is done. */
  result: scenarioResult.nullable(),
  /** Why it failed, in plain words. */
  error: z.string().nullable(),
  madeAt: instant,
  madeBy: z.string().nullable(),
  /** The rules it was replayed against. */
  playbookVersion: z.number().int(),
  applied: z
    .object({
      at: instant,
      by: z.string().nullable(),
      /** The version it became. */
      version: z.number().int(),
      undoneAt: instant.nullable(),
    })
    .nullable(),
});
export type Scenario = z.infer<typeof scenario>;

/** What stands against applying, in words; empty when nothing does. */
const obstacle = z.object({
  why: z.enum(["not-a-rule", "playbook-moved-on", "playbook-invalid", "no-change"]),
  words: z.string(),
});

const name = z.string().trim().min(1).max(120);

export const scenarioRoutes = {
  listScenarios: route({
    method: "GET",
    path: "/scenarios",
    access: "viewer",
    summary: "Saved scenarios, newest first",
    ok: z.object({ scenarios: z.array(scenario) }),
  }),
  getScenario: route({
    method: "GET",
    path: "/scenarios/:id",
    access: "viewer",
    summary: "A scenario: how far its replay is, or what it found",
    params: idParams,
    ok: scenario,
  }),
  createScenario: route({
    method: "POST",
    path: "/scenarios",
    access: "coordinator",
    summary: "Save a scenario and replay it in the background over past calls",
    body: z.object({ name, changes: z.array(scenarioChange).min(1).max(12), from: day, to: day }),
    ok: z.object({ id }),
  }),
  changeScenario: route({
    method: "PATCH",
    path: "/scenarios/:id",
    access: "coordinator",
    summary: "Rename a scenario",
    params: idParams,
    body: z.object({ name }),
    ok: done,
  }),
  removeScenario: route({
    method: "DELETE",
    path: "/scenarios/:id",
    access: "coordinator",
    summary: "Remove a scenario; rules that were applied stay",
    params: idParams,
    ok: done,
  }),
  compareScenarios: route({
    method: "GET",
    path: "/scenario-comparison",
    access: "viewer",
    summary: "Several scenarios side by side, best first",
    query: z.object({
      /** Ids, separated by commas; ten at most. */
      ids: z
        .string()
        .max(400)
        .regex(/^[0-9a-fA-F-]{36}(,[0-9a-fA-F-]{36}){0,9}$/, "Give ids of scenarios, separated by commas."),
    }),
    ok: z.object({
      scenarios: z.array(scenario),
      /** What has to be known to compare them (other days, other rules); empty when they are alike. */
      cautions: z.array(z.string()),
    }),
  }),
  previewScenario: route({
    method: "GET",
    path: "/scenarios/:id/rules",
    access: "viewer",
    summary: "What applying a scenario would change in the rules now in force, and what stands against it",
    params: idParams,
    ok: z.object({
      /** The version it would be applied to; give it to apply. */
      version: z.number().int(),
      differences: z.array(playbookDifference),
      obstacles: z.array(obstacle),
    }),
  }),
  applyScenario: route({
    method: "POST",
    path: "/scenarios/:id/apply",
    access: "owner",
    summary: "Write a new version of the rules with exactly a scenario's changes",
    params: idParams,
    body: z.object({ expectedVersion: z.number().int() }),
    ok: z.object({ version: z.number().int(), differences: z.array(playbookDifference) }),
  }),
  undoScenario: route({
    method: "POST",
    path: "/scenarios/:id/undo",
    access: "owner",
    summary: "Put the rules back as they were before a scenario was applied, unless somebody saved since",
    params: idParams,
    ok: z.object({ version: z.number().int() }),
  }),
};
