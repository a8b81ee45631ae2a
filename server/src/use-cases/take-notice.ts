import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import type { InstructionContext, ProviderNotice } from "#providers/telephony/provider.ts";
import { notificationOfCall } from "./alarm-call.ts";
import type { Context } from "./context.ts";
import { noteAlarmCall } from "./note-alarm-call.ts";
import { noteMessageStatus } from "./note-message-status.ts";
import { noteOutboundCall } from "./note-outbound-call.ts";
import type { OpenConnection } from "./open-connection.ts";
import { receiveMessage } from "./receive-message.ts";
import { recordCallEvent } from "./record-call-event.ts";
import { noteCallBack } from "./start-call-back.ts";

export interface TakenNotice {
  readonly repeated: boolean;
  readonly instruction: CallInstruction;
  readonly about?: InstructionContext;
}

const nothing: CallInstruction = { do: "nothing" };

/** Takes one thing a provider said to the use case it belongs to. What it answers is committed. */
export async function takeNotice(
  ctx: Context,
  { accountId, connectionId, provider }: OpenConnection,
  notice: ProviderNotice,
  payload: Readonly<Record<string, string>>,
): Promise<TakenNotice> {
  const where = { accountId, connectionId, payload };
  const entered = provider.abilities.events === "stream" ? "stream" : "webhook";
  switch (notice.kind) {
    case "call":
      return {
        ...(await recordCallEvent(ctx, {
          ...where,
          providerCallId: notice.callId,
          key: notice.key,
          event: notice.event,
          arrival: notice.arrival,
          entered,
        })),
        about: { callId: notice.callId },
      };
    case "screening-asked":
      return {
        repeated: false,
        instruction: {
          do: "ask-to-accept",
          whisper: "A call for your business.",
          memberId: notice.memberId,
          round: notice.round,
        },
        about: { callId: notice.callId },
      };
    case "screening-declined":
      return { repeated: false, instruction: { do: "hang-up" } };
    case "attempt-asked":
    case "attempt-accepted":
    case "attempt-declined":
    case "attempt-connect-asked":
    case "attempt-progress": {
      const notificationId = notificationOfCall(notice.attemptId);
      if (notificationId !== null)
        return { repeated: false, ...(await noteAlarmCall(ctx, where, notificationId, notice)) };
      return {
        repeated: false,
        instruction: await noteCallBack(ctx, where, notice),
        about: { attemptId: notice.attemptId },
      };
    }
    case "message-received":
      return {
        ...(await receiveMessage(ctx, { ...where, ...notice, providerMessageId: notice.messageId })),
        instruction: nothing,
      };
    case "message-status": {
      await noteMessageStatus(ctx, {
        ...where,
        providerMessageId: notice.messageId,
        state: notice.state,
        errorCode: notice.errorCode,
      });
      return { repeated: false, instruction: nothing };
    }
    case "outbound-call":
      return { repeated: await noteOutboundCall(ctx, { ...where, ...notice, entered }), instruction: nothing };
    case "nothing":
      return { repeated: false, instruction: nothing };
  }
}
