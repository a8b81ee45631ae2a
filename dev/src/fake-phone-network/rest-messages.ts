import { notFound } from "./api-error.ts";
import type { Answer } from "./http-io.ts";
import type { RestCall, RestRoute } from "./rest-api.ts";
import { fitsDates, listAnswer } from "./rest-list.ts";
import { messageResource } from "./rest-resources.ts";
import { sendMessage } from "./send-message.ts";
import type { StoredMedia } from "./state.ts";

/** Messages.json: send, list, read, delete (docs/rules.md T3.1). */
export const messageRoutes: readonly RestRoute[] = [
  {
    method: "POST",
    pattern: /^\/Messages\.json$/,
    answer: ({ core, account, form }) => {
      const text = (name: string) => form.get(name) || undefined;
      const sent = sendMessage(core, {
        accountSid: account.sid,
        to: text("To"),
        from: text("From"),
        messagingServiceSid: text("MessagingServiceSid"),
        body: text("Body"),
        mediaUrls: form.getAll("MediaUrl"),
        contentSid: text("ContentSid"),
        statusCallback: text("StatusCallback"),
      });
      return "code" in sent ? sent : { status: 201, body: messageResource(sent) };
    },
  },
  {
    method: "GET",
    pattern: /^\/Messages\.json$/,
    answer: (call) => {
      const { core, account, query } = call;
      const found = [...core.messages.values()].filter(
        (message) =>
          message.accountSid === account.sid &&
          (!query.get("To") || query.get("To") === message.to) &&
          (!query.get("From") || query.get("From") === message.from) &&
          // A text not sent yet has no date; the vendor lists it under the day it was made.
          fitsDates(query, "DateSent", message.dateSent ?? message.dateCreated),
      );
      return listAnswer(call, "messages", found.reverse(), messageResource);
    },
  },
  {
    method: "GET",
    pattern: /^\/Messages\/(?<sid>[\w-]+)\.json$/,
    answer: (call) => {
      const message = findMessage(call);
      return message === undefined ? notFound(call.path) : { status: 200, body: messageResource(message) };
    },
  },
  {
    method: "GET",
    pattern: /^\/Messages\/(?<sid>[\w-]+)\/Media\/(?<mediaSid>[\w-]+)$/,
    answer: ({ core, account, parts, path }) => {
      const media = core.media.get(parts.mediaSid ?? "");
      return media?.accountSid === account.sid && media.messageSid === parts.sid ? mediaAnswer(media) : notFound(path);
    },
  },
  {
    method: "DELETE",
    pattern: /^\/Messages\/(?<sid>[\w-]+)\.json$/,
    answer: (call) => {
      const message = findMessage(call);
      if (message === undefined) return notFound(call.path);
      call.core.messages.delete(message.sid);
      return { status: 204 };
    },
  },
];

/** A file as it is given out, or where else it is said to be. */
export function mediaAnswer({ bytes, contentType, redirectTo }: StoredMedia): Answer {
  return redirectTo === undefined
    ? { status: 200, body: bytes, contentType }
    : { status: 307, body: "", headers: { location: redirectTo } };
}

function findMessage({ core, account, parts }: RestCall) {
  const message = core.messages.get(parts.sid ?? "");
  return message?.accountSid === account.sid ? message : undefined;
}
