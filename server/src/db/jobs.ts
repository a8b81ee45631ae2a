// The kinds of jobs and how they are enqueued. Definitions stand apart from handlers, so that enqueuing loads no worker.
import type { StaffNotice } from "@ringback/core/effect.ts";
import type { Job } from "./job.ts";

/** Sends a text that was written down before; also settles one whose outcome is unknown. */
export function sendMessageJob(accountId: string, messageId: string, runAt: Temporal.Instant): Job {
  return {
    kind: "send-message",
    payload: { accountId, messageId },
    runAt,
    attempts: 25,
    priority: -10,
    key: `send-message:${messageId}`,
  };
}

/** Sends an e-mail of a thread that was written down before. */
export function sendThreadEmailJob(accountId: string, messageId: string, runAt: Temporal.Instant): Job {
  return {
    kind: "send-thread-email",
    payload: { accountId, messageId },
    runAt,
    attempts: 12,
    key: `send-thread-email:${messageId}`,
  };
}

/** Looks at a callback's clock. One job a callback: a new one replaces the one before. */
export function watchCallbackJob(
  accountId: string,
  callbackId: string,
  runAt: Temporal.Instant,
  because?: "called-again",
): Job {
  return {
    kind: "watch-callback",
    payload: { accountId, callbackId, ...(because ? { because } : {}) },
    runAt,
    key: watchKey(callbackId),
    attempts: 25,
  };
}

/** Brings a callback nearer whose caller got no text after all. */
export function moveUpCallbackJob(accountId: string, callbackId: string): Job {
  return {
    kind: "move-up-callback",
    payload: { accountId, callbackId },
    attempts: 25,
    key: `move-up-callback:${callbackId}`,
  };
}

export function watchKey(callbackId: string): string {
  return `watch-callback:${callbackId}`;
}

/** Looks at a hold's clock: tells the fallback person when nobody decided in time. */
export function watchHoldJob(accountId: string, holdId: string, runAt: Temporal.Instant): Job {
  return { kind: "watch-hold", payload: { accountId, holdId }, runAt, attempts: 25, key: `watch-hold:${holdId}` };
}

/** Climbs the ladder of an alarm. */
export function runEscalationJob(accountId: string, escalationId: string, runAt: Temporal.Instant): Job {
  return {
    kind: "run-escalation",
    payload: { accountId, escalationId },
    runAt,
    key: `run-escalation:${escalationId}`,
    attempts: 25,
    priority: -5,
  };
}

/** Tells people of the team by the channels they chose; `asked` waits for the end of somebody's quiet hours. */
export function tellStaffJob(
  accountId: string,
  notice: {
    callbackId: string;
    memberIds: readonly string[];
    about: StaffNotice;
    escalationId?: string;
    step?: string;
    held?: true;
    gathered?: string;
  },
  asked: { readonly runAt?: Temporal.Instant; readonly key?: string } = {},
): Job {
  return { kind: "tell-staff", payload: { accountId, ...notice }, attempts: 25, ...asked };
}

/** Sends a notice by push, chat or a phone call; also looks again at a call nobody reported on. */
export function sendNoticeJob(accountId: string, notificationId: string, runAt?: Temporal.Instant): Job {
  return {
    kind: "send-notice",
    payload: { accountId, notificationId },
    ...(runAt === undefined ? {} : { runAt }),
    attempts: 25,
    priority: -10,
    key: `send-notice:${notificationId}`,
  };
}

/** Opens the review of the week that is over, and mails it. */
export function openWeeklyReviewJob(accountId: string): Job {
  return { kind: "open-weekly-review", payload: { accountId }, attempts: 10, key: `open-weekly-review:${accountId}` };
}

/** Writes down the mails of a report that has come due, and when it is due next. */
export function runReportScheduleJob(accountId: string, scheduleId: string): Job {
  return {
    kind: "run-report-schedule",
    payload: { accountId, scheduleId },
    attempts: 10,
    key: `run-report-schedule:${scheduleId}`,
    priority: 10,
  };
}

/** Makes a report and mails it to one address; one at a time in a business, as a report may take a while to make. */
export function sendReportJob(accountId: string, mailId: string, runAt?: Temporal.Instant): Job {
  return {
    kind: "send-report",
    payload: { accountId, mailId },
    ...(runAt === undefined ? {} : { runAt }),
    attempts: 12,
    key: `send-report:${mailId}`,
    queue: `send-report:${accountId}`,
    priority: 10,
  };
}

/** Tells a person what the day brings, or who is still waiting at its end, and plans the next time. */
export function sendDigestJob(accountId: string, memberId: string, runAt: Temporal.Instant): Job {
  return {
    kind: "send-digest",
    payload: { accountId, memberId },
    runAt,
    attempts: 5,
    key: `send-digest:${memberId}`,
    priority: 10,
  };
}

export function sendEmailJob(accountId: string, notificationId: string): Job {
  return {
    kind: "send-email",
    payload: { accountId, notificationId },
    attempts: 12,
    key: `send-email:${notificationId}`,
  };
}

/** Fetches the audio of a voicemail from the provider. */
export function fetchRecordingJob(accountId: string, recordingId: string): Job {
  return {
    kind: "fetch-recording",
    payload: { accountId, recordingId },
    attempts: 12,
    key: `fetch-recording:${recordingId}`,
  };
}

/** Fetches a picture or file that came with a text. */
export function fetchMediaJob(accountId: string, mediaId: string, runAt?: Temporal.Instant): Job {
  return {
    kind: "fetch-media",
    payload: { accountId, mediaId },
    ...(runAt === undefined ? {} : { runAt }),
    attempts: 12,
    key: `fetch-media:${mediaId}`,
  };
}

/** Has a voicemail written down by the account's speech service; one at a time in a business, as its computer may be small. */
export function transcribeJob(accountId: string, recordingId: string, runAt: Temporal.Instant, attempt = 1): Job {
  return {
    kind: "transcribe",
    payload: { accountId, recordingId, attempt },
    runAt,
    attempts: 12,
    key: `transcribe:${recordingId}`,
    queue: `transcribe:${accountId}`,
  };
}

/** Has a language model read what the rules have judged already; one at a time in a business, so that a slow one keeps no other work waiting. */
export function askModelJob(accountId: string, assessmentId: string, runAt?: Temporal.Instant, attempt = 1): Job {
  return {
    kind: "ask-model",
    payload: { accountId, assessmentId, attempt },
    ...(runAt === undefined ? {} : { runAt }),
    attempts: 12,
    key: `ask-model:${assessmentId}`,
    queue: `ask-model:${accountId}`,
    priority: 5,
  };
}

/** Asks a provider which numbers it has and where their calls go. */
export function syncNumbersJob(accountId: string, connectionId: string, runAt: Temporal.Instant): Job {
  return {
    kind: "sync-numbers",
    payload: { accountId, connectionId },
    runAt,
    attempts: 3,
    key: `sync-numbers:${connectionId}`,
    priority: 10,
  };
}

/** Looks at what the ledger holds of a running drill. */
export function checkDrillJob(accountId: string, drillId: string, runAt: Temporal.Instant): Job {
  return {
    kind: "check-drill",
    payload: { accountId, drillId },
    runAt,
    attempts: 12,
    key: `check-drill:${drillId}`,
  };
}

/** Puts calls on the days they belong to after the business's time zone was changed. */
export function moveDaysJob(accountId: string, runAt: Temporal.Instant): Job {
  return { kind: "move-days", payload: { accountId }, runAt, attempts: 12, key: `move-days:${accountId}`, priority: 5 };
}

/** Writes down when the business is open, ahead of time, so that open minutes can be summed. */
export function coverHoursJob(accountId: string, runAt: Temporal.Instant): Job {
  return {
    kind: "cover-hours",
    payload: { accountId },
    runAt,
    attempts: 12,
    key: `cover-hours:${accountId}`,
    priority: 10,
  };
}

/** Recomputes an account's books. */
export function verifyLedgerJob(accountId: string): Job {
  return {
    kind: "verify-ledger",
    payload: { accountId },
    attempts: 2,
    key: `verify-ledger:${accountId}`,
    queue: "verify-ledger",
    priority: 10,
  };
}

/**
 * Compares a connection's log with our calls. One of a kind waits at a time, and one of a connection works. A manual one
 * carries the run that was begun for it.
 */
export function reconcileJob(
  accountId: string,
  connectionId: string,
  kind: "recent" | "nightly" | "catch-up" | "manual",
  asked: { readonly runAt?: Temporal.Instant; readonly runId?: string } = {},
): Job {
  return {
    kind: "reconcile",
    payload: { accountId, connectionId, kind, ...(asked.runId === undefined ? {} : { runId: asked.runId }) },
    ...(asked.runAt === undefined ? {} : { runAt: asked.runAt }),
    attempts: 3,
    key: `reconcile:${connectionId}:${kind}`,
    queue: `reconcile:${connectionId}`,
    priority: 5,
  };
}

/** Keeps a pilot's baseline, or takes its verdict, when the day has come. */
export function advancePilotJob(accountId: string, pilotId: string, runAt: Temporal.Instant): Job {
  return {
    kind: "advance-pilot",
    payload: { accountId, pilotId },
    runAt,
    attempts: 25,
    key: `advance-pilot:${pilotId}`,
    priority: 10,
  };
}

/** Deletes all that is kept of a person; one at a time in a business. */
export function forgetContactJob(accountId: string, forgettingId: string, runAt?: Temporal.Instant): Job {
  return {
    kind: "forget-contact",
    payload: { accountId, forgettingId },
    ...(runAt === undefined ? {} : { runAt }),
    attempts: 25,
    key: `forget-contact:${forgettingId}`,
    queue: `forget-contact:${accountId}`,
    priority: 10,
  };
}

/** Replays a scenario. One at a time in a business, after everything that somebody waits for. */
export function runScenarioJob(accountId: string, scenarioId: string): Job {
  return {
    kind: "run-scenario",
    payload: { accountId, scenarioId },
    attempts: 1,
    key: `run-scenario:${scenarioId}`,
    queue: `replays:${accountId}`,
    priority: 15,
  };
}

/**
 * Works out anew where calls leak; `key` names the question, which is kept with the report. One that is made before anybody
 * waits for it comes after those, and one at a time of all businesses; asked for meanwhile it takes its place among those.
 */
export function leakReportJob(accountId: string, key: string, ahead?: { readonly runAt: Temporal.Instant }): Job {
  return {
    kind: "leak-report",
    payload: { accountId, key },
    attempts: 3,
    key: `leak-report:${accountId}:${key}`,
    ...(ahead === undefined
      ? { queue: `replays:${accountId}`, priority: 15 }
      : { queue: "leaks-ahead", priority: 20, runAt: ahead.runAt }),
  };
}

/** Has where calls leak worked out for the day that has begun, before somebody asks. */
export function prepareLeaksJob(accountId: string, runAt: Temporal.Instant): Job {
  return {
    kind: "prepare-leaks",
    payload: { accountId },
    runAt,
    attempts: 3,
    key: `prepare-leaks:${accountId}`,
    priority: 20,
  };
}

/** Asks the provider about a call whose end we never heard. */
export function settleCallJob(accountId: string, callId: string, runAt: Temporal.Instant): Job {
  return { kind: "settle-call", payload: { accountId, callId }, runAt, attempts: 12, key: `settle-call:${callId}` };
}

/** Reads a log that was brought, or takes one back. One at a time, apart from all else, so that no other job waits for it. */
export function runImportJob(accountId: string, importId: string, runAt: Temporal.Instant): Job {
  return {
    kind: "run-import",
    payload: { accountId, importId },
    runAt,
    attempts: 5,
    key: `run-import:${importId}`,
    queue: "imports",
    priority: 20,
  };
}
