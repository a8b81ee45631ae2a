import type { MissReason } from "@ringback/core/calls/missed-call.ts";
import { z } from "zod";
import { id, idParams, instant, pageQuery } from "./common.ts";
import { day, entered, standing } from "./ledger.ts";
import { reading } from "./readings.ts";
import { route } from "./route.ts";

/** Why no person answered; what each means stands in docs/states/call.md. */
export const missReason = z.enum([
  "no-answer",
  "busy",
  "abandoned-while-ringing",
  "abandoned-in-queue",
  "abandoned-in-menu",
  "after-hours",
  "no-agent-on-duty",
  "voicemail-answered",
  "not-connected",
  "system-failure",
  "unknown",
] as const satisfies readonly MissReason[]);

export const callSummary = z.object({
  id,
  providerCallId: z.string(),
  from: z.string().nullable(),
  callerName: z.string().nullable(),
  to: z.string(),
  arrivedAt: instant,
  endedAt: instant.nullable(),
  state: z.enum(["ringing", "talking", "voicemail", "ended"]),
  outcome: z.enum(["answered", "missed"]).nullable(),
  missReason: missReason.nullable(),
  /** How it stands in the books. */
  standing,
  /** How it got into them. */
  entered,
  detectedAt: instant.nullable(),
  detectedAfterMs: z.number().int().nullable(),
  answeredBy: z.string().nullable(),
  rangSeconds: z.number().int().nullable(),
  /** From the call's arrival until a person answered, a voicemail began or the caller was gone. */
  waitedSeconds: z.number().int().nullable(),
  /** Answered by a person, but later than the playbook's `lateAnswerSeconds`, or out of the voicemail. */
  answeredLate: z.boolean(),
  /** A test call of a drill; it is in no figure. */
  drill: z.boolean(),
  callbackId: id.nullable(),
});
export type CallSummary = z.infer<typeof callSummary>;

/** A phone or agent that was rung for the call. */
export const triedPhone = z.object({
  /** As the phone system names it; null where it does not. */
  to: z.string().nullable(),
  /** Whose phone it is, where that is known. */
  member: z.string().nullable(),
  /** null while it rings, and where no report says when it stopped. */
  rangSeconds: z.number().int().nullable(),
  became: z.enum(["ringing", "answered", "picked-up", "machine", "no-answer", "busy", "failed", "stopped"]),
});
export type TriedPhone = z.infer<typeof triedPhone>;

/** A queue of the phone system that the caller waited in. */
export const queueWait = z.object({
  queue: z.string(),
  waitedSeconds: z.number().int().nullable(),
  /** null while they wait, or when the call ended with it. */
  result: z.enum(["answered", "abandoned", "timed-out", "full", "no-agents", "left-by-key", "failed"]).nullable(),
});
export type QueueWait = z.infer<typeof queueWait>;

export const ledgerEntry = z.object({
  id: z.string(),
  at: instant,
  recordedAt: instant,
  kind: z.string(),
  text: z.string(),
  detail: z.record(z.string(), z.unknown()),
});

export const messageSummary = z.object({
  id,
  direction: z.enum(["in", "out"]),
  purpose: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  body: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  errorCode: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
  providerMessageId: z.string().nullable(),
  episodeId: id.nullable(),
  rules: z.array(z.string()),
});

export const callRoutes = {
  listCalls: route({
    method: "GET",
    path: "/calls",
    access: "viewer",
    summary: "Calls, newest first",
    query: pageQuery.extend({
      outcome: z.enum(["answered", "missed"]).optional(),
      from: day.optional(),
      to: day.optional(),
      number: id.optional(),
      standing: standing.optional(),
      entered: entered.optional(),
      reason: missReason.optional(),
    }),
    ok: z.object({ calls: z.array(callSummary), nextCursor: z.string().nullable() }),
  }),
  getCall: route({
    method: "GET",
    path: "/calls/:id",
    access: "viewer",
    summary: "One call",
    params: idParams,
    ok: callSummary,
  }),
  getLedger: route({
    method: "GET",
    path: "/calls/:id/ledger",
    access: "viewer",
    summary: "The call's history from ring to outcome; the id may be the provider's",
    params: z.object({ id: z.string().max(255) }),
    ok: z.object({
      call: callSummary,
      tried: z.array(triedPhone),
      queues: z.array(queueWait),
      entries: z.array(ledgerEntry),
      /** What the caller said, and what was understood of it; null when nobody said anything. */
      reading: reading.nullable(),
    }),
  }),
  listMessages: route({
    method: "GET",
    path: "/messages",
    access: "viewer",
    summary: "Texts in both directions, newest first",
    query: pageQuery,
    ok: z.object({ messages: z.array(messageSummary), nextCursor: z.string().nullable() }),
  }),
  doctor: route({
    method: "GET",
    path: "/doctor",
    access: "viewer",
    summary: "What is well and what is not",
    ok: z.object({
      ok: z.boolean(),
      checks: z.array(z.object({ name: z.string(), ok: z.boolean(), note: z.string() })),
    }),
  }),
};
