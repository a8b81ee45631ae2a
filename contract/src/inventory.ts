import { z } from "zod";
import { e164, id, instant } from "./common.ts";
import { numberRole, phoneNumber, recordingPolicy } from "./connections.ts";
import { route } from "./route.ts";

/** What is wrong with a number, in words, and what to do about it. */
export const numberProblem = z.object({ problem: z.string(), title: z.string(), todo: z.string(), grave: z.boolean() });

export const inventoryNumber = phoneNumber.extend({
  role: numberRole,
  team: z.string().nullable(),
  recordingPolicy,
  note: z.string().nullable(),
  retiredAt: instant.nullable(),
  /** Whether callers pay for calling it. */
  kind: z.enum(["local", "toll-free", "other"]),
  connectionLabel: z.string().nullable(),
  simulated: z.boolean(),
  problems: z.array(numberProblem),
  /** What the provider itself says makes our addresses useless. */
  warnings: z.array(z.string()),
});
export type InventoryNumberBody = z.infer<typeof inventoryNumber>;

/** A number at a provider that nobody has added here. */
export const strangerNumber = z.object({
  number: e164,
  label: z.string().nullable(),
  connectionId: id,
  connectionLabel: z.string(),
  canText: z.boolean().nullable(),
  firstSeenAt: instant,
});

/** A number that was called and is none of ours. */
export const dialedStranger = z.object({ dialed: z.string(), calls: z.number().int(), lastCallAt: instant });

/** A phone system as the inventory sees it. */
export const inventoryConnection = z.object({
  id,
  label: z.string(),
  provider: z.string(),
  /** Whether its numbers can be listed and pointed here. */
  listsNumbers: z.boolean(),
  syncedAt: instant.nullable(),
  /** Where numbers are bought at this provider. */
  buyUrl: z.string().nullable(),
});
export type InventoryConnection = z.infer<typeof inventoryConnection>;

export const inventoryRoutes = {
  listNumbers: route({
    method: "GET",
    path: "/numbers",
    access: "viewer",
    summary: "Every number with its role, route, traffic and what is wrong with it",
    ok: z.object({
      numbers: z.array(inventoryNumber),
      strangers: z.array(strangerNumber),
      dialedStrangers: z.array(dialedStranger),
      connections: z.array(inventoryConnection),
    }),
  }),
  syncNumbers: route({
    method: "POST",
    path: "/numbers/sync",
    access: "coordinator",
    summary: "Ask every provider now which numbers it has and where their calls go",
    ok: z.object({
      connections: z.array(
        z.object({ id, label: z.string(), ok: z.boolean(), note: z.string(), numbers: z.number().int() }),
      ),
    }),
  }),
};
