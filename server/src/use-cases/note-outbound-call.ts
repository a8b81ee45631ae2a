import type { Callback } from "@ringback/core/callbacks/callback.ts";
import {
  attemptOf,
  joinOutbound,
  type OutboundStanding,
  wasConversation,
} from "@ringback/core/callbacks/outbound-conversation.ts";
import { countOutsideAttempt } from "@ringback/core/callbacks/record-attempt.ts";
import { parseNumber } from "@ringback/core/phone-number.ts";
import { keepAttempt, lockAttempt, settleAttempt } from "#db/stores/attempts.ts";
import { appendCallbackEvent, lockCallback, type StoredCallback, saveCallback } from "#db/stores/callbacks.ts";
import { keepProviderEvent } from "#db/stores/calls.ts";
import {
  lockOutbound,
  type OutboundSurroundings,
  saveOutboundCall,
  wasClosedByOutbound,
} from "#db/stores/outbound-calls.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { OutboundCall } from "#providers/telephony/provider.ts";
import { closeLocked, reopenItself } from "./close-itself.ts";
import type { Context } from "./context.ts";
import { planNextTry } from "./plan-next-try.ts";

export interface ReportedOutboundCall {
  readonly accountId: string;
  readonly connectionId: string;
  /** The provider's identity of the report: the same report, the same key. */
  readonly key: string;
  readonly call: OutboundCall;
  readonly payload: Readonly<Record<string, string>>;
  /** `webhook` where nothing is said. A later report never changes how the call got in. */
  readonly entered?: "webhook" | "stream" | "provider-log";
}

/**
 * Keeps a call that somebody of the business made from any phone. It is an attempt of the called number's open callback, and
 * when it was a conversation (no machine, long enough by the playbook, after the caller's last call) the callback closes
 * itself. A call back that Ringback started is only kept: it has its own attempt. Answers whether the report came before.
 * @throws the database's error.
 */
export async function noteOutboundCall(ctx: Context, reported: ReportedOutboundCall): Promise<boolean> {
  const { accountId, connectionId, key, call, payload, entered = "webhook" } = reported;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const called = parseNumber(call.to);
    const around = await lockOutbound(tx, { connectionId, key, call, called, fromPhone: parseNumber(call.from) });
    if (around.seen) return true;
    keepProviderEvent(tx, { id: ctx.ids.next(), connectionId, key, kind: "outbound-call", payload });
    const standing = joinOutbound(around.known ?? { outcome: null, talkSeconds: null }, call);
    const id = around.known?.id ?? ctx.ids.next();
    if (around.ownAttemptId !== null && standing.outcome === "machine") await wasMachine(ctx, tx, around.ownAttemptId);
    const links = around.ownAttemptId === null ? await follow(ctx, tx, { id, call, standing, around }) : null;
    saveOutboundCall(tx, {
      ...call,
      ...standing,
      id,
      connectionId,
      called,
      entered,
      callbackId: links?.callbackId ?? around.known?.callbackId ?? null,
      attemptId: around.ownAttemptId ?? links?.attemptId ?? around.known?.attemptId ?? null,
      byMember: around.memberId,
    });
    return false;
  });
}

/** A machine picked up our own call back: an attempt like any other, unless the person has said how it went. */
async function wasMachine(ctx: Context, tx: Transaction, attemptId: string): Promise<void> {
  const attempt = await lockAttempt(tx, attemptId);
  if (attempt === null || attempt.told || attempt.result !== "reached") return;
  const result = "left-voicemail";
  settleAttempt(tx, attemptId, result);
  const detail = { attemptId, result };
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: attempt.callback_id,
    kind: "attempt-ended",
    by: attempt.by_member,
    detail,
  });
  await planNextTry(tx, attempt.callback_id);
  tx.changed({ kind: "callback", id: attempt.callback_id });
}

interface Noted {
  readonly id: string;
  readonly call: OutboundCall;
  readonly standing: OutboundStanding;
  readonly around: OutboundSurroundings;
}

/** What the call means for a callback: the one it was noted with before, else the open one of the number. */
async function follow(
  ctx: Context,
  tx: Transaction,
  noted: Noted,
): Promise<{ callbackId: string; attemptId: string | null } | null> {
  const { around, call } = noted;
  const open = around.open !== null && notBefore(call, around.open.startedAt) ? around.open.callbackId : null;
  const callbackId = around.known?.callbackId ?? open;
  const stored = callbackId === null ? null : await lockCallback(tx, callbackId);
  if (stored === null) return null;
  const attemptId = noteAttempt(ctx, tx, noted, stored);
  await settle(ctx, tx, noted, stored, attemptId !== null && around.known?.attemptId == null);
  if (attemptId !== null) await planNextTry(tx, stored.callback.id);
  return { callbackId: stored.callback.id, attemptId };
}

/** The call as an attempt, once; what becomes known later changes its result. A closed callback gets none any more. */
function noteAttempt(
  ctx: Context,
  tx: Transaction,
  { call, standing, around }: Noted,
  { callback }: StoredCallback,
): string | null {
  const result = attemptOf(standing.outcome);
  const known = around.known?.attemptId ?? null;
  if (result === null) return known;
  const callbackId = callback.id;
  if (known !== null) {
    if (result !== attemptOf(around.known?.outcome ?? null)) {
      settleAttempt(tx, known, result);
      appendCallbackEvent(tx, {
        id: ctx.ids.next(),
        callbackId,
        kind: "attempt-ended",
        by: around.memberId,
        detail: { attemptId: known, result },
      });
      tx.changed({ kind: "callback", id: callbackId });
    }
    return known;
  }
  if (callback.state === "closed") return null;
  const id = ctx.ids.next();
  const by = around.memberId;
  keepAttempt(tx, {
    id,
    callbackId,
    by,
    channel: "call",
    result,
    providerCallId: call.callId,
    note: null,
    at: call.startedAt,
    outside: true,
  });
  const detail = { attemptId: id, channel: "call", result, outside: true };
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId, kind: "attempted", by, detail });
  tx.changed({ kind: "callback", id: callbackId });
  return id;
}

/** Closes the callback on a conversation; opens it again when the conversation turns out to have been with a machine. */
async function settle(
  ctx: Context,
  tx: Transaction,
  noted: Noted,
  stored: StoredCallback,
  isNewAttempt: boolean,
): Promise<void> {
  const { id, call, standing, around } = noted;
  const { callback } = stored;
  if (callback.state === "closed") {
    if (
      callback.closeKind === "reached-outside" &&
      standing.outcome === "machine" &&
      (await wasClosedByOutbound(tx, callback.id, id))
    )
      await reopenItself(ctx, tx, stored);
    return;
  }
  const counted: Callback = isNewAttempt ? countOutsideAttempt(callback) : callback;
  const { conversationSeconds } = (await loadPlaybook(tx, around.playbookVersion)).sla;
  // Once only: whoever undid the closing knows better than a second report of the same call.
  const reached =
    wasConversation(standing, conversationSeconds) &&
    !(around.known !== null && wasConversation(around.known, conversationSeconds)) &&
    around.open?.callbackId === callback.id &&
    notBefore(call, around.open.lastCallAt);
  if (reached) {
    const detail = { outboundCallId: id, talkSeconds: standing.talkSeconds };
    const by = around.memberId;
    await closeLocked(ctx, tx, { ...stored, callback: counted }, { because: "reached-outside", by, detail });
  } else if (isNewAttempt) saveCallback(tx, counted, "marks");
}

/** Whether the call was made when the caller was already waiting: one made before a miss does not answer it. */
function notBefore({ startedAt }: OutboundCall, waitingSince: string): boolean {
  return Temporal.Instant.compare(startedAt, Temporal.Instant.from(waitingSince)) >= 0;
}
