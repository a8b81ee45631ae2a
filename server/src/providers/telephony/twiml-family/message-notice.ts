import type { DeliveryState } from "@ringback/core/acknowledgement/delivery-state.ts";
import { readMediaIds } from "./media.ts";
import { readCount, readId } from "./schema.ts";
import type { HookRequest, NoticeOrNull } from "./webhook.ts";

/** A text that came in. Where the vendor answers STOP, START and HELP itself, we must not. */
export function readMessageNotice({ dialect, fields }: HookRequest): NoticeOrNull {
  const messageId = readId(fields["MessageSid"] ?? fields["SmsSid"]);
  const { From: from, To: to } = fields;
  if (messageId === null || from === undefined || to === undefined || from === "" || to === "") return null;
  return {
    kind: "message-received",
    key: `${messageId}:received`,
    messageId,
    from,
    to,
    body: fields["Body"] ?? "",
    mediaCount: readCount(fields["NumMedia"]) ?? 0,
    mediaIds: readMediaIds(fields),
    providerReplies: dialect.abilities.repliesToStop,
    optOut: optOuts.get(fields["OptOutType"] ?? "") ?? null,
  };
}

/** A delivery report. The states before `sent` and those of inbound texts change nothing for us. */
export function readMessageStatusNotice({ fields }: HookRequest): NoticeOrNull {
  const messageId = readId(fields["MessageSid"] ?? fields["SmsSid"]);
  const status = fields["MessageStatus"] ?? fields["SmsStatus"];
  if (messageId === null || status === undefined) return null;
  const state = deliveryStateOf(status);
  const key = `${messageId}:status:${status}`;
  return state === null
    ? { kind: "nothing", key }
    : { kind: "message-status", key, messageId, state, errorCode: fields["ErrorCode"] || null };
}

const deliveryStates: ReadonlyMap<string, DeliveryState> = new Map<string, DeliveryState>([
  ["accepted", "sent"],
  ["scheduled", "sent"],
  ["queued", "sent"],
  ["sending", "sent"],
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["partially_delivered", "delivered"],
  ["read", "delivered"],
  ["undelivered", "undelivered"],
  ["failed", "failed"],
  ["canceled", "failed"],
]);

/** Twilio's MessageStatus in our words: everything it has taken counts as sent. null: none of a text we sent. */
export function deliveryStateOf(status: string): DeliveryState | null {
  return deliveryStates.get(status) ?? null;
}

const optOuts: ReadonlyMap<string, "stop" | "start" | "help"> = new Map([
  ["STOP", "stop"],
  ["START", "start"],
  ["HELP", "help"],
]);
