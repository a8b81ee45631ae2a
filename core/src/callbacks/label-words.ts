import { alarmReasonWords } from "#escalation/alarm-reason.ts";

/** A stored key in plain words: `reached-booked` → `reached booked`. */
export function plainWords(key: string): string {
  return key.replaceAll(/[-_]+/g, " ").trim();
}

/** As the beginning of a sentence. */
export function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Why an alarm runs, as it was stored or came over the wire. */
export function alarmWords(reason: string): string {
  const words: Readonly<Record<string, string>> = alarmReasonWords;
  return words[reason] ?? plainWords(reason);
}

/** The outcome of a callback that closed itself, which stands in no playbook; null for every other. */
export function selfClosedWords(disposition: string): string | null {
  return selfClosed[disposition] ?? null;
}

const selfClosed: Readonly<Record<string, string>> = {
  "caller-got-through": "The caller got through",
  "reached-outside": "Reached from another phone",
  "same-matter": "Already talked with",
  joined: "Joined to the caller's other callback",
  drill: "Drill",
};

/** How an attempt to reach the caller went. */
export function attemptWords(result: string): string {
  return attempts[result] ?? plainWords(result);
}

const attempts: Readonly<Record<string, string>> = {
  dialing: "on its way",
  "no-answer": "nobody answered",
  "left-voicemail": "left a voicemail",
  busy: "busy",
  "wrong-number": "wrong number",
  reached: "connected",
  connected: "somebody or something picked up",
  failed: "the call did not come about",
  sent: "sent",
};

/** What became of a text, told truthfully: `sent` is not `delivered`. */
export function deliveryWords(state: string): string {
  return deliveries[state] ?? plainWords(state);
}

const deliveries: Readonly<Record<string, string>> = {
  queued: "about to be sent",
  sending: "on its way to the provider",
  sent: "sent, not confirmed by the carrier",
  delivered: "delivered",
  undelivered: "not delivered",
  failed: "not sent, the provider refused it",
  unknown: "may have been sent; the provider is being asked",
  suppressed: "not sent",
  expired: "not sent, it would have come too late",
  received: "received",
};
