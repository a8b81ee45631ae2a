import { priorityOf } from "@ringback/core/callbacks/list-order.ts";
import { callbackClock } from "@ringback/core/callbacks/sla.ts";
import type { Assessment } from "@ringback/core/classification/assessment.ts";
import { decideHandling } from "@ringback/core/classification/decide-handling.ts";
import { raiseUrgency } from "@ringback/core/classification/raise-urgency.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { watchCallbackJob } from "#db/jobs.ts";
import { keepAssessment } from "#db/stores/assessments.ts";
import { appendCallbackEvent, openHold, relabelCallback, type StoredCallback } from "#db/stores/callbacks.ts";
import { appendConsent, nameContact } from "#db/stores/contacts.ts";
import type { Surroundings } from "#db/stores/ingest.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { raiseEscalation } from "./raise-escalation.ts";

export interface NewAssessment {
  readonly stored: StoredCallback;
  readonly assessment: Assessment;
  readonly playbook: Playbook;
  readonly callId: string | null;
  readonly messageId: string | null;
  readonly contact: Surroundings["contact"];
  readonly caller: string | null;
}

/**
 * Makes new words count: the labels are kept with their evidence, the callback's urgency may rise (never fall), its clock
 * follows, people are alarmed at once where the rules say so, and what a person has to look at is held.
 */
export async function applyAssessment(ctx: Context, tx: Transaction, given: NewAssessment): Promise<void> {
  const { stored, assessment, playbook, contact, caller } = given;
  const callbackId = stored.callback.id;
  keepAssessment(tx, {
    id: ctx.ids.next(),
    episodeId: stored.episodeId,
    callId: given.callId,
    messageId: given.messageId,
    assessment,
    madeBy: "rules",
  });
  if (assessment.callerName && stored.contactId) nameContact(tx, stored.contactId, assessment.callerName.value);
  if (assessment.optOut && caller !== null) {
    appendConsent(tx, {
      id: ctx.ids.next(),
      number: caller,
      kind: "opt_out",
      source: given.messageId ? "text" : "voicemail",
      sourceId: given.messageId ?? given.callId,
    });
  }
  if (stored.callback.state === "closed") return;

  const urgency = raiseUrgency(readUrgency(stored.urgency), assessment.urgency);
  const lane = assessment.lane === "unknown" ? stored.lane : assessment.lane;
  const clock = callbackClock(stored.callback.startedAt, urgency, true, playbook);
  // A rising urgency brings the due time nearer; a promise once made is never put off.
  const nearer = Temporal.Instant.compare(clock.dueAt, stored.callback.dueAt) < 0;
  const due = nearer
    ? clock
    : { dueAt: stored.callback.dueAt, warnAt: stored.callback.warnAt, targetMinutes: clock.targetMinutes };
  relabelCallback(tx, {
    id: callbackId,
    urgency,
    intent: assessment.intent,
    lane,
    priority: priorityOf(urgency, lane),
    ...due,
  });
  if (nearer && stored.callback.state !== "snoozed") tx.enqueue(watchCallbackJob(tx.accountId, callbackId, due.warnAt));
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "classified",
    by: null,
    detail: { urgency, intent: assessment.intent, lane, callId: given.callId, messageId: given.messageId },
  });

  const handling = decideHandling(assessment, {
    existingCustomer: contact === null ? null : contact.kind === "customer",
    hasOpenIssue: contact === null ? null : contact.open_issue !== null,
  });
  for (const { reason } of handling.reasons) await raiseEscalation(ctx, tx, stored, reason);
  const holdDue = callbackClock(tx.now, "unknown", true, playbook).dueAt;
  for (const { reason } of handling.holds) {
    const id = ctx.ids.next();
    openHold(tx, { id, callbackId, callId: given.callId, reason, dueAt: holdDue });
    tx.changed({ kind: "hold", id });
  }
  tx.changed({ kind: "callback", id: callbackId });
}

function readUrgency(stored: string): Assessment["urgency"] {
  return stored === "emergency" || stored === "high" || stored === "normal" || stored === "low" ? stored : "unknown";
}
