import { z } from "zod";
import { done, e164, id, idParams, instant } from "./common.ts";
import { route } from "./route.ts";

const numberParams = z.object({ number: e164 });
const reason = z.string().trim().min(3, "Say why in a few words.").max(200);

/** An entry of the ledger. What it rests on is named by its source and, where words were said, quoted. */
export const consentEntry = z.object({
  id,
  at: instant,
  kind: z.string(),
  words: z.string(),
  /** Where it came from, in words: "a voicemail". */
  source: z.string(),
  /** The call, text or callback it came from. */
  sourceId: id.nullable(),
  quote: z.string().nullable(),
  by: z.string().nullable(),
  /** Until when it holds; null where it does not end by itself. */
  until: instant.nullable(),
});
export type ConsentEntry = z.infer<typeof consentEntry>;

export const consentOfNumber = z.object({
  number: e164,
  optedOutAt: instant.nullable(),
  /** How the number stands, in words. */
  words: z.string(),
  /** Where whoever has it may be: the hours of all these places hold. */
  places: z.array(z.object({ region: z.string().nullable(), zones: z.array(z.string()) })),
  override: z
    .object({
      region: z.string().nullable(),
      timeZone: z.string(),
      reason: z.string(),
      by: z.string().nullable(),
      at: instant,
    })
    .nullable(),
  /** Newest first. */
  entries: z.array(consentEntry),
});
export type ConsentOfNumber = z.infer<typeof consentOfNumber>;

/** One time that the sending law was asked about a text. */
export const textDecision = z.object({
  at: instant,
  decision: z.enum(["allow", "hold", "block"]),
  until: instant.nullable(),
  rules: z.array(z.object({ rule: z.string(), words: z.string(), remedy: z.string().nullable() })),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  rulesVersion: z.string(),
  /** The versions of the tables it read. */
  tables: z.array(z.object({ table: z.string(), version: z.string() })),
  playbookVersion: z.number().int().nullable(),
});
export type TextDecision = z.infer<typeof textDecision>;

export const decidedText = z.object({
  messageId: id,
  purpose: z.string(),
  state: z.string(),
  heldUntil: instant.nullable(),
  createdAt: instant,
  /** Oldest first: when it was planned, then each time it was about to leave and could not. */
  decisions: z.array(textDecision),
});

export const consentRoutes = {
  getConsent: route({
    method: "GET",
    path: "/consent/:number",
    access: "viewer",
    summary: "What a number has agreed to and asked for, and where its owner may be",
    params: numberParams,
    ok: consentOfNumber,
  }),
  setConsent: route({
    method: "POST",
    path: "/consent/:number",
    access: "agent",
    summary: "Note what a person said about texts; appended with the reason, nothing is rewritten",
    params: numberParams,
    body: z.object({
      kind: z.enum(["opt_out", "opt_in", "verbal", "written_marketing"]),
      reason,
      callbackId: id.optional(),
    }),
    ok: done,
  }),
  setTextingPlace: route({
    method: "PUT",
    path: "/consent/:number/place",
    access: "coordinator",
    summary: "Say where whoever has this number is, instead of what the area code says",
    params: numberParams,
    body: z.object({
      timeZone: z.string().max(64),
      /** `US-IL`, or null where the state is not known: then the strictest hours hold. */
      region: z
        .string()
        .regex(/^(US|CA)-[A-Z]{2}$/)
        .nullable(),
      reason,
    }),
    ok: done,
  }),
  clearTextingPlace: route({
    method: "DELETE",
    path: "/consent/:number/place",
    access: "coordinator",
    summary: "Go by the area code and the address again",
    params: numberParams,
    ok: done,
  }),
  listTextDecisions: route({
    method: "GET",
    path: "/callbacks/:id/text-decisions",
    access: "viewer",
    summary: "Why each text of a case went, waits, or did not go",
    params: idParams,
    ok: z.object({ texts: z.array(decidedText) }),
  }),
};
