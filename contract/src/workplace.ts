// What a team does with callbacks beyond one action on one case: many at once, undo, notes, history, and who else is there.
import { z } from "zod";
import { callbackState, note, presence, snoozeCause, versioned } from "./callbacks.ts";
import { done, id, idParams, instant, pageQuery, requestId } from "./common.ts";
import { route } from "./route.ts";

/** What can be done to many callbacks at once; each with what the single action takes. */
export const bulkAction = z.discriminatedUnion("action", [
  z.object({ action: z.literal("claim") }),
  z.object({ action: z.literal("release") }),
  z.object({
    action: z.literal("reassign"),
    ownerId: id,
    cause: z.enum(["wrong-owner", "off-duty", "workload", "other"]).default("other"),
    note: z.string().max(300).optional(),
  }),
  z.object({
    action: z.literal("snooze"),
    until: instant,
    reason: z.string().trim().min(1).max(200),
    cause: snoozeCause,
  }),
  z.object({ action: z.literal("unsnooze") }),
  z.object({
    action: z.literal("close"),
    disposition: z.string().min(1).max(40),
    note: z.string().max(1000).optional(),
    how: z.enum(["called", "texted", "emailed", "in-person"]).optional(),
  }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

export const bulkItemsMax = 200;

/** What became of one of many. */
export const bulkResult = z.object({
  id,
  done: z.boolean(),
  version: z.number().int().nullable(),
  state: callbackState.nullable(),
  /** Why not, as a word for programs and in words for people. */
  code: z.string().nullable(),
  refusal: z.string().nullable(),
});
export type BulkResult = z.infer<typeof bulkResult>;

/** One thing of a customer's past, newest first. */
export const historyEntry = z.object({
  id: z.string(),
  kind: z.enum(["call", "outbound-call", "text", "callback"]),
  at: instant,
  /** "Missed: rang 22 s, nobody answered", "Text from the caller", "Callback closed: Reached, booked". */
  text: z.string(),
  /** What was said or written. */
  quote: z.string().nullable(),
  by: z.string().nullable(),
  callId: id.nullable(),
  callbackId: id.nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

const noteBody = z.string().trim().min(1).max(4000);
const noteParams = z.object({ id, noteId: id });

export const workplaceRoutes = {
  actOnMany: route({
    method: "POST",
    path: "/callbacks/bulk",
    access: "agent",
    summary: "Do one thing to up to 200 callbacks; each answers for itself, those that can be done are done together",
    body: z.object({
      do: bulkAction,
      items: z
        .array(z.object({ id, version: z.number().int().optional() }))
        .min(1)
        .max(bulkItemsMax),
      requestId: requestId.optional(),
      happenedAt: instant.optional(),
    }),
    ok: z.object({
      done: z.number().int(),
      refused: z.number().int(),
      /** In the order asked. */
      results: z.array(bulkResult),
      /** Takes all of it back. */
      undoToken: id.nullable(),
    }),
  }),
  undoCallback: route({
    method: "POST",
    path: "/callbacks/:id/undo",
    access: "agent",
    summary: "Take back one's own last action on a callback, within ten minutes",
    params: idParams,
    body: z.object({
      /** Which one; the last on this callback where none is named. */
      undoToken: id.optional(),
      requestId: requestId.optional(),
    }),
    ok: z.object({ version: z.number().int(), state: callbackState, undone: z.string() }),
  }),
  undoMany: route({
    method: "POST",
    path: "/callbacks/undo",
    access: "agent",
    summary: "Take back one's own action, on as many callbacks as it was done to, within ten minutes",
    body: z.object({ undoToken: id, requestId: requestId.optional() }),
    ok: z.object({
      undone: z.string(),
      done: z.number().int(),
      refused: z.number().int(),
      results: z.array(bulkResult),
    }),
  }),
  addNote: route({
    method: "POST",
    path: "/callbacks/:id/notes",
    access: "agent",
    summary: "Write a note on a case",
    params: idParams,
    body: versioned.omit({ version: true }).extend({ body: noteBody }),
    ok: note,
  }),
  changeNote: route({
    method: "PATCH",
    path: "/callbacks/:id/notes/:noteId",
    access: "agent",
    summary: "Change one's own note for as long as `mayChangeUntil` says; what it said before is kept",
    params: noteParams,
    body: z.object({ body: noteBody, requestId: requestId.optional() }),
    ok: note,
  }),
  removeNote: route({
    method: "DELETE",
    path: "/callbacks/:id/notes/:noteId",
    access: "agent",
    summary: "Remove one's own note for as long as `mayChangeUntil` says; its history is kept",
    params: noteParams,
    ok: done,
  }),
  noteHistory: route({
    method: "GET",
    path: "/callbacks/:id/notes/:noteId",
    access: "viewer",
    summary: "A note with everything it said before, newest first",
    params: noteParams,
    ok: z.object({
      revisions: z.array(z.object({ body: z.string().nullable(), by: z.string().nullable(), at: instant })),
    }),
  }),
  customerHistory: route({
    method: "GET",
    path: "/callbacks/:id/history",
    access: "viewer",
    summary: "The customer's past beside a case: calls, texts, earlier callbacks, jobs",
    params: idParams,
    query: pageQuery,
    ok: z.object({
      /** On the first page only. */
      jobs: z.array(z.object({ id, title: z.string(), state: z.string(), at: instant })),
      appointments: z.array(z.object({ id, title: z.string(), at: instant })),
      entries: z.array(historyEntry),
      nextCursor: z.string().nullable(),
    }),
  }),
  setPresence: route({
    method: "PUT",
    path: "/callbacks/:id/presence",
    access: "viewer",
    summary: "Say that one looks at or works on a case; said again every 10 to 15 seconds, silence for 30 means gone",
    params: idParams,
    body: z.object({
      state: z.enum(["viewing", "working", "gone"]),
      /** Which screen or tab says it: one person may have two open. */
      screen: requestId.default("only-one"),
    }),
    ok: z.object({ present: z.array(presence) }),
  }),
  listPresence: route({
    method: "GET",
    path: "/presence",
    access: "viewer",
    summary: "Who has which case open now",
    ok: z.object({ now: instant, present: z.array(presence) }),
  }),
};
