import { z } from "zod";
import { done, id, instant } from "./common.ts";
import { route } from "./route.ts";

/** A day of the business's own calendar, e.g. `2026-11-20`. */
export const day = z.iso.date();

/** How a call stands in the books. All but `live`, `loose` and `history` are end classes: the call is accounted for. */
export const standing = z.enum(["live", "answered", "open", "recovered", "closed", "loose", "history"]);
export type Standing = z.infer<typeof standing>;

/** How a call got into the books. */
export const entered = z.enum(["webhook", "stream", "provider-log", "import", "sample"]);

/**
 * Calls by how they stand, drills left out. `unheard`: calls of the provider's log that are in no book of ours and nobody
 * has accepted; with `loose` what is not accounted for.
 */
export const books = z.object({
  live: z.number().int(),
  answered: z.number().int(),
  open: z.number().int(),
  recovered: z.number().int(),
  closed: z.number().int(),
  loose: z.number().int(),
  history: z.number().int(),
  unheard: z.number().int(),
  /** Open differences to the provider's log, those of `unheard` among them. */
  gaps: z.number().int(),
});
export type Books = z.infer<typeof books>;

export const gapKind = z.enum([
  "never-heard",
  "end-missing",
  "answered-only-here",
  "answered-only-there",
  "duplicate",
  "unknown-number",
  "not-in-their-log",
]);

/** Something wrong with the books themselves. */
export const ledgerFinding = z.object({
  kind: z.enum([
    "block-missing",
    "block-altered",
    "chain-broken",
    "entries-changed",
    "entries-outside",
    "head-unknown",
    "standing-wrong",
    "day-wrong",
    "count-wrong",
  ]),
  text: z.string(),
  block: z.number().int().nullable(),
  /** Where to look: days, and calls by id, as far as they can be told. */
  days: z.array(day),
  calls: z.array(id),
});
export type LedgerFinding = z.infer<typeof ledgerFinding>;

export const ledgerReport = z.object({
  ok: z.boolean(),
  at: instant,
  sealedUntil: instant,
  /** Blocks recomputed from their entries. */
  blocks: z.number().int(),
  /** Blocks whose entries retention removed; only their links were followed. */
  linkedBlocks: z.number().int(),
  entries: z.number().int(),
  calls: z.number().int(),
  head: z.object({ number: z.number().int(), hash: z.string(), sealedUntil: instant }).nullable(),
  findings: z.array(ledgerFinding),
  /** Findings beyond those listed. */
  more: z.number().int(),
});
export type LedgerReport = z.infer<typeof ledgerReport>;

const range = z.object({ from: day, to: day, number: id.optional() });

export const ledgerRoutes = {
  ledger: route({
    method: "GET",
    path: "/ledger",
    access: "viewer",
    summary: "The account's books of a range of days: what is known, what is accounted for, and how far it was checked",
    query: range,
    ok: z.object({
      timeZone: z.string(),
      /** Today in the business's zone. */
      today: day,
      /** The first day that has a call; null without any. */
      firstDay: day.nullable(),
      total: books,
      numbers: z.array(
        z.object({
          id: id.nullable(),
          number: z.string().nullable(),
          label: z.string(),
          retired: z.boolean(),
          total: books,
        }),
      ),
      connections: z.array(
        z.object({
          id,
          label: z.string(),
          simulated: z.boolean(),
          /** Whether the phone system keeps a log that can be read. */
          hasLog: z.boolean(),
          readUntil: instant.nullable(),
          error: z.string().nullable(),
          errorAt: instant.nullable(),
        }),
      ),
      seal: z.object({ until: instant.nullable(), number: z.number().int(), hash: z.string().nullable() }),
      check: z
        .object({
          askedAt: instant,
          finishedAt: instant.nullable(),
          report: ledgerReport.nullable(),
          error: z.string().nullable(),
        })
        .nullable(),
    }),
  }),
  ledgerDays: route({
    method: "GET",
    path: "/ledger/days",
    access: "viewer",
    summary: "The books day by day and number by number, latest day first; days without calls are left out",
    query: range.extend({ before: day.optional(), limit: z.coerce.number().int().min(1).max(100).default(31) }),
    ok: z.object({
      days: z.array(z.object({ day, total: books, numbers: z.array(books.extend({ id: id.nullable() })) })),
      nextBefore: day.nullable(),
    }),
  }),
  ledgerExceptions: route({
    method: "GET",
    path: "/ledger/exceptions",
    access: "viewer",
    summary: "What is not accounted for: calls nobody owes, and open differences to the provider's log",
    query: range.extend({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    ok: z.object({
      loose: z.array(z.object({ callId: id, at: instant, from: z.string().nullable(), to: z.string(), day })),
      gaps: z.array(
        z.object({
          id,
          kind: gapKind,
          connection: z.string(),
          providerCallId: z.string(),
          callId: id.nullable(),
          numberId: id.nullable(),
          dialed: z.string().nullable(),
          arrivedAt: instant.nullable(),
          day: day.nullable(),
          foundAt: instant,
          detail: z.record(z.string(), z.unknown()),
        }),
      ),
      /** Whether there are more than were listed. */
      more: z.boolean(),
    }),
  }),
  checkLedger: route({
    method: "POST",
    path: "/ledger/check",
    access: "viewer",
    summary: "Have the chain, the counts and every call's standing recomputed; the report comes with the books",
    ok: done,
  }),
};
