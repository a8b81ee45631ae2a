import type { CallEvent } from "#calls/call-event.ts";
import { type CallFacts, mergeCallEvent } from "#calls/call-facts.ts";
import { endOfRinging } from "#calls/end-of-ringing.ts";

/**
 * The events of the provider's log that tell us something new. What we heard already stays as we heard it: a log counts
 * in whole seconds, so its copy of a known event would only move its time and fill the ledger.
 */
export function missingEvents(facts: CallFacts, events: readonly CallEvent[]): CallEvent[] {
  const missing: CallEvent[] = [];
  let known = facts;
  for (const event of events) {
    if (!tellsNew(known, event)) continue;
    missing.push(event);
    known = mergeCallEvent(known, event);
  }
  return missing;
}

function tellsNew(facts: CallFacts, event: CallEvent): boolean {
  switch (event.kind) {
    case "arrived":
      return facts.arrived === undefined;
    case "leg-progress": {
      const leg = facts.legs[event.legId];
      return leg === undefined || mergeCallEvent(facts, event).legs[event.legId]?.status !== leg.status;
    }
    case "leg-accepted":
      return facts.legs[event.legId]?.acceptedAt === undefined;
    case "machine-answered":
      return facts.legs[event.legId]?.machine !== true;
    case "dial-ended": {
      const told = facts.dial ?? endOfRinging(facts);
      return told === undefined || (event.bridged === true && told.bridged !== true);
    }
    case "voicemail-left":
      return facts.voicemail === undefined;
    case "recording-ready":
      return facts.recordings[event.recordingId] === undefined;
    case "transcript-ready":
      return facts.transcripts[event.transcriptId] === undefined;
    case "queue-joined":
      return facts.queues?.[event.queue]?.joinedAt === undefined;
    case "queue-left": {
      const left = facts.queues?.[event.queue]?.left;
      return left === undefined || (event.result === "answered" && left.result !== "answered");
    }
    case "menu-left":
      return facts.menu === undefined;
    case "outcome-reported":
      return facts.reported === undefined;
    case "ended":
      return facts.ended === undefined;
    case "system-failed":
      return facts.failure === undefined;
  }
}
