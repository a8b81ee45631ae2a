import { z } from "zod";
import { id, idParams, instant, pageQuery } from "./common.ts";
import { day, entered, standing } from "./ledger.ts";
import { route } from "./route.ts";

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
  missReason: z.string().nullable(),
  /** How it stands in the books. */
  standing,
  /** How it got into them. */
  entered,
  detectedAt: instant.nullable(),
  detectedAfterMs: z.number().int().nullable(),
  answeredBy: z.string().nullable(),
  rangSeconds: z.number().int().nullable(),
  callbackId: id.nullable(),
});
export type CallSummary = z.infer<typeof callSummary>;

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
    ok: z.object({ call: callSummary, entries: z.array(ledgerEntry) }),
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
