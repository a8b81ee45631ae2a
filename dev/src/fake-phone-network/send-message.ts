import { type ApiError, apiError } from "./api-error.ts";
import { dialable } from "./dial-plan.ts";
import { fetchPictures } from "./fetch-pictures.ts";
import type { NetworkCore } from "./network-core.ts";
import type { TextBehaviour } from "./phone.ts";
import type { MessageStatus, MessagingService, TextMessage } from "./state.ts";
import { textSegments } from "./text-segments.ts";

/** What POST Messages.json asks for. */
export interface MessageRequest {
  readonly accountSid: string;
  readonly to: string | undefined;
  readonly from: string | undefined;
  readonly messagingServiceSid: string | undefined;
  readonly body: string | undefined;
  readonly mediaUrls: readonly string[];
  readonly contentSid: string | undefined;
  readonly statusCallback: string | undefined;
}

/** Refused by the API at once, by what the recipient's phone is. */
const refusedAtOnce: Partial<Record<TextBehaviour, ApiError>> = {
  "opted-out": apiError(400, 21610, "Attempt to send to unsubscribed recipient"),
  "not-mobile": apiError(400, 21614, "'To' number is not a valid mobile number"),
  "region-not-enabled": apiError(
    400,
    21408,
    "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
  ),
  unroutable: apiError(400, 21612, "The 'To' phone number is not currently reachable via SMS"),
};

/** Reported later, in the status callback. */
const undeliveredWith: Partial<Record<TextBehaviour, number>> = {
  landline: 30006,
  unreachable: 30003,
  "unknown-handset": 30005,
  blocked: 30004,
  "carrier-filtered": 30007,
  unregistered: 30034,
};

/** The vendor's magic test recipients (twilio-test-numbers.csv). */
const magicRecipients: Readonly<Record<string, ApiError>> = {
  "+15005550001": apiError(400, 21211, "Invalid 'To' Phone Number: +15005550001"),
  "+15005550002": apiError(400, 21612, "The 'To' phone number is not currently reachable via SMS"),
  "+15005550003": apiError(
    400,
    21408,
    "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
  ),
  "+15005550004": apiError(400, 21610, "Attempt to send to unsubscribed recipient"),
  "+15005550009": apiError(400, 21614, "'To' number is not a valid mobile number"),
};

/** The name under which opt-outs of a sender are kept. */
export function optOutKey(sender: string, recipient: string): string {
  return `${sender}|${recipient}`;
}

/** Accepts a text and lets it travel, or refuses it as the vendor's API does (docs/rules.md T3.1–T3.3). */
export function sendMessage(core: NetworkCore, request: MessageRequest): TextMessage | ApiError {
  if (!request.to) return apiError(400, 21604, "A 'To' phone number is required.");
  const to = dialable(request.to);
  if (to === undefined || !to.startsWith("+")) return apiError(400, 21211, `Invalid 'To' Phone Number: ${request.to}`);
  if (!request.body && request.mediaUrls.length === 0 && !request.contentSid)
    return apiError(400, 21602, "Message body is required.");
  if ((request.body ?? "").length > 1600)
    return apiError(400, 21617, "The concatenated message body exceeds the 1600 character limit");
  const sender = findSender(core, request);
  if ("code" in sender) return sender;
  const magic = Object.hasOwn(magicRecipients, to) ? magicRecipients[to] : undefined;
  if (magic !== undefined) return magic;
  const keys = [sender.from, sender.service?.sid].filter((key) => key !== undefined);
  if (keys.some((key) => core.optOuts.has(optOutKey(key, to))))
    return apiError(400, 21610, "Attempt to send to unsubscribed recipient");
  const phone = core.phone(to);
  const refused = refusedAtOnce[phone.texts];
  if (refused !== undefined) return refused;
  const message = addMessage(core, {
    accountSid: request.accountSid,
    messagingServiceSid: sender.service?.sid,
    direction: "outbound-api",
    from: sender.from,
    to,
    body: request.body ?? "",
    mediaUrls: request.mediaUrls,
    statusCallback: request.statusCallback ?? (sender.service?.statusCallback || undefined),
    status: sender.service === undefined ? "queued" : "accepted",
  });
  travel(core, message);
  return message;
}

/** Makes a text of ours and keeps it. */
export function addMessage(
  core: NetworkCore,
  facts: Pick<
    TextMessage,
    | "accountSid"
    | "messagingServiceSid"
    | "direction"
    | "from"
    | "to"
    | "body"
    | "mediaUrls"
    | "statusCallback"
    | "status"
  >,
): TextMessage {
  const now = core.clock.now();
  const message: TextMessage = {
    ...facts,
    sid: core.ids(facts.mediaUrls.length > 0 ? "MM" : "SM"),
    pictures: [],
    numSegments: textSegments(facts.body),
    errorCode: undefined,
    dateCreated: now,
    dateUpdated: now,
    dateSent: undefined,
    history: [{ status: facts.status, at: now }],
  };
  core.messages.set(message.sid, message);
  core.emit("message", {
    messageSid: message.sid,
    direction: message.direction,
    from: message.from,
    to: message.to,
    status: message.status,
  });
  return message;
}

/** Lets a text travel to its recipient by the network's clock. */
export function travel(core: NetworkCore, message: TextMessage): void {
  const phone = core.phone(message.to);
  if (message.messagingServiceSid !== undefined && message.direction === "outbound-api") {
    core.later(core.delays.textSentSeconds / 2, () => enterStatus(core, message, "queued"));
  }
  core.later(core.delays.textSentSeconds, () => {
    if (message.status === "canceled") return;
    if (message.direction !== "outbound-api" || message.mediaUrls.length === 0) return leave();
    void core.activity.track(
      fetchPictures(core, message).then((fetched) => {
        if (core.closed) return;
        if (typeof fetched !== "number") {
          message.pictures = fetched;
          return leave();
        }
        message.errorCode = fetched;
        enterStatus(core, message, "failed");
      }),
    );
  });
  const leave = () => {
    message.dateSent = core.clock.now();
    enterStatus(core, message, "sent");
    if (phone.texts === "silent") return;
    core.later(core.delays.textDeliveredSeconds, () => {
      message.errorCode = undeliveredWith[phone.texts];
      if (message.errorCode === undefined) phone.receiveText(message);
      enterStatus(core, message, message.errorCode === undefined ? "delivered" : "undelivered");
    });
  };
}

function enterStatus(core: NetworkCore, message: TextMessage, status: MessageStatus): void {
  message.status = status;
  message.dateUpdated = core.clock.now();
  message.history.push({ status, at: message.dateUpdated });
  core.emit("message", {
    messageSid: message.sid,
    direction: message.direction,
    from: message.from,
    to: message.to,
    status,
  });
  if (message.statusCallback === undefined) return;
  const fields: [string, string][] = [
    ["MessageSid", message.sid],
    ["SmsSid", message.sid],
    ["AccountSid", message.accountSid],
    ["From", message.from],
    ["To", message.to],
    ["MessageStatus", status],
    ["SmsStatus", status],
    ["ApiVersion", "2010-04-01"],
  ];
  if (message.messagingServiceSid !== undefined) fields.push(["MessagingServiceSid", message.messagingServiceSid]);
  if (message.errorCode !== undefined) fields.push(["ErrorCode", String(message.errorCode)]);
  if (status === "delivered" || status === "undelivered")
    fields.push(["RawDlrDoneDate", shortDate(message.dateUpdated)]);
  core.webhooks.tell({
    kind: "message-status",
    url: message.statusCallback,
    method: "POST",
    fields,
    authToken: core.authToken(message.accountSid),
  });
}

type Sender = { readonly from: string; readonly service: MessagingService | undefined };

function findSender(core: NetworkCore, request: MessageRequest): Sender | ApiError {
  if (request.messagingServiceSid) {
    const service = core.messagingServices.get(request.messagingServiceSid);
    if (service === undefined || service.accountSid !== request.accountSid) {
      return apiError(400, 21705, `The Messaging Service Sid ${request.messagingServiceSid} is invalid.`);
    }
    const from = request.from || service.numbers[0];
    if (from === undefined) return apiError(400, 21704, "The Messaging Service contains no phone numbers.");
    if (!service.numbers.includes(from))
      return apiError(400, 21703, "The Messaging Service does not have a phone number available to send a message");
    return { from, service };
  }
  if (!request.from) return apiError(400, 21603, "A 'From' phone number is required.");
  if (request.from === "+15005550001")
    return apiError(
      400,
      21212,
      "The 'From' number +15005550001 is not a valid phone number, shortcode, or alphanumeric sender ID.",
    );
  if (request.from === "+15005550008")
    return apiError(429, 21611, "This 'From' number has exceeded the maximum number of queued messages");
  const number = core.numbers.get(request.from);
  if (number === undefined || number.accountSid !== request.accountSid || !number.smsCapable) {
    return apiError(
      400,
      21606,
      `The 'From' phone number provided (${request.from}) is not a valid message-capable Twilio phone number for this destination.`,
    );
  }
  return { from: request.from, service: undefined };
}

/** YYMMDDhhmm in UTC, as carriers date their receipts. */
function shortDate(instant: Temporal.Instant): string {
  return instant.toString().replace(/\D/g, "").slice(2, 12);
}
