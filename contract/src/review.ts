import { z } from "zod";
import { done, id, idParams, instant, intent, pageQuery, urgency } from "./common.ts";
import { reading } from "./readings.ts";
import { route } from "./route.ts";

/** What waits for a person's decision, with all that it is decided by. */
export const hold = z.object({
  id,
  reason: z.string(),
  /** What is to be decided, in plain words. */
  text: z.string(),
  /** The rules that called for it, in plain words. */
  rules: z.array(z.string()),
  openedAt: instant,
  dueAt: instant,
  callbackId: id,
  callId: id.nullable(),
  callerName: z.string().nullable(),
  callerNumber: z.string().nullable(),
  relation: z.string(),
  excerpt: z.object({
    text: z.string(),
    marks: z.array(z.tuple([z.number().int(), z.number().int()])),
    quoted: z.boolean(),
  }),
  /** The callback's labels as they stand. */
  urgency,
  intent: intent.nullable(),
  owner: z.string().nullable(),
  /** Other things of this case that wait too. */
  alsoWaiting: z.array(z.object({ id, reason: z.string(), text: z.string() })),
  reading: reading.nullable(),
});
export type Hold = z.infer<typeof hold>;

const labels = {
  intent: intent.optional(),
  urgency: urgency.optional(),
  /** Why, in the person's words; it is kept with the correction. */
  note: z.string().trim().max(300).optional(),
};

export const correctionKind = z.enum(["intent", "urgency"]);

export const correction = z.object({
  id,
  at: instant,
  by: z.string(),
  reason: z.string().nullable(),
  callbackId: id,
  callerName: z.string().nullable(),
  channel: z.enum(["voicemail", "sms"]),
  /** The redacted words; null when they are gone. */
  text: z.string().nullable(),
  intentSaid: z.string(),
  intentCorrected: z.string(),
  urgencySaid: z.string(),
  urgencyCorrected: z.string(),
});

export const reviewRoutes = {
  listHolds: route({
    method: "GET",
    path: "/holds",
    access: "viewer",
    summary: "What waits for a person's review, due first",
    query: pageQuery.extend({ reason: z.string().max(60).optional() }),
    ok: z.object({
      now: instant,
      holds: z.array(hold),
      /** Of all that waits, whatever is filtered. */
      waiting: z.number().int(),
      overdue: z.number().int(),
      reasons: z.array(z.object({ reason: z.string(), label: z.string(), count: z.number().int() })),
      nextCursor: z.string().nullable(),
    }),
  }),
  resolveHold: route({
    method: "POST",
    path: "/holds/:id/resolve",
    access: "agent",
    summary: "Settle a hold: correct the labels or confirm them",
    params: idParams,
    body: z.object({ resolution: z.enum(["confirmed", "corrected", "dismissed"]), ...labels }),
    ok: done,
  }),
  reopenHold: route({
    method: "POST",
    path: "/holds/:id/reopen",
    access: "agent",
    summary: "Take a decision back within half an hour; the labels are as before and it waits again",
    params: idParams,
    ok: done,
  }),
  correctCallback: route({
    method: "POST",
    path: "/callbacks/:id/correct",
    access: "agent",
    summary: "Set right what a case's message was taken for",
    params: idParams,
    body: z.object({ ...labels, callId: id.optional(), messageId: id.optional() }),
    ok: done,
  }),
  corrections: route({
    method: "GET",
    path: "/corrections",
    access: "viewer",
    summary: "What was said and what people made of it, counted: two confusion tables",
    query: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
    ok: z.object({
      /** Messages that a person confirmed or corrected, each counted once, by the last word on it. */
      judged: z.number().int(),
      correctedIntents: z.number().int(),
      correctedUrgencies: z.number().int(),
      intents: z.array(z.object({ said: z.string(), corrected: z.string(), count: z.number().int() })),
      urgencies: z.array(z.object({ said: z.string(), corrected: z.string(), count: z.number().int() })),
    }),
  }),
  listCorrections: route({
    method: "GET",
    path: "/corrections/messages",
    access: "viewer",
    summary: "The messages of a cell of the table, newest first",
    query: pageQuery.extend({
      kind: correctionKind.default("intent"),
      said: z.string().max(40).optional(),
      corrected: z.string().max(40).optional(),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
    }),
    ok: z.object({ corrections: z.array(correction), nextCursor: z.string().nullable() }),
  }),
};
