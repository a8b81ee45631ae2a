import { z } from "zod";
import { done, instant } from "./common.ts";
import { route } from "./route.ts";

const list = z.enum(["internal", "national"]);
/** In characters: some seventy thousand numbers. Longer lists come in pieces. */
export const doNotCallPieceMax = 900_000;

export const doNotCallList = z.object({
  list,
  asOf: z.iso.date().nullable(),
  numbers: z.number().int(),
  changedAt: instant,
  standing: z.enum(["none", "fresh", "soon", "expired"]),
  countsUntil: z.iso.date().nullable(),
});
export type DoNotCallListBody = z.infer<typeof doNotCallList>;

export const doNotCallRoutes = {
  getDoNotCall: route({
    method: "GET",
    path: "/do-not-call",
    access: "viewer",
    summary: "The Do-Not-Call lists that bind advertising texts, and until when they count",
    ok: z.object({ lists: z.array(doNotCallList) }),
  }),
  bringDoNotCall: route({
    method: "POST",
    path: "/do-not-call/:list",
    access: "owner",
    summary: "Bring a Do-Not-Call list: numbers, one a line, or a table; instead of what is there or besides it",
    params: z.object({ list }),
    body: z.object({
      text: z.string().min(1).max(doNotCallPieceMax),
      replaces: z.boolean(),
      /** Of which day a national list is. */
      asOf: z.iso.date().nullable().default(null),
    }),
    ok: z.object({
      added: z.number().int(),
      known: z.number().int(),
      unread: z.number().int(),
      numbers: z.number().int(),
    }),
  }),
  removeDoNotCall: route({
    method: "DELETE",
    path: "/do-not-call/:list",
    access: "owner",
    summary: "Remove a Do-Not-Call list",
    params: z.object({ list }),
    ok: done,
  }),
};
