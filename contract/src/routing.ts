import { z } from "zod";
import { id } from "./common.ts";

const words = z.array(z.string().trim().min(1).max(60)).max(50).default([]);
const ids = z.array(id).max(200).default([]);
const span = z.tuple([z.string(), z.string()]);
const week = z.record(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), z.array(span).max(6));
const key = z.string().min(1).max(40);
const pick = z.enum(["round-robin", "least-loaded"]);

/** Whom a rule is for. An empty list asks nothing. */
export const ruleConditions = z.object({
  linesOfService: words,
  numberIds: ids,
  sources: words,
  intents: words,
  urgencies: words,
  languages: words,
  territoryIds: z.array(key).max(50).default([]),
  tiers: words,
  lanes: words,
});

export const ruleTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), memberId: id }),
  z.object({ kind: z.literal("group"), memberIds: z.array(id).max(100), pick, skills: words }),
  z.object({ kind: z.literal("on-duty"), pick, skills: words }),
  z.object({ kind: z.literal("on-call"), rotationId: key }),
  z.object({ kind: z.literal("knows-them") }),
]);

export const routingRule = z.object({
  id: key,
  name: z.string().trim().max(60),
  when: ruleConditions,
  to: ruleTarget,
  backupId: id.nullable(),
});

/** Who calls back. core/ownership holds its meaning. */
export const routing = z.object({
  /** Who has called this person back before does it again, before every rule. */
  knownFirst: z.boolean(),
  rules: z.array(routingRule).max(100),
  territories: z
    .array(
      z.object({
        id: key,
        name: z.string().trim().min(1).max(60),
        postalCodes: z.array(z.string().trim().min(2).max(12)).max(2000),
        areaCodes: z.array(z.string().trim().min(2).max(12)).max(500),
      }),
    )
    .max(50),
  shifts: z.array(z.object({ memberId: id, weekly: week })).max(200),
  rotations: z
    .array(
      z.object({
        id: key,
        name: z.string().trim().min(1).max(60),
        memberIds: z.array(id).max(100),
        startsOn: z.iso.date(),
        handoverTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
        lengthDays: z.number().int().min(1).max(60),
      }),
    )
    .max(20),
  skills: z.array(z.object({ memberId: id, skills: words })).max(200),
});
export type RoutingBody = z.infer<typeof routing>;
export type RoutingRuleBody = z.infer<typeof routingRule>;

/** What playbooks without rules of their own have. */
export const noRouting: RoutingBody = {
  knownFirst: true,
  rules: [],
  territories: [],
  shifts: [],
  rotations: [],
  skills: [],
};
