import { z } from "zod";
import {
  evidence,
  fileIds,
  hasContent,
  id,
  idParams,
  instant,
  intent,
  lane,
  noContent,
  pageQuery,
  requestId,
  urgency,
} from "./common.ts";
import { reading } from "./readings.ts";
import { route } from "./route.ts";

export const callbackState = z.enum(["open", "claimed", "snoozed", "closed"]);
export const actionName = z.enum([
  "call",
  "text",
  "claim",
  "release",
  "reassign",
  "snooze",
  "unsnooze",
  "record-attempt",
  "close",
  "reopen",
  "acknowledge-escalation",
]);
/** Every action of a case, usable or not; a refusal says why not, so a button is shown disabled with its reason. */
export const allowedAction = z.object({
  action: actionName,
  allowed: z.boolean(),
  /** Why not, in words. */
  refusal: z.string().nullable(),
  /** The same as a word for programs, e.g. `provider-cannot-call`: then one dials from one's own phone. */
  code: z.string().nullable(),
});

export const person = z.object({ id, name: z.string() });

/** The try that comes next, after at least one that reached nobody. */
export const nextAttempt = z.object({
  /** null: the ladder is used up, or what was found ends it (a wrong number). A person decides; `proposed` is offered. */
  at: instant.nullable(),
  /** Which try it would be, the first being 1, and how many there are to be. */
  number: z.number().int(),
  of: z.number().int(),
  /** Why then, or why no more: "no answer, next try in an hour", "no answer after 4 tries". */
  words: z.string(),
  /** The outcome to offer when there is nothing more to try. Never set by itself. */
  proposed: z.string().nullable(),
});
export type NextAttempt = z.infer<typeof nextAttempt>;

/** A row of Today: everything the coordinator needs before opening the case. */
export const callbackRow = z.object({
  id,
  /** What opened it: a missed call, or a text out of nothing. They are counted apart. */
  kind: z.enum(["call", "text"]),
  state: callbackState,
  callerName: z.string().nullable(),
  callerNumber: z.string().nullable(),
  /** "new caller", "customer since 2022", "open estimate, furnace". */
  relation: z.string(),
  urgency,
  intent: intent.nullable(),
  lane,
  /** The words that matter, with the marked spans inside them; or what the call facts say when there are no words. */
  excerpt: z.object({
    text: z.string(),
    marks: z.array(z.tuple([z.number().int(), z.number().int()])),
    quoted: z.boolean(),
  }),
  missReason: z.string().nullable(),
  callCount: z.number().int(),
  numberLabel: z.string().nullable(),
  source: z.string().nullable(),
  owner: person,
  backup: person.nullable(),
  claimedBy: person.nullable(),
  claimedAt: instant.nullable(),
  openedAt: instant,
  startedAt: instant,
  dueAt: instant,
  warnAt: instant,
  snoozedUntil: instant.nullable(),
  breachedAt: instant.nullable(),
  escalation: z
    .object({ reason: z.string(), level: z.number().int(), to: z.string(), acknowledgedBy: z.string().nullable() })
    .nullable(),
  holds: z.number().int(),
  attemptCount: z.number().int(),
  attempted: z.boolean(),
  closedAt: instant.nullable(),
  disposition: z.string().nullable(),
  /** The outcome in the business's own words, as they stood when it was closed under its playbook. */
  dispositionLabel: z.string().nullable(),
  recovered: z.boolean(),
  onTheLine: z.boolean(),
  /** Who is on the phone with them right now, or whose phone is ringing for it. */
  onTheLineBy: person.nullable(),
  /** null until a try reached nobody. A row whose next try is still to come sinks below those who wait for their first. */
  nextAttempt: nextAttempt.nullable(),
  /** The caller is one of the team; nothing is texted to them by itself. */
  callerIsStaff: person.nullable(),
});
export type CallbackRow = z.infer<typeof callbackRow>;

export const loopStep = z.object({
  step: z.enum(["detected", "acknowledged", "classified", "owned", "recovered"]),
  state: z.enum(["done", "now", "todo", "stopped"]),
  at: instant.nullable(),
  note: z.string(),
  detail: z.string().nullable(),
});
export const timelineEntry = z.object({
  id: z.string(),
  at: instant,
  text: z.string(),
  by: z.string().nullable(),
  kind: z.string(),
  quote: z.string().nullable(),
});

/** A note of a person on a case. What it said before stays in its history. */
export const note = z.object({
  id,
  body: z.string(),
  by: person,
  at: instant,
  editedAt: instant.nullable(),
  /** Until when its writer may still change or remove it; null for everybody else. */
  mayChangeUntil: instant.nullable(),
});
export type Note = z.infer<typeof note>;

/** Somebody who has the case open (`viewing`) or does something in it (`working`). */
export const presence = z.object({
  callbackId: id,
  member: person,
  state: z.enum(["viewing", "working"]),
  /** Without another word from their screen they are taken for gone from here on. */
  until: instant,
});
export type Presence = z.infer<typeof presence>;

/** What to say, suggested for what the caller wants; the business's own where it wrote one. */
export const script = z.object({
  intent,
  opening: z.string(),
  questions: z.array(z.string()),
  /** What not to promise. */
  avoid: z.array(z.string()),
});
export type Script = z.infer<typeof script>;

/** A time of day at which calling is likely to reach them, in the business's zone. */
export const bestTime = z.object({ from: instant, until: instant, why: z.string() });

/** The case beside the list: the whole story of one caller until it is closed. */
export const callbackCase = callbackRow.extend({
  loop: z.array(loopStep),
  voicemail: z
    .object({
      callId: id,
      recordingId: id.nullable(),
      durationSeconds: z.number().nullable(),
      /** `withheld`: a private number was said, its place is being found. `quarantined`: for one the audio was deleted. */
      audioState: z.enum(["none", "on-its-way", "ready", "withheld", "failed", "quarantined"]),
      /** What was silenced, in seconds of the recording. */
      muted: z.array(z.object({ from: z.number(), to: z.number() })),
      transcript: z.string().nullable(),
      transcriptState: z.enum(["none", "on-its-way", "ready", "no-speech", "failed"]),
      /** Why there are no words (yet), in words; also while it is tried again. */
      transcriptNote: z.string().nullable(),
      transcriptSource: z.enum(["provider", "speech-service"]).nullable(),
      /** ISO 639-1, as far as the transcript's maker says. */
      language: z.string().nullable(),
      /** When each word is said, in seconds; offsets are UTF-16, of the transcript. Empty where nobody knows. */
      words: z.array(z.object({ start: z.number().int(), end: z.number().int(), from: z.number(), to: z.number() })),
      evidence: z.array(evidence),
      peaks: z.array(z.number()).nullable(),
    })
    .nullable(),
  /** Every message of the matter with what was understood of it, newest first. */
  readings: z.array(reading),
  known: z.array(z.object({ label: z.string(), value: z.string(), source: z.string() })),
  openHolds: z
    .array(z.object({ id, reason: z.string(), text: z.string(), openedAt: instant, dueAt: instant }))
    .meta({ description: "Open holds" }),
  messages: z.array(
    z.object({
      id,
      direction: z.enum(["in", "out"]),
      body: z.string(),
      at: instant,
      state: z.string(),
      note: z.string().nullable(),
      by: z.string(),
    }),
  ),
  noTextReason: z.string().nullable(),
  timeline: z.array(timelineEntry),
  actions: z.array(allowedAction),
  calls: z.array(
    z.object({
      id,
      at: instant,
      outcome: z.string(),
      missReason: z.string().nullable(),
      durationSeconds: z.number().nullable(),
    }),
  ),
  /** What may be chosen on closing. One that needs a question answered first says which (`asks`), and is sent with `how`. */
  dispositions: z.array(
    z.object({ key: z.string(), label: z.string(), recovered: z.boolean(), asks: z.enum(["how"]).nullable() }),
  ),
  /** Newest first. */
  notes: z.array(note),
  /** Who has this case open now, oneself included. */
  present: z.array(presence),
  script: script.nullable(),
  bestTimes: z.array(bestTime),
  /** Offered before calling: a text that says who is about to ring. Sent by tapping it, as any text. */
  textBeforeCalling: z.string().nullable(),
  callFrom: z.string().nullable(),
  /** Why it was late; null unless it was. `by` is null where the rule says it. */
  lateness: z
    .object({
      reason: z.string(),
      words: z.string(),
      note: z.string().nullable(),
      by: z.string().nullable(),
      at: instant.nullable(),
    })
    .nullable(),
  version: z.number().int(),
});
export type CallbackCase = z.infer<typeof callbackCase>;

/** Every action names the version it was decided on, so that two people cannot act on one case unseen. */
export const versioned = z.object({
  version: z.number().int().optional(),
  /**
   * Names the tap, not the request: sent again with the same name it happens once and answers the same, for seven days.
   * The header `Idempotency-Key` says the same. For actions that wait on a phone without a network.
   */
  requestId: requestId.optional(),
  /** When the person did it, where that was up to 24 hours before it could be sent. The ledger keeps its own time too. */
  happenedAt: instant.optional(),
});
export const after = z.object({
  version: z.number().int(),
  state: callbackState,
  /** Takes the action back for ten minutes; null where it cannot be taken back. */
  undoToken: id.nullable(),
});

/** Whose wish a snooze is: the caller's own pauses the clock, any other leaves the due time where it is. */
export const snoozeCause = z.enum(["caller-asked", "other"]).optional();

export const callbackRoutes = {
  today: route({
    method: "GET",
    path: "/today",
    access: "viewer",
    summary: "The list by clock, with the figures above it",
    query: z.object({
      owner: z.string().max(40).optional(),
      urgency: urgency.optional(),
      search: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
      cursor: z.string().max(400).optional(),
    }),
    ok: z.object({
      now: instant,
      open: z.number().int(),
      overdue: z.number().int(),
      medianCallbackMinutes: z.number().nullable(),
      recovered: z.number().int(),
      attempted: z.number().int(),
      missed: z.number().int(),
      hours: z.object({ open: z.boolean(), until: instant.nullable(), timeZone: z.string() }),
      /** Promises of the last day that had broken unheard until the auditor raised them. */
      brokenUnheard: z.number().int(),
      reviewCount: z.number().int(),
      /** Of these, what nobody decided in time. */
      reviewOverdue: z.number().int(),
      groups: z.array(
        z.object({ key: z.enum(["now", "next", "snoozed", "closed-today"]), rows: z.array(callbackRow) }),
      ),
      nextCursor: z.string().nullable(),
    }),
  }),
  listCallbacks: route({
    method: "GET",
    path: "/callbacks",
    access: "viewer",
    summary: "Callbacks, newest first",
    query: pageQuery.extend({ state: callbackState.optional() }),
    ok: z.object({ callbacks: z.array(callbackRow), nextCursor: z.string().nullable() }),
  }),
  getCallback: route({
    method: "GET",
    path: "/callbacks/:id",
    access: "viewer",
    summary: "One case, whole",
    params: idParams,
    ok: callbackCase,
  }),
  claim: route({
    method: "POST",
    path: "/callbacks/:id/claim",
    access: "agent",
    summary: "Take a callback, so that nobody else works it",
    params: idParams,
    body: versioned,
    ok: after,
  }),
  release: route({
    method: "POST",
    path: "/callbacks/:id/release",
    access: "agent",
    summary: "Give a claimed callback back",
    params: idParams,
    body: versioned,
    ok: after,
  }),
  reassign: route({
    method: "POST",
    path: "/callbacks/:id/reassign",
    access: "coordinator",
    summary: "Give a callback to another owner",
    params: idParams,
    body: versioned.extend({
      ownerId: id,
      cause: z
        .enum(["wrong-owner", "wrong-line", "knows-them", "language", "off-duty", "workload", "other"])
        .default("other"),
      note: z.string().max(300).optional(),
    }),
    ok: after,
  }),
  snooze: route({
    method: "POST",
    path: "/callbacks/:id/snooze",
    access: "agent",
    summary: "Put a callback off, with a reason and a limit",
    params: idParams,
    body: versioned.extend({ until: instant, reason: z.string().trim().min(1).max(200), cause: snoozeCause }),
    ok: after,
  }),
  unsnooze: route({
    method: "POST",
    path: "/callbacks/:id/unsnooze",
    access: "agent",
    summary: "Bring a snoozed callback back now",
    params: idParams,
    body: versioned,
    ok: after,
  }),
  recordAttempt: route({
    method: "POST",
    path: "/callbacks/:id/attempts",
    access: "agent",
    summary: "Record an attempt made outside, e.g. from another phone",
    params: idParams,
    body: versioned.extend({
      channel: z.enum(["call", "text", "email"]),
      result: z.enum(["no-answer", "left-voicemail", "busy", "wrong-number", "reached"]),
      note: z.string().max(500).optional(),
    }),
    ok: after,
  }),
  callBack: route({
    method: "POST",
    path: "/callbacks/:id/call",
    access: "agent",
    summary: "Ring my phone, then the caller, from the number the caller dialed",
    params: idParams,
    body: versioned,
    ok: z.object({ version: z.number().int(), state: callbackState, attemptId: id, ringing: z.string() }),
  }),
  textCaller: route({
    method: "POST",
    path: "/callbacks/:id/text",
    access: "agent",
    summary: "Text the caller; the answer says what was sent or why not",
    params: idParams,
    body: versioned
      .extend({
        body: z.string().trim().max(1600).default(""),
        /** Pictures that were uploaded before, in their order. */
        fileIds,
        /** The person has read the warnings (a promise, the hour) and sends it all the same. */
        confirmedPromise: z.boolean().default(false),
      })
      .refine(hasContent, noContent),
    ok: z.object({ messageId: id, state: z.string(), warnings: z.array(z.string()) }),
  }),
  close: route({
    method: "POST",
    path: "/callbacks/:id/close",
    access: "agent",
    summary: "Close with an outcome",
    params: idParams,
    body: versioned.extend({
      disposition: z.string().min(1).max(40),
      note: z.string().max(1000).optional(),
      /** How they were reached, where no attempt is known: it is counted as one. */
      how: z.enum(["called", "texted", "emailed", "in-person"]).optional(),
    }),
    ok: after,
  }),
  reopen: route({
    method: "POST",
    path: "/callbacks/:id/reopen",
    access: "agent",
    summary: "Undo a close",
    params: idParams,
    body: versioned,
    ok: after,
  }),
  acknowledgeEscalation: route({
    method: "POST",
    path: "/callbacks/:id/acknowledge-escalation",
    access: "agent",
    summary: "Say that a person has this alarm in hand; the ladder stops",
    params: idParams,
    body: versioned,
    ok: after,
  }),
};
