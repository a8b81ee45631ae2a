import type { Leg } from "./leg.ts";
import type { FormFields } from "./signature.ts";
import { rfc2822, terminalCallStatuses } from "./state.ts";

/** The parameters every call webhook carries (docs/rules.md T1.1), as of now. */
export function callFields(leg: Leg): [string, string][] {
  const { facts } = leg;
  const fields: [string, string][] = [
    ["AccountSid", facts.accountSid],
    ["ApiVersion", "2010-04-01"],
    ["CallSid", facts.sid],
    ["CallStatus", leg.status],
    ["Direction", facts.direction],
    ["From", facts.from],
    ["Caller", facts.from],
    ["To", facts.to],
    ["Called", facts.to],
    ...placeFields("From", facts.from),
    ...placeFields("To", facts.to),
  ];
  if (facts.parent !== undefined) fields.push(["ParentCallSid", facts.parent.sid]);
  if (facts.forwardedFrom !== undefined) fields.push(["ForwardedFrom", facts.forwardedFrom]);
  if (facts.callerName !== undefined) fields.push(["CallerName", facts.callerName]);
  if (facts.stirVerstat !== undefined) fields.push(["StirVerstat", facts.stirVerstat]);
  if (facts.direction === "inbound")
    fields.push(["CallToken", JSON.stringify({ parentCallInfoToken: facts.sid, identityHeaderTokens: [] })]);
  if (leg.answeredBy !== undefined) fields.push(["AnsweredBy", leg.answeredBy]);
  return fields;
}

/** The parameters of a status callback (docs/rules.md T1.3). */
export function statusFields(leg: Leg, sequenceNumber: number): FormFields {
  const fields = callFields(leg);
  if (terminalCallStatuses.has(leg.status)) {
    fields.push(["CallDuration", String(leg.durationSeconds)]);
    if (leg.isAnswered) fields.push(["Duration", String(Math.max(1, Math.ceil(leg.durationSeconds / 60)))]);
    fields.push(["SipResponseCode", String(leg.sipResponseCode ?? sipCodes[leg.status] ?? 200)]);
  }
  fields.push(["Timestamp", rfc2822(leg.updatedAt)]);
  fields.push(["CallbackSource", "call-progress-events"]);
  fields.push(["SequenceNumber", String(sequenceNumber)]);
  return fields;
}

const sipCodes: Partial<Record<string, number>> = {
  completed: 200,
  busy: 486,
  "no-answer": 487,
  canceled: 487,
  failed: 404,
};

/** North American numbers come with (often empty) places; others with none. */
function placeFields(side: "From" | "To", number: string): [string, string][] {
  if (!/^\+1\d{10}$/.test(number)) return [];
  return [
    [`${side}City`, ""],
    [`${side}State`, ""],
    [`${side}Zip`, ""],
    [`${side}Country`, "US"],
  ];
}
