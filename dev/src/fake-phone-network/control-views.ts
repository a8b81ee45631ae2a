import type { PhoneNetwork } from "./network.ts";
import type { Phone } from "./phone.ts";
import type { CallHandle } from "./place-call.ts";
import type { TextMessage, WebhookAttempt } from "./state.ts";

/** A call leg as the control API shows it. */
export function callView(call: CallHandle): Record<string, unknown> {
  const { leg } = call;
  return {
    sid: leg.sid,
    parentCallSid: leg.facts.parent?.sid ?? null,
    direction: leg.facts.direction,
    from: leg.facts.from,
    to: leg.facts.to,
    status: leg.status,
    listening: leg.listener?.for ?? null,
    startedAt: leg.startedAt ?? null,
    answeredAt: leg.answeredAt ?? null,
    endedAt: leg.endedAt ?? null,
    durationSeconds: leg.durationSeconds,
    history: leg.history,
    heard: leg.heard,
    children: call.children.map((child) => ({ sid: child.sid, to: child.facts.to, status: child.status })),
  };
}

/** A phone as the control API shows it. */
export function phoneView(phone: Phone): Record<string, unknown> {
  return {
    number: phone.number,
    behaviour: phone.behaviour,
    texts: phone.texts,
    ringing: phone.ringing.map(({ leg }) => ({ callSid: leg.sid, from: leg.facts.from })),
    active: phone.active.map((leg) => ({
      callSid: leg.sid,
      direction: leg.facts.direction,
      status: leg.status,
      from: leg.facts.from,
      to: leg.facts.to,
      listening: leg.listener?.for ?? null,
      heard: leg.heard,
    })),
    inbox: phone.inbox.map((message) => ({
      sid: message.sid,
      from: message.from,
      body: message.body,
      mediaUrls: message.mediaUrls,
      pictures: message.pictures.map(({ contentType, bytes }) => ({ contentType, bytes: bytes.length })),
      at: message.dateUpdated,
    })),
  };
}

/** A text with its history. */
export function messageView(message: TextMessage): Record<string, unknown> {
  const { sid, direction, from, to, body, status, errorCode, history, messagingServiceSid, mediaUrls } = message;
  return {
    sid,
    direction,
    from,
    to,
    body,
    mediaUrls,
    status,
    errorCode: errorCode ?? null,
    messagingServiceSid: messagingServiceSid ?? null,
    history,
  };
}

/** A webhook attempt, its fields as an object. */
export function webhookView(attempt: WebhookAttempt): Record<string, unknown> {
  return { ...attempt, fields: Object.fromEntries(attempt.fields) };
}

/** Everything sent and received so far; `since` leaves out webhooks with an id up to it. */
export function logView(network: PhoneNetwork, since: number): Record<string, unknown> {
  return {
    now: network.clock.now(),
    webhooks: network.webhooks.filter(({ id }) => id > since).map(webhookView),
    messages: network.messages.map(messageView),
    requests: network.requests.map((request) => ({
      ...request,
      query: Object.fromEntries(request.query),
      form: Object.fromEntries(request.form),
    })),
    alerts: network.alerts,
  };
}
