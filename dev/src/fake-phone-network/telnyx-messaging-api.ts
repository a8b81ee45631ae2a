import type { Answer } from "./http-io.ts";
import { sendMessage } from "./send-message.ts";
import type { TextMessage } from "./state.ts";
import { telnyxDeliveryError, telnyxError, telnyxRefusal } from "./telnyx-errors.ts";
import { recipientStatuses } from "./telnyx-message-events.ts";
import { pageAnswer, type TelnyxCall, type TelnyxRoute } from "./telnyx-route.ts";

/** Texts: sent, read one by one, and found by their detail records, which hold no words (docs/rules.md T4.5). */
export const messagingRoutes: readonly TelnyxRoute[] = [
  { method: "POST", pattern: /^\/messages$/, answer: createMessage },
  {
    method: "GET",
    pattern: /^\/messages\/(?<id>[^/]+)$/,
    answer: ({ core, account, parts }) => {
      const message = core.messages.get(parts.id ?? "");
      if (message === undefined || message.accountSid !== account.sid)
        return telnyxError(404, "10005", "Resource not found");
      return { status: 200, body: { data: shown(message) } };
    },
  },
  { method: "GET", pattern: /^\/detail_records$/, answer: listRecords },
];

function createMessage({ core, account, json }: TelnyxCall): Answer {
  const text = (name: string) => (typeof json[name] === "string" && json[name] !== "" ? String(json[name]) : undefined);
  const sent = sendMessage(core, {
    accountSid: account.sid,
    to: text("to"),
    from: text("from"),
    messagingServiceSid: undefined,
    body: text("text"),
    mediaUrls: Array.isArray(json["media_urls"]) ? json["media_urls"].map(String) : [],
    contentSid: undefined,
    statusCallback: text("webhook_url"),
  });
  return "code" in sent ? telnyxRefusal(sent) : { status: 200, body: { data: shown(sent) } };
}

function listRecords(call: TelnyxCall): Answer {
  const { core, account, query } = call;
  if (query.get("filter[record_type]") !== "messaging")
    return telnyxError(400, "10004", "Missing required parameter", "filter[record_type]");
  const wanted = (name: string, value: string) => (query.get(`filter[${name}]`) ?? value) === value;
  const found = [...core.messages.values()].filter(
    (message) =>
      message.accountSid === account.sid &&
      wanted("cli", message.from) &&
      wanted("cld", message.to) &&
      wanted("direction", directionOf(message)),
  );
  return pageAnswer(
    call,
    found.reverse().map((message) => ({
      record_type: "message_detail_record",
      uuid: message.sid,
      user_id: account.sid,
      cli: message.from,
      cld: message.to,
      direction: directionOf(message),
      created_at: message.dateCreated.toString(),
      sent_at: message.dateSent?.toString() ?? null,
      message_type: message.mediaUrls.length > 0 ? "MMS" : "SMS",
      status: recipientStatuses[message.status] ?? message.status,
    })),
  );
}

function shown(message: TextMessage): Record<string, unknown> {
  const status = recipientStatuses[message.status] ?? message.status;
  return {
    record_type: "message",
    id: message.sid,
    direction: directionOf(message),
    type: message.mediaUrls.length > 0 ? "MMS" : "SMS",
    from: { phone_number: message.from, carrier: "", line_type: "" },
    to: [{ phone_number: message.to, status, carrier: "", line_type: "" }],
    text: message.body,
    media: message.mediaUrls.map((url) => ({ url })),
    parts: message.numSegments,
    webhook_url: message.statusCallback ?? null,
    received_at: message.dateCreated.toString(),
    sent_at: message.dateSent?.toString() ?? null,
    errors:
      message.errorCode === undefined ? [] : [{ code: telnyxDeliveryError(message.errorCode), title: "Not delivered" }],
  };
}

function directionOf({ direction }: TextMessage): "inbound" | "outbound" {
  return direction === "inbound" ? "inbound" : "outbound";
}
