import { z } from "zod";

export const id = z.uuid();
/** An instant as ISO 8601 in UTC, e.g. `2026-11-20T20:02:07.123Z`. */
export const instant = z.string().meta({ format: "date-time" });
/** A phone number in E.164, e.g. `+13125550117`. */
export const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, "Give the number with its country code, like +13125550117.");
/** A name that a client gives to one tap, e.g. a random UUID. */
export const requestId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, "Give 8 to 64 letters, digits, - or _.");
export const idParams = z.object({ id });
export const done = z.object({ ok: z.literal(true) });

/** Pages go by cursor: opaque, from the answer before. */
export const pageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** RFC 9457 problem details, with our own `code` and the field errors of a form. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;

/** Pictures and files that were uploaded to go with a message, in their order. */
export const fileIds = z.array(id).max(10).default([]);
/** A message has words or a picture. */
export const hasContent = (message: { readonly body: string; readonly fileIds: readonly string[] }) =>
  message.body !== "" || message.fileIds.length > 0;
export const noContent = { error: "Write something or attach a picture.", path: ["body"] };

export const role = z.enum(["owner", "coordinator", "agent", "viewer"]);
export type Role = z.infer<typeof role>;
export const urgency = z.enum(["emergency", "high", "normal", "low", "unknown"]);
export type Urgency = z.infer<typeof urgency>;
export const lane = z.enum(["new-lead", "existing-customer", "vendor", "complaint", "unknown"]);
export const intent = z.string().max(40);

/** Words quoted from a transcript (with their place) or a fact of the call that justify a label. */
export const evidence = z.object({
  label: z.string(),
  rule: z.string(),
  start: z.number().int().optional(),
  end: z.number().int().optional(),
  quote: z.string().optional(),
  fact: z.string().optional(),
});
export type Evidence = z.infer<typeof evidence>;
