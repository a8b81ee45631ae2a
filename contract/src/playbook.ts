import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { alarmReasons } from "@ringback/core/escalation/alarm-reason.ts";
import { z } from "zod";
import { id, instant, urgency } from "./common.ts";
import { conversationRules, plainConversation } from "./conversation-rules.ts";
import { reading } from "./readings.ts";
import { ownScript, retries, usualRetries } from "./retries.ts";
import { route } from "./route.ts";
import { noRouting, routing } from "./routing.ts";
import { lawfulTexting, textingRules } from "./texting-rules.ts";

const span = z.tuple([z.string(), z.string()]);
export const weekday = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);

/** A local time of day. */
export const clockTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "Give a time of day like 12:00.");

/** Times of the week in local wall time; an end at or before its start runs past midnight. */
export const timeWindow = z.object({ weekdays: z.array(weekday).min(1).max(7), from: clockTime, to: clockTime });
export type TimeWindow = z.infer<typeof timeWindow>;

/** The hours of a business: half-open local spans; an end at or before its start runs past midnight. */
export const hours = z.object({
  timeZone: z.string(),
  weekly: z.record(weekday, z.array(span).max(6)),
  holidays: z.array(z.string()).max(400),
  specialHours: z.record(z.string(), z.array(span).max(6)),
});

export const escalationStep = z.object({
  /** Minutes after the alarm (or the step before) until this step is told. */
  afterMinutes: z.number().int().min(0).max(1440),
  tell: z.enum(["owner", "backup", "on-call", "everyone", "member"]),
  memberId: id.optional(),
  /** Told in the first round alone. */
  once: z.boolean().optional(),
});

/** Who is told in which order, and again how often. */
const ladder = z.object({
  steps: z.array(escalationStep).min(1).max(8),
  repeatEveryMinutes: z.number().int().min(1).max(240),
  repeatTimes: z.number().int().min(0).max(48),
  /** `open`: the pauses between the rounds are minutes in which the business is open; absent: every minute counts. */
  repeatClock: z.enum(["open", "always"]).optional(),
});

/** A target of its own for the callbacks it names; null: any. */
const targetRule = z.object({
  numberId: id.nullable(),
  urgency: urgency.nullable(),
  intent: z.enum(INTENTS).nullable(),
  minutes: z.number().int().min(1).max(2880),
  /** `open`: minutes in which the business is open; `always`: every minute. */
  clock: z.enum(["open", "always"]),
});

const phrases = z
  .array(
    z.object({
      phrase: z.string().trim().min(1).max(80),
      raises: z.enum(["emergency", "high", "complaint", "high-value"]),
    }),
  )
  .max(100);

/** An account's rules as one versioned value. core/playbook holds its meaning; this is its form on the wire. */
export const playbook = z.object({
  businessName: z.string().min(1).max(120),
  trade: z.string(),
  hours,
  answering: z.object({
    /** Members whose phones ring, in one group. */
    ringMemberIds: z.array(id).max(10),
    /** Who rings with them, at certain times (null: always) or on one number (null: on all). */
    alsoRing: z
      .array(
        z.object({
          numberId: id.nullable(),
          memberIds: z.array(id).min(1).max(10),
          window: timeWindow.nullable(),
        }),
      )
      .max(40)
      .default([]),
    /** Who rings for `ringSeconds` when none of those answers within `afterSeconds`, before the voicemail; one rule at most for
     * a number, and one (null) for all that have none of their own. */
    overflow: z
      .array(
        z.object({
          numberId: id.nullable(),
          memberIds: z.array(id).min(1).max(10),
          afterSeconds: z.number().int().min(5).max(60),
          ringSeconds: z.number().int().min(5).max(60),
        }),
      )
      .max(40)
      .default([]),
    ringSeconds: z.number().int().min(5).max(60),
    requireAcceptKey: z.boolean(),
    greeting: z.string().min(1).max(600),
    afterHoursGreeting: z.string().min(1).max(600),
    voicemailMaxSeconds: z.number().int().min(20).max(300),
    /** A person who answers after so many seconds of waiting answered late. */
    lateAnswerSeconds: z.number().int().min(1).max(600).default(60),
  }),
  acknowledgement: z.object({
    enabled: z.boolean(),
    template: z.string().min(1).max(480),
    afterHoursTemplate: z.string().min(1).max(480),
    emergencyTemplate: z.string().min(1).max(480),
    holdOffSeconds: z.number().int().min(0).max(300),
    usefulForMinutes: z.number().int().min(1).max(10),
    dedupeHours: z.number().int().min(1).max(72),
  }),
  ownership: z.object({
    ownerId: id.nullable(),
    backupId: id.nullable(),
    fallbackId: id.nullable(),
    byNumber: z.array(z.object({ numberId: id, ownerId: id, backupId: id.nullable() })).max(200),
  }),
  /** Who calls back, by rules that are asked before the owners above. */
  routing: routing.default(noRouting),
  sla: z.object({
    targetMinutes: z.number().int().min(1).max(2880),
    highMinutes: z.number().int().min(1).max(2880),
    emergencyMinutes: z.number().int().min(1).max(240),
    noTextMinutes: z.number().int().min(1).max(2880),
    warnBeforeMinutes: z.number().int().min(0).max(240),
    emergencyIgnoresHours: z.boolean(),
    /** A call to the caller from any phone that talked so long closes the callback. */
    conversationSeconds: z.number().int().min(20).max(600).default(60),
    /** Rows of their own; the one that names most of a callback wins, of equals the upper one. */
    targets: z.array(targetRule).max(40).default([]),
    /** For how many days a callback can be put off at most. */
    snoozeDays: z.number().int().min(1).max(7).default(7),
  }),
  escalation: ladder.extend({
    /** Ladders of their own by the reason of the alarm. */
    byReason: z.partialRecord(z.enum(alarmReasons), ladder).default({}),
    /** Whoever took an alarm in hand has so long to try to reach the caller. */
    handMinutes: z.number().int().min(1).max(240).default(15),
  }),
  dispositions: z
    .array(
      z.object({
        key: z.string().max(40),
        label: z.string().max(60),
        recovered: z.boolean(),
        /** The caller booked. Absent: "reached-booked" alone does. */
        booked: z.boolean().optional(),
        /** No longer offered; what was closed with it keeps its name. */
        retired: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(60),
  /** When to try again after a try that reached nobody. */
  retries: retries.default(usualRetries),
  /** The business's own words for calling back, by what the caller wants. */
  scripts: z.array(ownScript).max(14).default([]),
  /** The business's own words that matter; they may raise, never lower. */
  classification: z.object({ phrases }).default({ phrases: [] }),
  /** What the owner chose about texts, within the law. */
  texting: textingRules.default(lawfulTexting),
  /** Two-way texts: the question at the end of the acknowledgement, and the teams that answer. */
  conversation: conversationRules.default(plainConversation),
});
export type PlaybookBody = z.infer<typeof playbook>;

export const playbookRoutes = {
  getPlaybook: route({
    method: "GET",
    path: "/playbook",
    access: "viewer",
    summary: "The rules now in force",
    ok: z.object({ version: z.number().int(), playbook, changedAt: instant, changedBy: z.string().nullable() }),
  }),
  putPlaybook: route({
    method: "PUT",
    path: "/playbook",
    access: "owner",
    summary: "Save a new version of the rules; refused when somebody saved in between",
    body: z.object({ expectedVersion: z.number().int(), playbook, note: z.string().max(200).optional() }),
    ok: z.object({ version: z.number().int() }),
  }),
  checkTemplate: route({
    method: "POST",
    path: "/playbook/check-template",
    access: "viewer",
    summary: "Check the wording of an automatic text: promises, placeholders, length",
    body: z.object({ template: z.string().max(1000) }),
    ok: z.object({
      rendered: z.string(),
      segments: z.number().int(),
      problems: z.array(
        z.object({
          rule: z.string(),
          message: z.string(),
          start: z.number().int().optional(),
          end: z.number().int().optional(),
        }),
      ),
    }),
  }),
  tryClassification: route({
    method: "POST",
    path: "/classification/try",
    access: "viewer",
    summary: "What a message would be judged as; nothing is kept and nobody is told",
    body: z.object({
      text: z.string().trim().min(1).max(2000),
      channel: z.enum(["voicemail", "sms"]).default("voicemail"),
      /** Phrases to try before they are saved; without them those in force. */
      phrases: phrases.optional(),
    }),
    ok: z.object({
      reading,
      /** Why people would be alarmed at once, in words; none when nobody would be. */
      alarms: z.array(z.string()),
      /** What would wait for a review, in words. */
      holds: z.array(z.string()),
    }),
  }),
  finishSetup: route({
    method: "POST",
    path: "/setup/finish",
    access: "owner",
    summary: "Say that the set-up is done",
    ok: z.object({ ok: z.literal(true) }),
  }),
  due: route({
    method: "POST",
    path: "/due",
    access: "public",
    summary: "The earliest instant by which so many open minutes have passed; the same answer as `ringback due`",
    body: z.object({}).loose(),
    ok: z.object({
      id: z.unknown().optional(),
      due_utc: z.string().optional(),
      error: z.string().optional(),
      message: z.string().optional(),
    }),
  }),
};
