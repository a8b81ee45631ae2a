import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import { recordAttempt } from "@ringback/core/callbacks/record-attempt.ts";
import { sql } from "kysely";
import { keepAttempt } from "#db/stores/attempts.ts";
import { appendCallbackEvent, lockCallback, saveCallback } from "#db/stores/callbacks.ts";
import { keepProviderEvent } from "#db/stores/calls.ts";
import { acknowledgeEscalation, runningEscalation } from "#db/stores/escalations.ts";
import { lockNotification, type StoredNotification } from "#db/stores/notifications.ts";
import { loadStaff, type Staff } from "#db/stores/staff.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { InstructionContext, ProviderNotice } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { noteNotice } from "./note-notice.ts";

type AttemptNotice = Extract<ProviderNotice, { attemptId: string }>;
type Answer = { readonly instruction: CallInstruction; readonly about?: InstructionContext };

const hangUp: Answer = { instruction: { do: "hang-up" } };

/**
 * What happens on the phone of a person who is called about an alarm. Only the key 1 counts as a person (decision 0010):
 * it takes the alarm in hand, and 2 then rings the caller from the number that was dialed, as a call back like any other.
 */
export async function noteAlarmCall(
  ctx: Context,
  where: { accountId: string; connectionId: string; payload: Readonly<Record<string, string>> },
  notificationId: string,
  said: AttemptNotice,
): Promise<Answer> {
  return await transaction(ctx.db, where.accountId, ctx.clock.now(), async (tx) => {
    // The callback's lock comes first, as everywhere.
    const about = await tx.first<{ callback_id: string | null }>(
      sql`select callback_id from ringback.notification where account_id = ${tx.accountId} and id = ${notificationId}`,
    );
    const stored = about?.callback_id ? await lockCallback(tx, about.callback_id) : null;
    const notice = await lockNotification(tx, notificationId);
    if (notice === null || notice.member_id === null) return hangUp;
    keepProviderEvent(tx, {
      id: ctx.ids.next(),
      connectionId: where.connectionId,
      key: said.key,
      kind: said.kind,
      payload: where.payload,
    });
    const [person] = await loadStaff(tx, [notice.member_id]);
    if (person === undefined) return hangUp;
    switch (said.kind) {
      case "attempt-asked":
        return notice.settled
          ? await saySettled(ctx, tx, notice)
          : { instruction: { do: "ask-to-accept", whisper: notice.body, memberId: person.id }, about: said };
      case "attempt-accepted":
        return await takeInHand(ctx, tx, { notice, person, stored, said });
      case "attempt-connect-asked":
        return await connectCaller(ctx, tx, { person, stored, said });
      case "attempt-declined":
        if (notice.state === "sent" || notice.state === "sending")
          await noteNotice(ctx, tx, notice, "failed", "no-key");
        return hangUp;
      case "attempt-progress":
        await noteEnd(ctx, tx, notice, said);
        return hangUp;
    }
  });
}

interface OnThePhone {
  readonly person: Staff;
  readonly stored: Awaited<ReturnType<typeof lockCallback>>;
  readonly said: AttemptNotice;
}

async function takeInHand(
  ctx: Context,
  tx: Transaction,
  { notice, person, stored, said }: OnThePhone & { readonly notice: StoredNotification },
): Promise<Answer> {
  if (notice.settled && notice.state !== "delivered") return await saySettled(ctx, tx, notice);
  const repeated = notice.state === "delivered";
  if (!repeated) await noteNotice(ctx, tx, notice, "delivered", null);
  if (stored === null) return say("Thank you. This was a test, and it worked.");
  const alarm = await runningEscalation(tx, stored.callback.id);
  if (alarm !== null) {
    acknowledgeEscalation(tx, alarm.id, person.id);
    appendCallbackEvent(tx, {
      id: ctx.ids.next(),
      callbackId: stored.callback.id,
      kind: "alarm-acknowledged",
      by: person.id,
      detail: { channel: "voice" },
    });
    tx.changed({ kind: "callback", id: stored.callback.id });
  }
  if (stored.caller === null || person.role === "viewer") return say("Thank you. It is in your hands.");
  const whisper = "Thank you. It is in your hands. Press 2 to be connected to the caller, or hang up.";
  return { instruction: { do: "offer-caller", whisper }, about: { attemptId: said.attemptId } };
}

/** From here it is a call back: an attempt of this person, whose end the provider reports like any other's. */
async function connectCaller(ctx: Context, tx: Transaction, { person, stored, said }: OnThePhone): Promise<Answer> {
  if (stored === null || stored.caller === null) return hangUp;
  const actor = { memberId: person.id, role: person.role };
  const decision = recordAttempt(stored.callback, actor);
  const line = await tx.first<{ number: string }>(
    sql`select number from ringback.phone_number where account_id = ${tx.accountId} and id = ${stored.numberId}`,
  );
  if (!decision.ok || line === null) return say("This callback is settled already.");
  const attemptId = ctx.ids.next();
  saveCallback(tx, decision.state);
  keepAttempt(tx, {
    id: attemptId,
    callbackId: stored.callback.id,
    by: person.id,
    channel: "call",
    result: "dialing",
    providerCallId: said.callId,
    note: null,
  });
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: stored.callback.id,
    kind: "calling",
    by: person.id,
    detail: { attemptId },
  });
  tx.changed({ kind: "callback", id: stored.callback.id });
  const whisper = "Connecting you now.";
  return {
    instruction: { do: "dial-caller", number: stored.caller, callerId: line.number, whisper },
    about: { attemptId },
  };
}

async function saySettled(ctx: Context, tx: Transaction, notice: StoredNotification): Promise<Answer> {
  await noteNotice(ctx, tx, notice, "withdrawn", null);
  return say("Ringback. Somebody has this in hand already.");
}

/** The phone stopped ringing, or was hung up without the key: whoever or whatever picked up was no person. */
async function noteEnd(
  ctx: Context,
  tx: Transaction,
  notice: StoredNotification,
  said: Extract<AttemptNotice, { kind: "attempt-progress" }>,
): Promise<void> {
  if (said.leg !== "staff" || (notice.state !== "sent" && notice.state !== "sending")) return;
  if (said.status === "completed") return await noteNotice(ctx, tx, notice, "failed", "no-key");
  if (said.status === "no-answer" || said.status === "busy" || said.status === "failed" || said.status === "canceled")
    await noteNotice(ctx, tx, notice, "failed", said.status);
}

function say(text: string): Answer {
  return { instruction: { do: "say-and-hang-up", text } };
}
