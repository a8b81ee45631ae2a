import type { CallRoute } from "#calls/call-route.ts";
import type { MissReason } from "#calls/missed-call.ts";
import type { AnsweringPlan } from "./answering-plan.ts";
import type { PastCall } from "./past-call.ts";

type RingGroup = Extract<CallRoute, { kind: "ring-group" }>;

/** How a call comes out when it is played through rules with what its phones and its caller did. */
export interface PlayedOutcome {
  readonly outcome: "answered" | "missed";
  readonly missReason: MissReason | null;
  readonly answeredBy: string | null;
}

/** Why the books of a call cannot be had again from the rules of its day. */
export type NotReproduced = "route-differs" | "outcome-differs" | "reason-differs" | "person-differs";

export const notReproducedWords: Readonly<Record<NotReproduced, string>> = {
  "route-differs":
    "The rules of that day, with the phones people have now, would not have rung the phones that rang: somebody's phone has changed, or they left.",
  "outcome-differs": "Played again, the call comes out the other way: reports of it are missing.",
  "reason-differs": "Played again, it is missed for another reason: reports of it are missing.",
  "person-differs": "Played again, somebody else answers first.",
};

/**
 * The phone network reports with delay and rings a little longer than it is told to: whoever picks up
 * within so many seconds after the time was over still picked up in time.
 */
const slackSeconds = 30;

/**
 * Plays a call through a plan: the first phone of the plan that a person picks up while ringing lasts and the caller waits
 * answers it. What phones and callers did is taken from the past; who rings and for how long is the plan's.
 */
export function playCall(call: PastCall, plan: AnsweringPlan): PlayedOutcome {
  const missed = (missReason: MissReason): PlayedOutcome => ({ outcome: "missed", missReason, answeredBy: null });
  const rang = plan.voicemail !== null ? [] : call.phones.filter((phone) => isInPlan(phone.memberId, plan));
  const answers = rang
    .filter((phone) => phone.became === "answered" && (plan.elsewhere || inTime(phone, plan)))
    .sort((a, b) => (a.pickedUpAfter ?? 0) - (b.pickedUpAfter ?? 0));
  const [first] = answers;
  if (first !== undefined) return { outcome: "answered", missReason: null, answeredBy: first.memberId };
  if (call.broke) return missed("system-failure");
  if (plan.voicemail !== null) return missed(plan.voicemail === "forwarded" ? "no-answer" : plan.voicemail);
  if (plan.elsewhere) return missed(call.missReason ?? "unknown");
  if (rang.some(({ became }) => became === "unconnected")) return missed("not-connected");
  const heard = (became: string) => rang.length > 0 && rang.every((phone) => phone.became === became);
  if (rang.some(({ became }) => became === "machine") && call.missReason === "voicemail-answered")
    return missed("voicemail-answered");
  const { dialEnded } = call;
  const gaveUp = call.gaveUpAfter !== null;
  if (gaveUp && dialEnded !== "canceled") return missed("abandoned-while-ringing");
  if (heard("failed") && dialEnded === "failed") return missed("system-failure");
  // A phone that broke off after it had been picked up was picked up all the same.
  if (rang.some((phone) => phone.became === "machine" || phone.pickedUpAfter !== null))
    return missed("voicemail-answered");
  if (dialEnded === "busy" || heard("busy")) return missed("busy");
  // A dial is cancelled for the caller's sake, unless a phone said otherwise.
  if (gaveUp) return missed("abandoned-while-ringing");
  return missed(call.missReason === "unknown" ? "unknown" : "no-answer");
}

/** What keeps a call from being had again; null: it came out as the books say. */
export function whatDiffers(call: PastCall, plan: AnsweringPlan): NotReproduced | null {
  const { route } = call;
  if (route.kind === "voicemail" && route.because !== plan.voicemail) return "route-differs";
  if (route.kind === "ring-group" && !sameMembers(route, plan)) return "route-differs";
  const played = playCall(call, plan);
  if (played.outcome !== call.outcome) return "outcome-differs";
  if (played.missReason !== call.missReason) return "reason-differs";
  return played.answeredBy === call.answeredBy ? null : "person-differs";
}

function sameMembers({ memberIds, overflow }: RingGroup, plan: AnsweringPlan): boolean {
  const same = (then: readonly string[], planned: readonly string[]) =>
    then.length === planned.length && then.every((id) => planned.includes(id));
  const spare = overflow?.phones.map(({ memberId }) => memberId) ?? [];
  return plan.voicemail === null && same(memberIds, plan.memberIds) && same(spare, plan.overflow?.memberIds ?? []);
}

function isInPlan(memberId: string | null, plan: AnsweringPlan): boolean {
  return plan.elsewhere || memberId === null || rings(memberId, plan) !== null;
}

function inTime({ memberId, rangFrom, pickedUpAfter }: PastCall["phones"][number], plan: AnsweringPlan): boolean {
  const seconds = memberId === null ? plan.ringSeconds : rings(memberId, plan);
  return pickedUpAfter !== null && pickedUpAfter - rangFrom <= (seconds ?? 0) + slackSeconds;
}

/** How long a plan rings somebody's phone at a time; null: not at all. */
function rings(memberId: string, { memberIds, ringSeconds, overflow }: AnsweringPlan): number | null {
  const spare = overflow?.memberIds.includes(memberId) === true ? overflow.ringSeconds : null;
  return memberIds.includes(memberId) ? Math.max(ringSeconds, spare ?? 0) : spare;
}
