import { z } from "zod";
import { done, id, idParams, instant, pageQuery } from "./common.ts";
import { day, gapKind } from "./ledger.ts";
import { route } from "./route.ts";

export const gapState = z.enum(["open", "repaired", "accepted"]);

/** One comparison of a phone system's own log with our calls. */
export const reconciliationRun = z.object({
  id,
  connectionId: id,
  connectionLabel: z.string(),
  kind: z.enum(["recent", "nightly", "catch-up", "manual"]),
  /** What was compared: calls that arrived from, until before to. */
  from: instant,
  to: instant,
  state: z.enum(["running", "done", "failed"]),
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** Calls of their log, inbound and outbound. */
  calls: z.number().int(),
  matched: z.number().int(),
  /** Differences found for the first time. */
  gaps: z.number().int(),
  repaired: z.number().int(),
  /** Why it failed, in plain words. */
  error: z.string().nullable(),
});
export type ReconciliationRunBody = z.infer<typeof reconciliationRun>;

/** A named difference between a phone system's log and our calls. */
export const reconciliationGap = z.object({
  id,
  connectionId: id,
  connectionLabel: z.string(),
  kind: gapKind,
  state: gapState,
  /** The kind in words, what it means, and how it is repaired or why it cannot be. */
  title: z.string(),
  means: z.string(),
  repair: z.string(),
  providerCallId: z.string(),
  callId: id.nullable(),
  numberId: id.nullable(),
  /** The number that was dialed, as the phone system wrote it. */
  dialed: z.string().nullable(),
  arrivedAt: instant.nullable(),
  day: day.nullable(),
  foundAt: instant,
  settledAt: instant.nullable(),
  settledBy: z.string().nullable(),
});
export type ReconciliationGapBody = z.infer<typeof reconciliationGap>;

export const reconciliationRoutes = {
  listReconciliationRuns: route({
    method: "GET",
    path: "/reconciliation/runs",
    access: "viewer",
    summary: "Comparisons with the phone systems' own logs, newest first",
    query: pageQuery.extend({ connectionId: id.optional() }),
    ok: z.object({ runs: z.array(reconciliationRun), nextCursor: z.string().nullable() }),
  }),
  getReconciliationRun: route({
    method: "GET",
    path: "/reconciliation/runs/:id",
    access: "viewer",
    summary: "A comparison, how far it is or what it found",
    params: idParams,
    ok: reconciliationRun,
  }),
  startReconciliation: route({
    method: "POST",
    path: "/reconciliation/runs",
    access: "coordinator",
    summary: "Compare a phone system's log with our calls now; without a range the last three days",
    body: z.object({
      connectionId: id,
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
    }),
    ok: z.object({ id }),
  }),
  listGaps: route({
    method: "GET",
    path: "/reconciliation/gaps",
    access: "viewer",
    summary: "Differences to the phone systems' logs, newest found first; the open ones unless asked otherwise",
    query: pageQuery.extend({
      state: gapState.default("open"),
      kind: gapKind.optional(),
      connectionId: id.optional(),
      numberId: id.optional(),
      from: day.optional(),
      to: day.optional(),
    }),
    ok: z.object({ gaps: z.array(reconciliationGap), nextCursor: z.string().nullable() }),
  }),
  acceptGap: route({
    method: "POST",
    path: "/reconciliation/gaps/:id/accept",
    access: "coordinator",
    summary: "Say that a difference may stay as it is: it is accounted for",
    params: idParams,
    ok: done,
  }),
  reopenGap: route({
    method: "DELETE",
    path: "/reconciliation/gaps/:id/accept",
    access: "coordinator",
    summary: "Take an acceptance back",
    params: idParams,
    ok: done,
  }),
};
