// What Ringback makes of what a phone system tells; for the conformance suite. Only tests import this.
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { type CallFacts, noFacts } from "@ringback/core/calls/call-facts.ts";
import { judgeCall } from "@ringback/core/calls/missed-call.ts";
import { type Ending, type Heard, routes } from "./conformance.ts";
import type { RawWebhook, ReadWebhook, TelephonyAbilities } from "./provider.ts";

/** The call events in what was heard. @throws Error for a webhook that is refused. */
export function heardOf(read: (raw: RawWebhook) => ReadWebhook, items: readonly Heard[]): CallEvent[] {
  return items.flatMap((item) => {
    if ("kind" in item) return [item];
    const answer = read(item);
    if (!answer.ok) throw new Error(`A recorded webhook was refused: ${answer.problem}`);
    return answer.notice.kind === "call"
      ? [...(answer.notice.arrival ? [answer.notice.arrival] : []), answer.notice.event]
      : [];
  });
}

/** What is known before anything is told: the route Ringback chose when the call came in, or none where it looks on. */
export function factsFor(
  ending: Ending,
  { answersCalls, bridgedFlag }: TelephonyAbilities,
): CallFacts | "asks for the key" {
  if (!answersCalls) return { ...noFacts, route: { kind: "elsewhere" } };
  const route = routes[ending] ?? { kind: "ring-group", memberIds: ["m-1"], acceptWithoutKey: false };
  if (route.kind === "ring-group" && route.acceptWithoutKey && !bridgedFlag) return "asks for the key";
  return { ...noFacts, route };
}

/** The verdict: why it was missed, `answered`, or null while it is open. */
export function verdictOf(facts: CallFacts): string | null {
  const { outcome, missReason } = judgeCall(facts);
  return missReason ?? outcome;
}
