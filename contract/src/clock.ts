import { breachReasons } from "@ringback/core/callbacks/breach-reason.ts";
import { z } from "zod";
import { after, versioned } from "./callbacks.ts";
import { id, idParams, instant } from "./common.ts";
import { route } from "./route.ts";

/** What the auditor looks for: promises that broke without anybody hearing of it. */
export const findingKind = z.enum([
  "warning-not-sent",
  "breach-not-noticed",
  "snooze-past-end",
  "breach-without-alarm",
  "alarm-stuck",
  "hand-limit-passed",
  "owner-gone",
  "claimed-and-forgotten",
  "gone-quiet",
]);
export type FindingKind = z.infer<typeof findingKind>;

export const clockRoutes = {
  explainLateness: route({
    method: "POST",
    path: "/callbacks/:id/why-late",
    access: "agent",
    summary: "Say why a callback was late, where the rule's answer is wrong or says too little",
    params: idParams,
    body: versioned.extend({ reason: z.enum(breachReasons), note: z.string().trim().max(500).optional() }),
    ok: after,
  }),
  handOnEscalation: route({
    method: "POST",
    path: "/callbacks/:id/hand-on-escalation",
    access: "agent",
    summary: "Give an alarm on to somebody, who is told at once; it climbs on from there until a person has it",
    params: idParams,
    body: versioned.extend({ memberId: id }),
    ok: after,
  }),
  listFindings: route({
    method: "GET",
    path: "/audit/findings",
    access: "viewer",
    summary: "Promises that had broken unheard in the last days, and what the auditor did; newest first",
    ok: z.object({
      findings: z.array(
        z.object({
          id,
          callbackId: id,
          kind: findingKind,
          words: z.string(),
          /** The same in three parts. */
          promised: z.string(),
          broke: z.string(),
          done: z.string(),
          /** People let it lie; else it broke without anybody hearing of it. */
          byPeople: z.boolean(),
          callerName: z.string().nullable(),
          /** null: withheld. */
          callerNumber: z.string().nullable(),
          callbackState: z.enum(["open", "claimed", "snoozed", "closed"]),
          brokenAt: instant,
          foundAt: instant,
          lastFoundAt: instant,
          times: z.number().int(),
        }),
      ),
    }),
  }),
};
