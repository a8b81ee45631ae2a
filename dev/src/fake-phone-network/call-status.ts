import { statusFields } from "./call-params.ts";
import type { Leg } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";
import { type CallStatus, terminalCallStatuses } from "./state.ts";

/** The progress event a status belongs to; `completed` stands for every end. */
function progressEvent(status: CallStatus): string | undefined {
  if (terminalCallStatuses.has(status)) return "completed";
  if (status === "in-progress") return "answered";
  return status === "queued" ? undefined : status;
}

/** Sends the status callback a leg's new status calls for, if anybody asked for it. */
export function reportCallStatus(core: NetworkCore, leg: Leg): void {
  const { subscription } = leg.facts;
  const event = progressEvent(leg.status);
  if (subscription === undefined || event === undefined || !subscription.events.has(event)) return;
  // Canceled while still queued: the vendor sends nothing at all.
  if (leg.status === "canceled" && leg.history.every(({ status }) => status === "queued" || status === "canceled"))
    return;
  const sequenceNumber = leg.callbacksSent;
  leg.callbacksSent += 1;
  core.webhooks.tell({
    kind: subscription.kind,
    url: subscription.url,
    method: subscription.method,
    fields: statusFields(leg, sequenceNumber),
    authToken: core.authToken(leg.facts.accountSid),
  });
}
