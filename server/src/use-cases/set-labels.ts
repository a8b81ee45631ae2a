import {
  correctedAssessment,
  correctLabels,
  type LabelCorrection,
  type Labels,
} from "@ringback/core/callbacks/correct-labels.ts";
import { priorityOf } from "@ringback/core/callbacks/list-order.ts";
import { INTENTS, type Intent, type Lane, type Urgency } from "@ringback/core/classification/assessment.ts";
import { teamOf } from "@ringback/core/conversations/conversation-rules.ts";
import { sql } from "kysely";
import { watchCallbackJob } from "#db/jobs.ts";
import { keepAssessment } from "#db/stores/assessments.ts";
import { appendCallbackEvent, relabelCallback, type StoredCallback } from "#db/stores/callbacks.ts";
import { assignTeam } from "#db/stores/conversation-state.ts";
import { type JudgedMessage, keepLabelCorrection } from "#db/stores/label-corrections.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { laneOf } from "./open-missed-call.ts";
import { promiseAnew } from "./promise-callback.ts";
import { raiseEscalation } from "./raise-escalation.ts";

export interface LabelsByHand {
  readonly stored: StoredCallback;
  /** The message it is about; null where nobody said or wrote anything. */
  readonly judged: JudgedMessage | null;
  readonly correction: LabelCorrection;
  readonly by: string;
  readonly reason: string | null;
  readonly holdId: string | null;
  /** What the history tells besides. */
  readonly told: Record<string, unknown>;
}

/** Reads what a person set; a refusal when it is nothing or no label. */
export function readCorrection(given: {
  readonly intent?: string | undefined;
  readonly urgency?: Urgency | undefined;
}): LabelCorrection | "nothing-corrected" | "no-such-intent" {
  const { intent, urgency } = given;
  if (intent === undefined && urgency === undefined) return "nothing-corrected";
  const known = intent === undefined ? undefined : INTENTS.find((one) => one === intent);
  return intent !== undefined && known === undefined ? "no-such-intent" : { intent: known, urgency };
}

/**
 * Sets a callback's labels as a person says, who may also lower an urgency. It is written down as a new judgement made by
 * them, and as a correction that can be looked at and exported; nothing learns from it by itself. The due time follows, in
 * either direction while the promise is not broken.
 */
export async function setLabels(ctx: Context, tx: Transaction, given: LabelsByHand): Promise<void> {
  const { stored, judged, correction } = given;
  const before = labelsOf(stored);
  const labels = correctLabels(before, correction, await laneByRecord(tx, stored.contactId));
  keepAssessment(tx, {
    id: ctx.ids.next(),
    episodeId: stored.episodeId,
    callId: judged === null ? stored.firstCallId : judged.callId,
    messageId: judged?.messageId ?? null,
    transcriptId: judged?.transcriptId ?? null,
    assessment: correctedAssessment(judged?.assessment ?? null, labels, correction),
    madeBy: "person",
  });
  if (judged !== null)
    keepLabelCorrection(tx, {
      id: ctx.ids.next(),
      callbackId: stored.callback.id,
      holdId: given.holdId,
      judged,
      intent: correction.intent,
      urgency: correction.urgency,
      reason: given.reason,
      by: given.by,
    });
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: stored.callback.id,
    kind: "corrected",
    by: given.by,
    detail: {
      ...given.told,
      note: given.reason,
      ...labels,
      urgencyBefore: before.urgency,
      intentBefore: stored.intent,
      laneBefore: before.lane,
      assessmentBefore: judged?.assessmentId ?? null,
    },
  });
  await relabel(ctx, tx, stored, before, labels);
}

/** Puts labels on a callback that is not closed, with what they bring: list order, due time, alarms. */
async function relabel(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  before: Labels,
  labels: Labels,
): Promise<void> {
  if (stored.callback.state === "closed") return;
  const playbook = await loadPlaybook(tx, stored.playbookVersion);
  const due = await promiseAnew(ctx, tx, stored, labels, "person");
  relabelCallback(tx, { id: stored.callback.id, ...labels, priority: priorityOf(labels.urgency, labels.lane), ...due });
  if (stored.caller !== null) {
    const about = { numberId: stored.numberId, intent: labels.intent };
    assignTeam(tx, stored.caller, teamOf(playbook.conversation, about)?.id ?? null);
  }
  if (!due.dueAt.equals(stored.callback.dueAt) && stored.callback.state !== "snoozed")
    tx.enqueue(watchCallbackJob(tx.accountId, stored.callback.id, due.warnAt));
  if (labels.urgency === "emergency" && before.urgency !== "emergency")
    await raiseEscalation(ctx, tx, stored, "emergency");
  if (labels.intent === "complaint" && before.intent !== "complaint")
    await raiseEscalation(ctx, tx, stored, "complaint");
}

interface CorrectedEvent {
  readonly urgency: string;
  readonly intent: string;
  readonly lane: string;
  readonly urgencyBefore: string;
  readonly intentBefore: string | null;
  readonly laneBefore: string | null;
  readonly assessmentBefore: string | null;
}

/**
 * Puts back the labels that a decision had changed, unless somebody or something changed them since. An alarm that it
 * raised and a due time that it brought nearer stay: people were told. One that it put off comes back. Answers whether anything was put back.
 */
export async function restoreLabels(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  holdId: string,
): Promise<boolean> {
  const event = await tx.first(sql<{ detail: CorrectedEvent }>`select detail from ringback.callback_event
    where account_id = ${tx.accountId} and callback_id = ${stored.callback.id} and kind = 'corrected' and detail->>'holdId' = ${holdId}
    order by at desc, id desc limit 1`);
  if (event === null) return false;
  const { urgency, intent, urgencyBefore, intentBefore, laneBefore, assessmentBefore } = event.detail;
  if (stored.urgency !== urgency || stored.intent !== intent) return false;
  if (assessmentBefore !== null)
    tx.write(sql`insert into ringback.assessment (account_id, id, episode_id, call_id, message_id, transcript_id, assessment, intent, urgency, lane, method, made_by, created_at)
      select account_id, ${ctx.ids.next()}, episode_id, call_id, message_id, transcript_id, assessment, intent, urgency, lane, method, made_by, ${tx.now}
      from ringback.assessment where account_id = ${tx.accountId} and id = ${assessmentBefore}`);
  if (stored.callback.state !== "closed") {
    const lane = laneBefore ?? stored.lane;
    const before = { urgency: urgencyFrom(urgencyBefore), intent: intentBefore };
    const due = await promiseAnew(ctx, tx, stored, before, "rule");
    if (!due.dueAt.equals(stored.callback.dueAt) && stored.callback.state !== "snoozed")
      tx.enqueue(watchCallbackJob(tx.accountId, stored.callback.id, due.warnAt));
    relabelCallback(tx, {
      id: stored.callback.id,
      urgency: urgencyBefore,
      intent: intentBefore,
      lane,
      priority: priorityOf(urgencyFrom(urgencyBefore), laneFrom(lane)),
      ...due,
    });
  }
  return true;
}

async function laneByRecord(tx: Transaction, contactId: string | null): Promise<Lane> {
  const contact = await tx.first(
    sql<{ kind: string }>`select kind from ringback.contact where account_id = ${tx.accountId} and id = ${contactId}`,
  );
  return laneOf(contact?.kind ?? null);
}

function labelsOf({ urgency, intent, lane }: StoredCallback): Labels {
  return {
    urgency: urgencyFrom(urgency),
    intent: INTENTS.find((one): one is Intent => one === intent) ?? "unclear",
    lane: laneFrom(lane),
  };
}

const urgencies: readonly Urgency[] = ["emergency", "high", "normal", "low"];
const lanes: readonly Lane[] = ["new-lead", "existing-customer", "vendor", "complaint"];

function urgencyFrom(stored: string): Urgency {
  return urgencies.find((one) => one === stored) ?? "unknown";
}

function laneFrom(stored: string): Lane {
  return lanes.find((one) => one === stored) ?? "unknown";
}
