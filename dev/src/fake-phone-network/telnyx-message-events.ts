import type { FormFields } from "./signature.ts";
import type { WebhookKind } from "./state.ts";
import { telnyxDeliveryError } from "./telnyx-errors.ts";

/** Status of a recipient, by the network's word for it. */
export const recipientStatuses: Readonly<Record<string, string>> = {
  accepted: "queued",
  queued: "queued",
  sending: "sending",
  sent: "sent",
  delivered: "delivered",
  undelivered: "delivery_failed",
  failed: "sending_failed",
};

/** A webhook about a text as Telnyx sends it: JSON, which names the address it goes to. */
export function encodeMessageEvent(
  kind: WebhookKind,
  url: string,
  fields: FormFields,
  at: Temporal.Instant,
): { readonly contentType: string; readonly body: string } {
  const field = (name: string) => fields.find(([other]) => other === name)?.[1];
  const status = recipientStatuses[field("MessageStatus") ?? ""];
  const isInbound = kind !== "message-status";
  const errorCode = field("ErrorCode");
  const id = field("MessageSid") ?? "";
  const optOut = field("OptOutType");
  const event = {
    data: {
      record_type: "event",
      event_type: isInbound ? "message.received" : status === "sent" ? "message.sent" : "message.finalized",
      id: `${id.slice(0, 24)}${String(at.epochMilliseconds).slice(-12)}`,
      occurred_at: at.toString(),
      payload: {
        record_type: "message",
        id,
        direction: isInbound ? "inbound" : "outbound",
        type: "SMS",
        organization_id: field("AccountSid"),
        from: { phone_number: field("From"), carrier: "", line_type: "Wireless" },
        to: [
          {
            phone_number: field("To"),
            carrier: "",
            line_type: "Wireless",
            status: isInbound ? "webhook_delivered" : status,
          },
        ],
        text: field("Body") ?? "",
        media: Array.from({ length: Number(field("NumMedia") ?? 0) }, (_none, place) => ({
          url: field(`MediaUrl${place}`),
        })),
        errors:
          errorCode === undefined ? [] : [{ code: telnyxDeliveryError(Number(errorCode)), title: "Not delivered" }],
        ...(optOut === undefined ? {} : { autoresponse_type: optOut }),
      },
    },
    meta: { attempt: 1, delivered_to: url },
  };
  return { contentType: "application/json", body: JSON.stringify(event) };
}
