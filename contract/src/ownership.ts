import { z } from "zod";
import { done, id, idParams, instant, intent, lane, urgency } from "./common.ts";
import { playbook } from "./playbook.ts";
import { route } from "./route.ts";

/** Rules about owners that are being written, not yet in force. */
const draft = z.object({ ownership: playbook.shape.ownership, routing: playbook.shape.routing });

const person = z.object({ id, name: z.string() });

/** Time off, or a time in which a calendar or the person themselves says that they are busy. */
export const absence = z.object({
  id,
  memberId: id,
  kind: z.enum(["time-off", "busy"]),
  from: instant,
  until: instant,
  source: z.enum(["person", "calendar"]),
  note: z.string().nullable(),
});
export type Absence = z.infer<typeof absence>;

export const ownershipRoutes = {
  whoWouldGet: route({
    method: "POST",
    path: "/playbook/who-would-get",
    access: "viewer",
    summary: "Who would get a caller, by the rules in force or a draft of them, and why; nothing is kept",
    body: z.object({
      /** Left out: the rules in force. */
      draft: draft.optional(),
      /** The number that is called. */
      numberId: id.nullable().default(null),
      intent: intent.nullable().default(null),
      urgency: urgency.default("unknown"),
      language: z.string().max(20).nullable().default(null),
      postalCode: z.string().max(12).nullable().default(null),
      /** `312`, or the beginning of a number such as `+4420`. */
      areaCode: z
        .string()
        .regex(/^(\d{3}|\+\d{2,8})$/, "Give three digits, or the beginning of a number like +4420.")
        .nullable()
        .default(null),
      tier: z.string().max(60).nullable().default(null),
      lane: lane.default("unknown"),
      /** Who has called them back before. */
      knownOwnerId: id.nullable().default(null),
      /** Left out: now. */
      at: instant.optional(),
    }),
    ok: z.object({
      owner: person,
      backup: person.nullable(),
      /** The rule that decided: `rule:<id>`, or one that every business has. */
      rule: z.string(),
      /** False: nobody whom the rules name is on duty then. */
      onDuty: z.boolean(),
      /** No rule resolves: a person would be asked to look. */
      needsReview: z.boolean(),
      decided: z.string(),
      /** Why each rule before did not decide, in order. */
      passed: z.array(z.string()),
    }),
  }),
  checkOwners: route({
    method: "POST",
    path: "/playbook/check-owners",
    access: "viewer",
    summary:
      "What is wrong with rules about owners, and what may be: holes, rules that never decide, hours with nobody on duty",
    body: draft,
    ok: z.object({
      /** What keeps them from being saved. */
      problems: z.array(z.object({ field: z.string(), message: z.string() })),
      /** What may be meant. `ruleId` is null for what is about all of them. */
      warnings: z.array(z.object({ ruleId: z.string().nullable(), message: z.string() })),
    }),
  }),
  ownerCounts: route({
    method: "GET",
    path: "/playbook/owner-counts",
    access: "viewer",
    summary:
      "How often each rule decided in 90 days, and how often people moved the callback away or closed it as a duplicate",
    ok: z.object({
      days: z.number().int(),
      rules: z.array(
        z.object({
          rule: z.string(),
          given: z.number().int(),
          moved: z.number().int(),
          duplicates: z.number().int(),
          /** Why they were moved, most often first. */
          causes: z.array(z.object({ cause: z.string(), words: z.string(), count: z.number().int() })),
        }),
      ),
    }),
  }),
  listAbsences: route({
    method: "GET",
    path: "/absences",
    access: "viewer",
    summary: "Time off and busy hours of the people, running and to come",
    ok: z.object({ absences: z.array(absence) }),
  }),
  addAbsence: route({
    method: "POST",
    path: "/absences",
    access: "agent",
    summary: "Say that somebody has time off or is busy: anybody for themselves, coordinators for others",
    body: z.object({
      memberId: id,
      kind: z.enum(["time-off", "busy"]),
      /** Left out: now. */
      from: instant.optional(),
      until: instant,
      note: z.string().trim().max(120).optional(),
    }),
    ok: z.object({ id }),
  }),
  removeAbsence: route({
    method: "DELETE",
    path: "/absences/:id",
    access: "agent",
    summary: "Take time off or busy hours back",
    params: idParams,
    ok: done,
  }),
};
