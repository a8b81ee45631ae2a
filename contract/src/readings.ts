import { z } from "zod";
import { id, instant, lane, urgency } from "./common.ts";

/** A label's evidence: words with their place in the text, or a fact of the call; and which rule saw it, in plain words. */
export const evidencePiece = z.object({
  label: z.string(),
  rule: z.string(),
  /** The rule's name as a person reads it. */
  because: z.string(),
  /** Who says that these words mean that; for dangers. */
  authority: z.string().nullable(),
  /** UTF-16 offsets of the reading's text; all three or none. */
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
  quote: z.string().nullable(),
  fact: z.string().nullable(),
  /** Where the words are in the recording; null where nobody knows. */
  atSeconds: z.number().nullable(),
});
export type EvidencePiece = z.infer<typeof evidencePiece>;

/** Words that look like a label and were not counted for it, and why. */
export const discountedPiece = evidencePiece.extend({ why: z.string(), whyWords: z.string() });
export type DiscountedPiece = z.infer<typeof discountedPiece>;

export const summaryField = z.object({
  field: z.enum(["who", "why", "known", "next", "owner"]),
  text: z.string(),
  source: z.enum(["quote", "call facts", "record", "not said"]),
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
});

/** One message of a caller with what was understood of it: everything a person needs to see why a label stands there. */
export const reading = z.object({
  /** Of its newest judgement; null when nothing was judged. */
  assessmentId: id.nullable(),
  source: z.enum(["voicemail", "text", "call"]),
  callId: id.nullable(),
  messageId: id.nullable(),
  at: instant,
  text: z.string().nullable(),
  textState: z.enum(["none", "on-its-way", "ready", "no-speech", "failed"]),
  /** What to say in place of the words, where there are none. */
  textNote: z.string().nullable(),
  /** Whose transcript it is, in words; null for a text. */
  transcribedBy: z.string().nullable(),
  language: z.string(),
  /** In words, where the rules do not read it ("French: not read"). */
  languageNote: z.string().nullable(),
  /** Who read it, in words: a person, the rules and a language model, or the rules only and why. */
  readBy: z.string().nullable(),
  byPerson: z.boolean(),
  labels: z.object({ intent: z.string(), secondaryIntents: z.array(z.string()), urgency, lane }).nullable(),
  evidence: z.array(evidencePiece),
  discounted: z.array(discountedPiece),
  /** What a language model claimed and was not let in. */
  dropped: z.array(z.object({ claim: z.string(), why: z.string(), whyWords: z.string() })),
  summary: z.array(summaryField),
  recording: z
    .object({
      id,
      state: z.enum(["on-its-way", "ready", "failed", "withheld", "quarantined"]),
      note: z.string().nullable(),
      durationSeconds: z.number().nullable(),
      peaks: z.array(z.number()).nullable(),
      /** What was silenced, in seconds of the recording. */
      muted: z.array(z.object({ from: z.number(), to: z.number() })),
    })
    .nullable(),
});
export type Reading = z.infer<typeof reading>;
