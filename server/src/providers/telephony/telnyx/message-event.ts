import type { DeliveryState } from "@ringback/core/acknowledgement/delivery-state.ts";
import type { ProviderNotice } from "#providers/telephony/provider.ts";
import type { JsonObject } from "#providers/telephony/twiml-family/rest.ts";
import { readId } from "#providers/telephony/twiml-family/schema.ts";
import { isObject, objectAt, objectsAt, textAt } from "./json.ts";

/** The most characters of a text that are read; a text of ten parts has 1,530. */
const longestBody = 4_000;
/** More files than any text has. */
const mostMedia = 10;

export interface MessageEvent {
  /** null: a field is missing without which the event means nothing. */
  readonly notice: ProviderNotice | null;
  /** The address that Telnyx itself says it delivered this to; part of what is signed. */
  readonly deliveredTo: string | null;
  /** The envelope without any words. */
  readonly payload: Readonly<Record<string, string>>;
}

/** Reads an event about a text: one came in, or one of ours got further. */
export function readMessageEvent(body: string): MessageEvent | "malformed" {
  const event = parse(body);
  const data = event && objectAt(event, "data");
  const message = data && objectAt(data, "payload");
  if (!event || !data || !message) return "malformed";
  const type = textAt(data, "event_type") ?? "";
  const meta = objectAt(event, "meta");
  const [to] = objectsAt(message, "to");
  const facts = {
    event: type,
    event_id: textAt(data, "id"),
    message_id: textAt(message, "id"),
    from: textAt(objectAt(message, "from") ?? {}, "phone_number"),
    to: textAt(to ?? {}, "phone_number"),
    status: textAt(to ?? {}, "status"),
    profile: textAt(message, "messaging_profile_id"),
    organization: textAt(message, "organization_id"),
  };
  const payload = Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, printable(value)]])),
  );
  const messageId = readId(facts.message_id);
  const notice = messageId === null ? null : noticeOf(type, messageId, message, facts);
  return { notice, deliveredTo: (meta && textAt(meta, "delivered_to")) ?? null, payload };
}

type Ends = { readonly from: string | undefined; readonly to: string | undefined; readonly status: string | undefined };

function noticeOf(type: string, messageId: string, message: JsonObject, { from, to, status }: Ends) {
  if (type === "message.received") {
    if (!from || !to) return null;
    const media = objectsAt(message, "media");
    return {
      kind: "message-received",
      key: `${messageId}:received`,
      messageId,
      from: printable(from),
      to: printable(to),
      body: (textAt(message, "text") ?? "").slice(0, longestBody).toWellFormed().replaceAll("\u0000", ""),
      mediaCount: media.length,
      // They have no ids; their places are as good.
      mediaIds: media.slice(0, mostMedia).map((_one, place) => String(place)),
      providerReplies: true,
      optOut: optOuts.get((textAt(message, "autoresponse_type") ?? "").toLowerCase()) ?? null,
    } as const;
  }
  const state = deliveryStateOf(status ?? "");
  const key = `${messageId}:status:${printable(status ?? type)}`;
  if (state === null) return { kind: "nothing", key } as const;
  return { kind: "message-status", key, messageId, state, errorCode: errorCodeOf(message) } as const;
}

/** What went wrong with a text; null where nothing did. */
export function errorCodeOf(message: JsonObject): string | null {
  const [error] = objectsAt(message, "errors");
  const code = error && textAt(error, "code");
  return code === undefined ? null : printable(code).slice(0, 40);
}

/** Everything it has taken counts as sent; so does what no carrier confirmed, because it may well have arrived. */
const deliveryStates: ReadonlyMap<string, DeliveryState> = new Map<string, DeliveryState>([
  ["scheduled", "sent"],
  ["queued", "sent"],
  ["sending", "sent"],
  ["sent", "sent"],
  ["delivery_unconfirmed", "sent"],
  ["delivered", "delivered"],
  ["delivery_failed", "undelivered"],
  ["sending_failed", "failed"],
  ["expired", "failed"],
  ["cancelled", "failed"],
]);

/** Telnyx's status of a recipient in our words; null: none of a text we sent. */
export function deliveryStateOf(status: string): DeliveryState | null {
  return deliveryStates.get(status) ?? null;
}

const optOuts: ReadonlyMap<string, "stop" | "start" | "help"> = new Map([
  ["stop", "stop"],
  ["start", "start"],
  ["help", "help"],
]);

function printable(text: string): string {
  return text
    .slice(0, 255)
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, "");
}

function parse(body: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
