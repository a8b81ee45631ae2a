// The events of the generic webhook as they are written (docs/guides/generic-webhook.md). Lenient where no meaning is
// lost: unknown fields, numbers written as text, nulls; strict where guessing would invent a call.
import type { QueueResult } from "@ringback/core/calls/call-event.ts";
import type { MissReason } from "@ringback/core/calls/missed-call.ts";
import { z } from "zod";

const missReasons = [
  "system-failure",
  "after-hours",
  "no-agent-on-duty",
  "abandoned-in-menu",
  "abandoned-in-queue",
  "abandoned-while-ringing",
  "not-connected",
  "voicemail-answered",
  "busy",
  "no-answer",
  "unknown",
] as const satisfies readonly MissReason[];
const queueResults = [
  "answered",
  "abandoned",
  "timed-out",
  "full",
  "no-agents",
  "left-by-key",
  "failed",
] as const satisfies readonly QueueResult[];

/** The oldest moment that is believed: before it, the sender mixed up units or zones. */
const earliest = Temporal.Instant.from("2000-01-01T00:00:00Z");

/** What a field of several shapes says when none fits. */
const saying = (words: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? "is missing" : words),
});

const timeWords = "must be a time like 2026-11-20T12:02:00-06:00, or seconds (not milliseconds) since 1970";
const instant = z
  .union([z.number(), z.string().max(64)], saying(timeWords))
  .transform((written, ctx): Temporal.Instant => {
    const at = readInstant(written);
    if (typeof at !== "string") return at;
    ctx.addIssue({ code: "custom", message: at });
    return z.NEVER;
  });

function readInstant(written: number | string): Temporal.Instant | string {
  const seconds = typeof written === "number" ? written : /^\d+(\.\d+)?$/.test(written) ? Number(written) : null;
  try {
    const at =
      seconds === null
        ? Temporal.Instant.from(String(written))
        : Temporal.Instant.fromEpochMilliseconds(Math.round(seconds * 1000));
    if (Temporal.Instant.compare(at, earliest) < 0) return "lies before the year 2000";
    return at;
  } catch {
    return timeWords;
  }
}

/** A call's or text's id: never cut or cleaned, because two would become one. */
const id = z
  .union([z.string(), z.number().transform(String)], saying("must be text or a number"))
  .pipe(z.string().regex(/^[!-~]{1,255}$/, "must have 1 to 255 visible characters without spaces"));
/** One line of text, bounded, as it can be stored. */
const line = (longest: number) =>
  z.union([z.string(), z.number().transform(String)], saying("must be text or a number")).transform((text) =>
    clean(text, longest)
      .replace(/[\n\t]/g, " ")
      .trim(),
  );
const words = (longest: number) => z.string().transform((text) => clean(text, longest));
const party = line(255).refine((text) => text !== "", "must not be empty");
const secondsWords = "must be a number of seconds";
const seconds = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^\d{1,9}(\.\d+)?$/)
        .transform(Number),
    ],
    saying(secondsWords),
  )
  .pipe(z.number().min(0, "must not be negative").max(604_800, "is longer than a week").transform(Math.round));

/** Half a character cannot be stored as JSON, and a NUL not at all. */
function clean(text: string, longest: number): string {
  return text
    .slice(0, longest * 2)
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
    .slice(0, longest)
    .toWellFormed();
}

const call = {
  call_id: id,
  from: party.optional(),
  to: party.optional(),
  started_at: instant.optional(),
  caller_name: line(120).optional(),
  forwarded_from: line(255).optional(),
  caller_id: z.enum(["verified", "partial", "failed", "none"]).optional(),
};
/** Where the event may be the only one of its call. */
const parties = { from: party, to: party };

/** `data` of every event, by `type`. */
export const eventData = {
  "call.started": z.object({ ...call, ...parties }),
  "call.ringing": z.object({ ...call, phone: line(255).optional() }),
  "call.answered": z.object({ ...call, by: z.enum(["person", "machine"]), phone: line(255).optional() }),
  "call.queued": z.object({ ...call, queue: line(80).optional() }),
  "call.left_queue": z.object({
    ...call,
    queue: line(80).optional(),
    result: z.enum(queueResults),
    waited_seconds: seconds.optional(),
  }),
  "call.voicemail": z.object({ ...call, duration_seconds: seconds.optional(), transcript: words(20_000).optional() }),
  "call.ended": z.object({
    ...call,
    status: z.enum(["completed", "busy", "no-answer", "canceled", "failed"]).optional(),
    duration_seconds: seconds.optional(),
  }),
  "call.missed": z.object({
    ...call,
    ...parties,
    reason: z.enum(missReasons).optional(),
    ring_seconds: seconds.optional(),
  }),
  "call.completed": z.object({
    ...call,
    ...parties,
    answered_by: line(120).optional(),
    ring_seconds: seconds.optional(),
    talk_seconds: seconds.optional(),
  }),
  "call.outbound": z.object({
    call_id: id,
    ...parties,
    started_at: instant.optional(),
    ended_at: instant.optional(),
    outcome: z.enum(["connected", "machine", "no-answer", "busy", "failed", "canceled"]).optional(),
    talk_seconds: seconds.optional(),
  }),
  "text.received": z.object({
    message_id: id.optional(),
    ...parties,
    body: words(4_000).default(""),
    media_count: z.number().int().min(0).max(99).default(0),
  }),
} as const;

export type EventType = keyof typeof eventData;
export type EventData<Type extends EventType> = z.infer<(typeof eventData)[Type]>;
/** One event as it was read. */
export type ReadEvent = {
  readonly [Type in EventType]: {
    readonly type: Type;
    readonly at: Temporal.Instant;
    readonly data: EventData<Type>;
  };
}[EventType];

const envelope = z.object({
  type: z.string().max(100),
  timestamp: instant.optional(),
  data: z.record(z.string(), z.unknown()).default({}),
});

export type ReadEnvelope =
  | { readonly outcome: "event"; readonly event: ReadEvent }
  /** A type that this release does not know. */
  | { readonly outcome: "unknown-type" }
  /** `words` name the field and what is wrong, without what was sent. */
  | { readonly outcome: "refused"; readonly words: string };

/**
 * Reads one event. `sentAt` is the time of the request, taken where the event names none; what lies more than
 * `aheadSeconds` after it is refused, since it is a local time sent as UTC.
 */
export function readEvent(body: unknown, sentAt: Temporal.Instant, aheadSeconds: number): ReadEnvelope {
  const outer = envelope.safeParse(withoutNothing(body), { error: missing });
  if (!outer.success) return refuse(outer.error, "");
  const { type, timestamp: at = sentAt } = outer.data;
  if (!isEventType(type)) return { outcome: "unknown-type" };
  const inner = eventData[type].safeParse(withoutNothing(outer.data.data), { error: missing });
  if (!inner.success) return refuse(inner.error, "data.");
  const latest = sentAt.add({ seconds: aheadSeconds });
  const times = {
    timestamp: at,
    "data.started_at": instantOf(inner.data, "started_at"),
    "data.ended_at": instantOf(inner.data, "ended_at"),
  };
  for (const [field, time] of Object.entries(times)) {
    if (time !== null && Temporal.Instant.compare(time, latest) > 0)
      return { outcome: "refused", words: `${field} lies in the future; does it carry the right UTC offset?` };
  }
  // The compiler does not see that type and data belong together: they were looked up by the same key above.
  return { outcome: "event", event: { type, at, data: inner.data } as ReadEvent };
}

function instantOf(data: object, name: string): Temporal.Instant | null {
  const value: unknown = Object.hasOwn(data, name) ? Reflect.get(data, name) : null;
  return value instanceof Temporal.Instant ? value : null;
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventData, type);
}

/** Senders without code write `null` or an empty text for what they do not have. */
function withoutNothing(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null && field !== ""));
}

const missing = (issue: { readonly input?: unknown }): string | undefined =>
  issue.input === undefined ? "is missing" : undefined;

function refuse(error: z.ZodError, before: string): ReadEnvelope {
  const [issue] = error.issues;
  const field = issue === undefined || issue.path.length === 0 ? "The body" : before + issue.path.join(".");
  return { outcome: "refused", words: `${field} ${wordsOf(issue)}` };
}

function wordsOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return "cannot be read";
  if (issue.message === "is missing") return issue.message;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`;
  if (issue.code === "invalid_type") return `must be ${issue.expected === "record" ? "object" : issue.expected}`;
  return issue.message;
}
