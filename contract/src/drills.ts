import { z } from "zod";
import { id, idParams, instant } from "./common.ts";
import { route } from "./route.ts";

const check = z.object({
  state: z.enum(["waiting", "passed", "failed", "not-needed"]),
  /** One sentence: what the ledger shows, or what is missing. */
  words: z.string(),
  afterMs: z.number().nullable(),
});

/** A test call that must go through the whole loop, left out of all figures. */
export const drill = z.object({
  id,
  numberId: id,
  number: z.string(),
  numberLabel: z.string(),
  via: z.enum(["simulated", "provider"]),
  state: z.enum(["running", "passed", "failed", "canceled"]),
  startedAt: instant,
  startedBy: z.string().nullable(),
  finishedAt: instant.nullable(),
  callId: id.nullable(),
  error: z.string().nullable(),
  checks: z.object({ detect: check, acknowledge: check, urgency: check, ownership: check, loop: check }).nullable(),
});
export type DrillBody = z.infer<typeof drill>;

export const drillRoutes = {
  listDrills: route({
    method: "GET",
    path: "/drills",
    access: "viewer",
    summary: "The latest drills, newest first",
    ok: z.object({ drills: z.array(drill) }),
  }),
  startDrill: route({
    method: "POST",
    path: "/drills",
    access: "coordinator",
    summary: "Place a test call to a number and check the whole loop by its evidence",
    body: z.object({ numberId: id }),
    ok: z.object({ id }),
  }),
  getDrill: route({
    method: "GET",
    path: "/drills/:id",
    access: "viewer",
    summary: "A drill and what its checks have found so far",
    params: idParams,
    ok: drill,
  }),
};
