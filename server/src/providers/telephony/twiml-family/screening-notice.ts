import { readRound } from "./ring-round.ts";
import { readId } from "./schema.ts";
import type { HookRequest, NoticeOrNull } from "./webhook.ts";

/** The only key that means "a person is here". */
export const acceptKey = "1";

/** A phone of the ring group was picked up (first request) or answered the question (`answered=1`). */
export function readScreeningNotice(request: HookRequest, callId: string, legId: string): NoticeOrNull {
  const { fields, query, now } = request;
  const memberId = readId(query.get("leg") ?? undefined);
  if (memberId === null) return null;
  const key = `${legId}:voice-gather`;
  const round = readRound(query);
  if (query.get("answered") !== "1")
    return { kind: "screening-asked", key: `${key}:asked`, callId, legId, memberId, ...round };
  if (fields["Digits"] !== acceptKey)
    return { kind: "screening-declined", key: `${key}:declined`, callId, legId, memberId };
  const event = { kind: "leg-accepted", at: now, legId, memberId, ...round } as const;
  return { kind: "call", key: `${key}:accepted`, callId, event, arrival: null };
}
