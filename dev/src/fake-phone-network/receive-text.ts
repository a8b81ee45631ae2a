import type { NetworkCore } from "./network-core.ts";
import { keywordMeaning, keywordReplies } from "./opt-out-keywords.ts";
import { addMessage, optOutKey, travel } from "./send-message.ts";
import type { FormFields } from "./signature.ts";
import type { MessagingService, OwnNumber, SentMedia, TextMessage } from "./state.ts";
import { parseTwiml, type TwimlElement, TwimlError } from "./twiml-parser.ts";
import type { WebhookOutcome } from "./webhook-sender.ts";

/** A text from a phone to one of our numbers. */
export interface InboundText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly mediaUrls?: readonly string[];
  /** Files that come with it and lie at the network, behind the account's credentials as the vendor's can. */
  readonly media?: readonly SentMedia[];
}

/** Takes a text to one of our numbers: keywords first, then the webhook, whose `<Message>` replies are sent. */
export function receiveText(core: NetworkCore, text: InboundText): TextMessage {
  const number = core.numbers.get(text.to);
  if (number === undefined) throw new RangeError(`No number of this network: ${text.to}`);
  const service = [...core.messagingServices.values()].find((one) => one.numbers.includes(text.to));
  const message = addMessage(core, {
    accountSid: number.accountSid,
    messagingServiceSid: service?.sid,
    direction: "inbound",
    from: text.from,
    to: text.to,
    body: text.body,
    mediaUrls: [...(text.mediaUrls ?? []), ...(text.media ?? []).map(() => "")],
    statusCallback: undefined,
    status: "received",
  });
  layDown(core, message, text);
  message.dateSent = message.dateCreated;
  const meaning = core.dialect.managesOptOuts ? keywordMeaning(text.body) : undefined;
  if (meaning !== undefined) {
    const key = optOutKey(service?.sid ?? text.to, text.from);
    const wasOut = core.optOuts.has(key);
    if (meaning === "STOP") core.optOuts.add(key);
    if (meaning === "START") core.optOuts.delete(key);
    // A second STOP gets no second answer, and YES from somebody who never left is just a yes.
    if (meaning === "HELP" || (meaning === "STOP") !== wasOut) reply(core, message, keywordReplies[meaning], []);
  }
  void tellCustomer(core, number, service, message, meaning);
  return message;
}

/** Gives each file an address of its own. */
function layDown(core: NetworkCore, message: TextMessage, { media = [], mediaUrls = [] }: InboundText): void {
  message.mediaUrls = [
    ...mediaUrls,
    ...media.map((sent) => {
      const sid = core.ids("ME");
      core.media.set(sid, { ...sent, sid, accountSid: message.accountSid, messageSid: message.sid });
      return core.mediaUrl(message.accountSid, message.sid, sid);
    }),
  ];
}

async function tellCustomer(
  core: NetworkCore,
  number: OwnNumber,
  service: MessagingService | undefined,
  message: TextMessage,
  meaning: string | undefined,
): Promise<void> {
  const url = service?.inboundUrl || (number.smsApplicationSid === "" ? number.smsUrl : "");
  if (url === "") return;
  const fields = messageFields(message, service?.advancedOptOut === true ? meaning : undefined);
  const authToken = core.authToken(number.accountSid);
  let outcome = await core.webhooks.ask({ kind: "message", url, method: number.smsMethod, fields, authToken });
  if (!outcome.ok && number.smsFallbackUrl !== "") {
    const more: FormFields = [...fields, ["ErrorCode", String(outcome.errorCode)], ["ErrorUrl", url]];
    const { smsFallbackUrl, smsFallbackMethod } = number;
    outcome = await core.webhooks.ask({
      kind: "message-fallback",
      url: smsFallbackUrl,
      method: smsFallbackMethod,
      fields: more,
      authToken,
    });
  }
  if (outcome.ok) answerText(core, message, outcome);
}

function answerText(core: NetworkCore, message: TextMessage, outcome: Extract<WebhookOutcome, { ok: true }>): void {
  const text = outcome.body.toString("utf8");
  const type = (outcome.contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (type === "text/plain" && text.trim() !== "") {
    reply(core, message, text.trim(), []);
    return;
  }
  if (text.trim() === "") return;
  try {
    for (const element of parseTwiml(text).children) {
      if (element.name !== "Message" && element.name !== "Sms") {
        core.alert(12200, `Schema validation warning: <${element.name}> in an answer to a text`, { url: outcome.url });
        continue;
      }
      replyTo(core, message, element);
    }
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    core.alert(error.code, error.message, { url: outcome.url });
  }
}

function replyTo(core: NetworkCore, message: TextMessage, element: TwimlElement): void {
  const body = element.children.find((child) => child.name === "Body")?.text ?? element.text;
  const media = element.children.filter((child) => child.name === "Media").map((child) => child.text);
  const to = element.attributes.to ?? message.from;
  if (core.optOuts.has(optOutKey(message.messagingServiceSid ?? message.to, to))) {
    core.alert(21610, "Attempt to send to unsubscribed recipient");
    return;
  }
  reply(core, message, body, media, to);
}

function reply(
  core: NetworkCore,
  message: TextMessage,
  body: string,
  mediaUrls: readonly string[],
  to = message.from,
): void {
  const answer = addMessage(core, {
    accountSid: message.accountSid,
    messagingServiceSid: message.messagingServiceSid,
    direction: "outbound-reply",
    from: message.to,
    to,
    body,
    mediaUrls,
    statusCallback: undefined,
    status: "queued",
  });
  travel(core, answer);
}

function messageFields(message: TextMessage, optOutType: string | undefined): FormFields {
  const fields: [string, string][] = [
    ["ToCountry", "US"],
    ["MessageSid", message.sid],
    ["SmsSid", message.sid],
    ["SmsMessageSid", message.sid],
    ["AccountSid", message.accountSid],
    ["From", message.from],
    ["To", message.to],
    ["Body", message.body],
    ["NumMedia", String(message.mediaUrls.length)],
    ["NumSegments", String(message.numSegments)],
    ["SmsStatus", "received"],
    ["FromCountry", "US"],
    ["ApiVersion", "2010-04-01"],
  ];
  if (message.messagingServiceSid !== undefined) fields.push(["MessagingServiceSid", message.messagingServiceSid]);
  if (optOutType !== undefined) fields.push(["OptOutType", optOutType]);
  message.mediaUrls.forEach((url, index) => {
    fields.push([`MediaUrl${index}`, url], [`MediaContentType${index}`, "image/jpeg"]);
  });
  return fields;
}
