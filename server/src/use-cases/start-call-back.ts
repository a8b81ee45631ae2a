import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import { recordAttempt } from "@ringback/core/callbacks/record-attempt.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";
import { sql } from "kysely";
import { keepAttempt, lockAttempt, nameAttemptCall, type StoredAttempt, settleAttempt } from "#db/stores/attempts.ts";
import { appendCallbackEvent, lockCallback, saveCallback } from "#db/stores/callbacks.ts";
import { keepProviderEvent } from "#db/stores/calls.ts";
import { transaction } from "#db/transaction.ts";
import { ProviderError, type ProviderNotice } from "#providers/telephony/provider.ts";
import type { CallbackCommand } from "./act-on-callback.ts";
import type { ActionRefusal } from "./callback-step.ts";
import type { Context } from "./context.ts";
import { startsCalls } from "./line-abilities.ts";
import { openConnection } from "./open-connection.ts";
import { callerWords } from "./open-missed-call.ts";

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
  const planned = await transaction(ctx.db, command.accountId, ctx.clock.now(), async (tx) => {
    const stored = await lockCallback(tx, command.callbackId);
    if (stored === null) return { ok: false, refusal: "not-found" } as const;
    if (command.version !== undefined && command.version !== stored.callback.version)
      return { ok: false, refusal: "changed-meanwhile" } as const;
    const decision = recordAttempt(stored.callback, command.actor);
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
    saveCallback(tx, decision.state);
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
    return {
      ok: true,
      caller: stored.caller,
      line: about.line,
      connectionId: about.connection_id,
      phone: about.phone,
      callback: decision.state,
    } as const;
  });
  if (!planned.ok) return planned;
  const connection = await openConnection(ctx, planned.connectionId);
  if (connection === null) return { ok: false, refusal: "no-line" };
  try {
    const { callId } = await connection.provider.startCall(connection.account, {
      staffPhone: planned.phone,
      caller: planned.caller,
      from: planned.line,
      whisper: "",
      attemptId,
    });
    await transaction(ctx.db, command.accountId, ctx.clock.now(), async (tx) => nameAttemptCall(tx, attemptId, callId));
  } catch (error) {
    await transaction(ctx.db, command.accountId, ctx.clock.now(), async (tx) => settleAttempt(tx, attemptId, "failed"));
    if (error instanceof ProviderError) return { ok: false, refusal: "call-not-started" };
    throw error;
  }
  return {
    ok: true,
    attemptId,
    ringing: formatNumber(planned.phone),
    version: planned.callback.version,
    state: planned.callback.state,
  };
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
        return attempt.caller && attempt.line
          ? { do: "dial-caller", number: attempt.caller, callerId: attempt.line, whisper: "Connecting you now." }
          : { do: "hang-up" };
      case "attempt-connect-asked":
      case "attempt-declined":
        settleAttempt(tx, attempt.id, "failed");
        return { do: "hang-up" };
      case "attempt-progress": {
        const result = resultOf(notice);
        if (result !== null && attempt.result === "dialing") {
          settleAttempt(tx, attempt.id, result);
          appendCallbackEvent(tx, {
            id: ctx.ids.next(),
            callbackId: attempt.callback_id,
            kind: "attempt-ended",
            by: attempt.by_member,
            detail: { attemptId: attempt.id, result },
          });
          tx.changed({ kind: "callback", id: attempt.callback_id });
        }
        return { do: "hang-up" };
      }
    }
  });
}

/**
 * A bridged call is a conversation for the record only when the person who called says so by closing with an outcome;
 * whoever picked up may have been a machine. So `reached` here means connected, and the outcome stays required.
 */
function resultOf(
  notice: Extract<AttemptNotice, { kind: "attempt-progress" }>,
): "reached" | "no-answer" | "busy" | "failed" | null {
  if (notice.leg === "staff")
    return notice.status === "no-answer" ||
      notice.status === "busy" ||
      notice.status === "failed" ||
      notice.status === "canceled"
      ? "failed"
      : null;
  if (notice.bridged === true) return "reached";
  if (notice.status === "busy") return "busy";
  if (notice.status === "failed") return "failed";
  return notice.bridged === false || notice.status === "no-answer" || notice.status === "canceled" ? "no-answer" : null;
}

function whisperFor(attempt: StoredAttempt): string {
  const who = callerWords(attempt.contact_name, attempt.caller);
  const why =
    attempt.urgency === "emergency"
      ? ", emergency"
      : attempt.intent && attempt.intent !== "unclear"
        ? `, about ${attempt.intent.replaceAll("-", " ")}`
        : "";
  return `Ringback. Call back to ${who}${why}.`;
}
