import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { TRADES } from "@ringback/core/classification/trade.ts";
import { z } from "zod";

/** What makes a message hard, so that a figure can be looked at by kind. */
export const KINDS = [
  "plain",
  "danger-without-keyword",
  "negation",
  "past",
  "hypothetical",
  "someone-else",
  "idiom-or-name",
  "sarcasm",
  "self-correction",
  "speech-to-text-error",
  "mixed-language",
  "several-callers",
  "private-numbers",
  "opt-out",
  "hostile",
  "other-language",
  "no-words",
] as const;

const urgency = z.enum(["emergency", "high", "normal", "low", "unknown"]);
const intent = z.enum(INTENTS);
const oneOrMore = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.array(schema).min(1)]);

const labelledMessage = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(KINDS),
  channel: z.enum(["voicemail", "sms"]),
  trade: z.enum(TRADES),
  transcript: z.string(),
  /** More than one where two careful people would differ; the first is the better one. */
  urgency: oneOrMore(urgency),
  intent: oneOrMore(intent),
  lane: z.enum(["new-lead", "existing-customer", "vendor", "complaint", "unknown"]).optional(),
  optOut: z.boolean().default(false),
  askedForPrice: z.boolean().optional(),
  askedForTime: z.boolean().optional(),
  /** Verbatim from the transcript; null: nobody is named. Left out: not judged. The same holds for the next ones. */
  callerName: z.string().nullable().optional(),
  callbackNumber: z.string().nullable().optional(),
  address: z.string().nullable().optional(),
  service: z.string().nullable().optional(),
  language: z.string().optional(),
  advice: z.array(z.enum(["clinical", "legal", "insurance"])).optional(),
  /** Texts that must not be left after redaction, verbatim from the transcript. */
  redact: z.array(z.string()).default([]),
});
export type LabelledMessage = z.output<typeof labelledMessage>;

/** `development` is read while the rules are written; `reporting` only by this program, to print figures. */
export type Half = "development" | "reporting";

/**
 * Reads one half of the corpus, a message a line.
 * @throws Error with file and line when a line is no labelled message, an id stands twice, or a text to redact is not there.
 */
export function readCorpus(half: Half, only?: string): LabelledMessage[] {
  const folder = join(import.meta.dirname, "..", "corpus", half);
  const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl") && (only === undefined || file === only));
  const ids = new Set<string>();
  return files.toSorted().flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split("\n")
      .flatMap((line, at) => {
        if (line.trim() === "") return [];
        const message = readMessage(line, `${half}/${file}:${at + 1}`);
        if (ids.has(message.id)) throw new Error(`${half}/${file}:${at + 1}: the id ${message.id} stands twice`);
        ids.add(message.id);
        return [message];
      }),
  );
}

function readMessage(line: string, place: string): LabelledMessage {
  const parsed = labelledMessage.safeParse(JSON.parse(line));
  if (!parsed.success) throw new Error(`${place}: ${z.prettifyError(parsed.error)}`);
  for (const secret of parsed.data.redact)
    if (!parsed.data.transcript.includes(secret)) throw new Error(`${place}: "${secret}" is not in the transcript`);
  return parsed.data;
}
