import { z } from "zod";
import { advancePilot } from "#use-cases/advance-pilot.ts";
import { askModel } from "#use-cases/ask-model.ts";
import { checkDrill } from "#use-cases/check-drill.ts";
import type { Context } from "#use-cases/context.ts";
import { coverHours } from "#use-cases/cover-hours.ts";
import { fetchMedia } from "#use-cases/fetch-media.ts";
import { fetchRecording } from "#use-cases/fetch-recording.ts";
import { runForgetting } from "#use-cases/forget-contact.ts";
import { remakeLeakReport } from "#use-cases/make-leak-report.ts";
import { moveDays } from "#use-cases/move-days.ts";
import { moveUpCallback } from "#use-cases/move-up-callback.ts";
import { openWeeklyReview } from "#use-cases/open-weekly-review.ts";
import { prepareLeaks } from "#use-cases/prepare-leaks.ts";
import { reconcileByJob } from "#use-cases/reconcile-by-job.ts";
import { runEscalation } from "#use-cases/run-escalation.ts";
import { runImport } from "#use-cases/run-import.ts";
import { runReportSchedule } from "#use-cases/run-report-schedule.ts";
import { runScenario } from "#use-cases/run-scenario.ts";
import { sendDigest } from "#use-cases/send-digest.ts";
import { sendEmail } from "#use-cases/send-email.ts";
import { sendMessage } from "#use-cases/send-message.ts";
import { sendNotice } from "#use-cases/send-notice.ts";
import { sendReport } from "#use-cases/send-report.ts";
import { sendThreadEmail } from "#use-cases/send-thread-email.ts";
import { settleCall } from "#use-cases/settle-call.ts";
import { syncNumbers } from "#use-cases/sync-numbers.ts";
import { tellStaff } from "#use-cases/tell-staff.ts";
import { transcribe } from "#use-cases/transcribe.ts";
import { verifyLedger } from "#use-cases/verify-ledger.ts";
import { watchCallback } from "#use-cases/watch-callback.ts";
import { watchHold } from "#use-cases/watch-hold.ts";

/** A kind of job: what its payload must be and the one use case it calls. */
export interface JobKind {
  /** `signal` aborts when the worker stops and will not wait much longer. */
  readonly run: (ctx: Context, payload: unknown, signal?: AbortSignal) => Promise<void>;
}

function kind<Schema extends z.ZodType>(
  payload: Schema,
  run: (ctx: Context, payload: z.output<Schema>, signal?: AbortSignal) => Promise<void>,
): JobKind {
  return { run: (ctx, raw, signal) => run(ctx, payload.parse(raw), signal) };
}

const accountId = z.uuid();
const id = z.uuid();

/** Every kind of background work. A job, its use case and its file share one name. */
export const jobKinds: Readonly<Record<string, JobKind>> = {
  "send-message": kind(z.object({ accountId, messageId: id }), sendMessage),
  "send-thread-email": kind(z.object({ accountId, messageId: id }), sendThreadEmail),
  "send-email": kind(z.object({ accountId, notificationId: id }), sendEmail),
  "send-notice": kind(z.object({ accountId, notificationId: id }), sendNotice),
  "open-weekly-review": kind(z.object({ accountId }), openWeeklyReview),
  "run-report-schedule": kind(z.object({ accountId, scheduleId: id }), runReportSchedule),
  "send-report": kind(z.object({ accountId, mailId: id }), sendReport),
  "send-digest": kind(z.object({ accountId, memberId: id }), sendDigest),
  "watch-callback": kind(z.object({ accountId, callbackId: id, because: z.string().exactOptional() }), watchCallback),
  "move-up-callback": kind(z.object({ accountId, callbackId: id }), moveUpCallback),
  "watch-hold": kind(z.object({ accountId, holdId: id }), watchHold),
  "run-import": kind(z.object({ accountId, importId: id }), runImport),
  "run-escalation": kind(z.object({ accountId, escalationId: id }), runEscalation),
  "tell-staff": kind(
    z.object({
      accountId,
      callbackId: id,
      memberIds: z.array(id),
      about: z.enum([
        "new-callback",
        "assigned",
        "texted-us",
        "caller-answered",
        "about-to-breach",
        "breached",
        "emergency",
        "complaint",
        "escalation",
        "review-overdue",
      ]),
      escalationId: id.exactOptional(),
      step: z.string().exactOptional(),
      held: z.literal(true).exactOptional(),
      gathered: z.string().exactOptional(),
    }),
    tellStaff,
  ),
  "fetch-media": kind(z.object({ accountId, mediaId: id }), fetchMedia),
  "fetch-recording": kind(z.object({ accountId, recordingId: id }), fetchRecording),
  transcribe: kind(z.object({ accountId, recordingId: id, attempt: z.int().min(1) }), transcribe),
  "ask-model": kind(z.object({ accountId, assessmentId: id, attempt: z.int().min(1) }), askModel),
  "sync-numbers": kind(z.object({ accountId, connectionId: id }), async (ctx, asked) => {
    await syncNumbers(ctx, asked);
  }),
  "check-drill": kind(z.object({ accountId, drillId: id }), checkDrill),
  "advance-pilot": kind(z.object({ accountId, pilotId: id }), advancePilot),
  "cover-hours": kind(z.object({ accountId }), coverHours),
  "move-days": kind(z.object({ accountId }), moveDays),
  "verify-ledger": kind(z.object({ accountId }), verifyLedger),
  "forget-contact": kind(z.object({ accountId, forgettingId: id }), runForgetting),
  reconcile: kind(
    z.object({
      accountId,
      connectionId: id,
      kind: z.enum(["recent", "nightly", "catch-up", "manual"]),
      runId: id.exactOptional(),
    }),
    reconcileByJob,
  ),
  "run-scenario": kind(z.object({ accountId, scenarioId: id }), runScenario),
  "leak-report": kind(z.object({ accountId, key: z.string() }), remakeLeakReport),
  "prepare-leaks": kind(z.object({ accountId }), prepareLeaks),
  "settle-call": kind(z.object({ accountId, callId: id }), settleCall),
};
