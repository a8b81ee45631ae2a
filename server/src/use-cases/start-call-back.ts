import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import { callBack, releaseAfterCall } from "@ringback/core/callbacks/call-back.ts";
import type { AttemptResult } from "@ringback/core/callbacks/record-attempt.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";
import { sql } from "kysely";
import {
  acceptAttempt,
  claimForAttempt,
  keepAttempt,
  lockAttempt,
  nameAttemptCall,
  type StoredAttempt,
  settleAttempt,
} from "#db/stores/attempts.ts";
import { appendCallbackEvent, lockCallback, saveCallback } from "#db/stores/callbacks.ts";
import { keepProviderEvent } from "#db/stores/calls.ts";
import { keepAnswer } from "#db/stores/client-requests.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { ProviderError, type ProviderNotice } from "#providers/telephony/provider.ts";
import type { CallbackCommand } from "./act-on-callback.ts";
import { applyEffects } from "./apply-effects.ts";
import type { ActionRefusal } from "./callback-step.ts";
import type { Context } from "./context.ts";
import { startsCalls } from "./line-abilities.ts";
import { isDiscreet } from "./notice-words.ts";
import { once } from "./once.ts";
import { openConnection } from "./open-connection.ts";
import { callerWords } from "./open-missed-call.ts";
import { planNextTry } from "./plan-next-try.ts";
import { keepPause } from "./promise-callback.ts";

export type StartedCallBack =
  | {
      readonly ok: true;
      readonly attemptId: string;
      readonly ringing: string;
      readonly version: number;
      readonly state: "open" | "claimed" | "snoozed";
    }
  | { readonly ok: false; readonly refusal: ActionRefusal | "call-not-started" };

/**
 * One tap: rings the staff member's own phone, and after they press 1 the caller, from the number the caller dialed.
 * The attempt is written down before anything rings; how it went is learnt from the provider's events.
 * When the provider would not start the call, the attempt stands as failed.
 */
export async function startCallBack(ctx: Context, command: CallbackCommand): Promise<StartedCallBack> {
  const attemptId = ctx.ids.next();
  const { accountId, actor, callbackId, requestId } = command;
  const named = { memberId: actor.memberId, requestId, asks: { kind: "call-back", callbackId } };
  let dial: { connectionId: string; caller: string; line: string; phone: string } | null = null;
  const plan = async (tx: Transaction): Promise<StartedCallBack> => {
    const stored = await lockCallback(tx, command.callbackId);
    if (stored === null) return { ok: false, refusal: "not-found" } as const;
    if (command.version !== undefined && command.version < stored.decidedVersion)
      return { ok: false, refusal: "changed-meanwhile" } as const;
    const decision = callBack(stored.callback, actor);
    if (!decision.ok) return decision;
    const about = await tx.first<{
      line: string | null;
      connection_id: string | null;
      provider: string | null;
      phone: string | null;
    }>(sql`
      select n.number as line, n.connection_id, (select provider from ringback.connection where account_id = ${tx.accountId} and id = n.connection_id) as provider, (select phone from ringback.member where account_id = ${tx.accountId} and id = ${command.actor.memberId}) as phone
      from ringback.account a left join ringback.phone_number n on n.account_id = a.id and n.id = ${stored.numberId} where a.id = ${tx.accountId}`);
    if (stored.caller === null) return { ok: false, refusal: "no-number" } as const;
    if (!about?.line || !about.connection_id) return { ok: false, refusal: "no-line" } as const;
    if (!startsCalls(ctx, about.provider)) return { ok: false, refusal: "provider-cannot-call" } as const;
    if (!about.phone) return { ok: false, refusal: "no-own-phone" } as const;
    const claimed = await keepPause(ctx, tx, stored, decision.state);
    saveCallback(tx, claimed, "marks");
    if (stored.callback.state !== "claimed") claimForAttempt(tx, callbackId, attemptId);
    await applyEffects(ctx, tx, stored, decision.effects);
    keepAttempt(tx, {
      id: attemptId,
      callbackId: stored.callback.id,
      by: command.actor.memberId,
      channel: "call",
      result: "dialing",
      providerCallId: null,
      note: null,
    });
    appendCallbackEvent(tx, {
      id: ctx.ids.next(),
      callbackId: stored.callback.id,
      kind: "calling",
      by: command.actor.memberId,
      detail: { attemptId },
    });
    tx.changed({ kind: "callback", id: stored.callback.id });
    dial = { connectionId: about.connection_id, caller: stored.caller, line: about.line, phone: about.phone };
    const { version, state } = claimed;
    return { ok: true, attemptId, ringing: formatNumber(about.phone), version, state };
  };
  const planned = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) =>
    once<StartedCallBack>(tx, named, () => plan(tx)),
  );
  return dial === null ? planned : await ring(ctx, command, attemptId, dial, planned);
}

/** Starts what was planned; when the provider would not, the attempt stands as failed and the callback is free again. */
async function ring(
  ctx: Context,
  { accountId, actor, requestId }: CallbackCommand,
  attemptId: string,
  dial: { connectionId: string; caller: string; line: string; phone: string },
  planned: StartedCallBack,
): Promise<StartedCallBack> {
  const connection = await openConnection(ctx, dial.connectionId);
  if (connection === null) return { ok: false, refusal: "no-line" };
  try {
    const { callId } = await connection.provider.startCall(connection.account, {
      staffPhone: dial.phone,
      caller: dial.caller,
      from: dial.line,
      whisper: "",
      attemptId,
    });
    await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => nameAttemptCall(tx, attemptId, callId));
    return planned;
  } catch (error) {
    const failed = { ok: false, refusal: "call-not-started" } as const;
    await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
      const attempt = await lockAttempt(tx, attemptId);
      if (attempt !== null) await endCallBack(ctx, tx, attempt, "failed");
      if (requestId !== undefined) keepAnswer(tx, { memberId: actor.memberId, requestId }, failed);
    });
    if (error instanceof ProviderError) return failed;
    throw error;
  }
}

/** How a call back ended: the attempt's result, the next try, and a claim that was only made for the call. */
async function endCallBack(
  ctx: Context,
  tx: Transaction,
  attempt: StoredAttempt,
  result: AttemptResult,
): Promise<void> {
  const { id: attemptId, callback_id: callbackId, by_member: by } = attempt;
  settleAttempt(tx, attemptId, result);
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId, kind: "attempt-ended", by, detail: { attemptId, result } });
  await planNextTry(tx, callbackId);
  const stored = await lockCallback(tx, callbackId);
  if (stored !== null) {
    const released = releaseAfterCall(stored.callback, result, attempt.holds_claim);
    if (released.ok) saveCallback(tx, released.state, "marks");
  }
  tx.changed({ kind: "callback", id: callbackId });
}

type AttemptNotice = Extract<ProviderNotice, { attemptId: string }>;

/** What a call back's webhook says, and what the provider shall do next. */
export async function noteCallBack(
  ctx: Context,
  where: { accountId: string; connectionId: string; payload: Readonly<Record<string, string>> },
  notice: AttemptNotice,
): Promise<CallInstruction> {
  return await transaction(ctx.db, where.accountId, ctx.clock.now(), async (tx) => {
    const attempt = await lockAttempt(tx, notice.attemptId);
    if (attempt === null) return { do: "hang-up" };
    keepProviderEvent(tx, {
      id: ctx.ids.next(),
      connectionId: where.connectionId,
      key: notice.key,
      kind: notice.kind,
      payload: where.payload,
    });
    switch (notice.kind) {
      case "attempt-asked":
        return { do: "ask-to-accept", whisper: whisperFor(attempt), memberId: attempt.by_member };
      case "attempt-accepted":
        acceptAttempt(tx, attempt.id);
        return attempt.caller && attempt.line
          ? { do: "dial-caller", number: attempt.caller, callerId: attempt.line, whisper: connectingWords(attempt) }
          : { do: "hang-up" };
      case "attempt-connect-asked":
      case "attempt-declined":
        if (attempt.result === "dialing") await endCallBack(ctx, tx, attempt, "failed");
        return { do: "hang-up" };
      case "attempt-progress": {
        const result = resultOf(notice, attempt.accepted);
        if (result !== null && attempt.result === "dialing") await endCallBack(ctx, tx, attempt, result);
        return { do: "hang-up" };
      }
    }
  });
}

/**
 * A bridged call is a conversation for the record only when the person who called says so by closing with an outcome;
 * whoever picked up may have been a machine. So `reached` here means connected, and the outcome stays required. A staff leg
 * that was picked up and ended without the key was that phone's own voicemail, or nobody who wanted the call.
 */
function resultOf(
  notice: Extract<AttemptNotice, { kind: "attempt-progress" }>,
  accepted: boolean,
): "reached" | "no-answer" | "busy" | "failed" | null {
  if (notice.leg === "staff")
    return notice.status === "no-answer" ||
      notice.status === "busy" ||
      notice.status === "failed" ||
      notice.status === "canceled" ||
      (notice.status === "completed" && !accepted)
      ? "failed"
      : null;
  if (notice.bridged === true) return "reached";
  if (notice.status === "busy") return "busy";
  if (notice.status === "failed") return "failed";
  return notice.bridged === false || notice.status === "no-answer" || notice.status === "canceled" ? "no-answer" : null;
}

/** Where the trade is discreet, who it is is said only to whoever pressed the key. */
function connectingWords(attempt: StoredAttempt): string {
  if (!isDiscreet(attempt.trade)) return "Connecting you now.";
  return `Connecting you with ${callerWords(attempt.contact_name, attempt.caller)}.`;
}

/** Who and why, before the key is pressed: in a discreet trade a phone that somebody else picks up must not tell. */
function whisperFor(attempt: StoredAttempt): string {
  if (isDiscreet(attempt.trade)) return "Ringback. A call back is waiting for you.";
  const who = callerWords(attempt.contact_name, attempt.caller);
  const why =
    attempt.urgency === "emergency"
      ? ", emergency"
      : attempt.intent && attempt.intent !== "unclear"
        ? `, about ${attempt.intent.replaceAll("-", " ")}`
        : "";
  return `Ringback. Call back to ${who}${why}.`;
}
