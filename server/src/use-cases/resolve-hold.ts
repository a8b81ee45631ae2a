import type { Actor } from "@ringback/core/callbacks/callback.ts";
import {
  correctedAssessment,
  correctLabels,
  type LabelCorrection,
  type Labels,
} from "@ringback/core/callbacks/correct-labels.ts";
import { priorityOf } from "@ringback/core/callbacks/list-order.ts";
import { callbackClock } from "@ringback/core/callbacks/sla.ts";
import {
  type Assessment,
  INTENTS,
  type Intent,
  type Lane,
  type Urgency,
} from "@ringback/core/classification/assessment.ts";
import { sql } from "kysely";
import { watchCallbackJob } from "#db/jobs.ts";
import { keepAssessment } from "#db/stores/assessments.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { appendCallbackEvent, lockCallback, relabelCallback, type StoredCallback } from "#db/stores/callbacks.ts";
import { lockHold, type StoredHold, resolveHold as settleHold } from "#db/stores/holds.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { laneOf } from "./open-missed-call.ts";
import { raiseEscalation } from "./raise-escalation.ts";

export interface HoldResolution {
  readonly accountId: string;
  readonly actor: Actor;
  readonly holdId: string;
  readonly resolution: "confirmed" | "corrected" | "dismissed";
  readonly intent?: string | undefined;
  readonly urgency?: Urgency | undefined;
  readonly note?: string | undefined;
}

export type HoldRefusal = "not-found" | "not-allowed" | "hold-already-settled" | "nothing-corrected" | "no-such-intent";

/**
 * Settles what waited for a person. Confirming and dismissing leave the labels; a correction writes a new assessment made
 * by the person, who may also lower an urgency. A due time once promised is brought nearer by a correction, never put off.
 */
export async function resolveHold(
  ctx: Context,
  command: HoldResolution,
): Promise<{ ok: true } | { ok: false; refusal: HoldRefusal }> {
  const correction = readCorrection(command);
  if (typeof correction === "string") return { ok: false, refusal: correction };
  if (command.actor.role === "viewer") return { ok: false, refusal: "not-allowed" };
  return await transaction(ctx.db, command.accountId, ctx.clock.now(), async (tx) => {
    const callbackId = await callbackOf(tx, command.holdId);
    if (callbackId === null) return { ok: false, refusal: "not-found" };
    // The callback's lock comes first, as everywhere, so that nobody waits for each other.
    const stored = await lockCallback(tx, callbackId);
    const hold = await lockHold(tx, command.holdId);
    if (stored === null || hold === null) return { ok: false, refusal: "not-found" };
    if (hold.resolvedAt !== null) return { ok: false, refusal: "hold-already-settled" };
    settleHold(tx, hold.id, { by: command.actor.memberId, resolution: command.resolution, note: command.note ?? null });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: command.actor.memberId,
      action: "hold-resolved",
      subject: hold.id,
      detail: { resolution: command.resolution, reason: hold.reason },
    });
    if (correction === null) note(ctx, tx, command, hold, "hold-resolved", {});
    else await correct(ctx, tx, command, hold, stored, correction);
    tx.changed({ kind: "hold", id: hold.id }, { kind: "callback", id: callbackId });
    return { ok: true };
  });
}

/** What is corrected; null when nothing is to be; a refusal when the words do not fit. */
function readCorrection({ resolution, intent, urgency }: HoldResolution): LabelCorrection | HoldRefusal | null {
  if (resolution !== "corrected") return null;
  if (intent === undefined && urgency === undefined) return "nothing-corrected";
  const known = intent === undefined ? undefined : INTENTS.find((one) => one === intent);
  if (intent !== undefined && known === undefined) return "no-such-intent";
  return { intent: known, urgency };
}

async function callbackOf(tx: Transaction, holdId: string): Promise<string | null> {
  const row = await tx.first(
    sql<{
      id: string;
    }>`select callback_id as id from ringback.hold where account_id = ${tx.accountId} and id = ${holdId}`,
  );
  return row?.id ?? null;
}

function note(
  ctx: Context,
  tx: Transaction,
  command: HoldResolution,
  hold: StoredHold,
  kind: string,
  more: Record<string, unknown>,
): void {
  const detail = {
    holdId: hold.id,
    reason: hold.reason,
    resolution: command.resolution,
    note: command.note ?? null,
    ...more,
  };
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: hold.callbackId,
    kind,
    by: command.actor.memberId,
    detail,
  });
}

async function correct(
  ctx: Context,
  tx: Transaction,
  command: HoldResolution,
  hold: StoredHold,
  stored: StoredCallback,
  correction: LabelCorrection,
): Promise<void> {
  const newest = await newestAssessment(tx, stored.episodeId);
  const before = labelsOf(stored);
  const labels = correctLabels(before, correction, await laneByRecord(tx, stored.contactId));
  keepAssessment(tx, {
    id: ctx.ids.next(),
    episodeId: stored.episodeId,
    callId: newest?.callId ?? (newest?.messageId ? null : stored.firstCallId),
    messageId: newest?.messageId ?? null,
    assessment: correctedAssessment(newest?.assessment ?? null, labels, correction),
    madeBy: "person",
  });
  note(ctx, tx, command, hold, "corrected", { ...labels, urgencyBefore: before.urgency, intentBefore: before.intent });
  if (stored.callback.state === "closed") return;
  const playbook = await loadPlaybook(tx, stored.playbookVersion);
  const clock = callbackClock(stored.callback.startedAt, labels.urgency, true, playbook);
  const nearer = Temporal.Instant.compare(clock.dueAt, stored.callback.dueAt) < 0;
  const due = nearer
    ? clock
    : { dueAt: stored.callback.dueAt, warnAt: stored.callback.warnAt, targetMinutes: clock.targetMinutes };
  relabelCallback(tx, { id: stored.callback.id, ...labels, priority: priorityOf(labels.urgency, labels.lane), ...due });
  if (nearer && stored.callback.state !== "snoozed")
    tx.enqueue(watchCallbackJob(tx.accountId, stored.callback.id, due.warnAt));
  if (labels.urgency === "emergency" && before.urgency !== "emergency")
    await raiseEscalation(ctx, tx, stored, "emergency");
  if (labels.intent === "complaint" && before.intent !== "complaint")
    await raiseEscalation(ctx, tx, stored, "complaint");
}

interface NewestAssessment {
  readonly callId: string | null;
  readonly messageId: string | null;
  readonly assessment: Assessment;
}

function newestAssessment(tx: Transaction, episodeId: string): Promise<NewestAssessment | null> {
  return tx.first(sql<NewestAssessment>`select call_id as "callId", message_id as "messageId", assessment from ringback.assessment
    where account_id = ${tx.accountId} and episode_id = ${episodeId} order by created_at desc, id desc limit 1`);
}

async function laneByRecord(tx: Transaction, contactId: string | null): Promise<Lane> {
  const contact = await tx.first(
    sql<{ kind: string }>`select kind from ringback.contact where account_id = ${tx.accountId} and id = ${contactId}`,
  );
  return laneOf(contact?.kind ?? null);
}

function labelsOf({ urgency, intent, lane }: StoredCallback): Labels {
  const urgencies: readonly Urgency[] = ["emergency", "high", "normal", "low"];
  const lanes: readonly Lane[] = ["new-lead", "existing-customer", "vendor", "complaint"];
  return {
    urgency: urgencies.find((one) => one === urgency) ?? "unknown",
    intent: INTENTS.find((one): one is Intent => one === intent) ?? "unclear",
    lane: lanes.find((one) => one === lane) ?? "unknown",
  };
}
