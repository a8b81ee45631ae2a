// One call of the past as leaks and replays look at it: what the rules decided, what each phone did, what the caller did.
// Plain numbers, because a hundred thousand of them are looked at together.
import type { CallFacts } from "#calls/call-facts.ts";
import type { CallRoute } from "#calls/call-route.ts";
import { endOfRinging } from "#calls/end-of-ringing.ts";
import { compareTimes } from "#calls/leg-facts.ts";
import { judgeCall, type MissReason } from "#calls/missed-call.ts";
import { isObserved, leftWords, wasPickedUp } from "#calls/proof-of-person.ts";
import { gaveUp } from "#calls/why-missed.ts";

/** What one phone did; seconds count from the call's arrival. */
export interface PastPhone {
  /** null: a phone that is nobody's in the team. */
  readonly memberId: string | null;
  readonly rangFrom: number;
  /** When somebody or something picked it up; null: nothing did. */
  readonly pickedUpAfter: number | null;
  /** When it stopped ringing without being picked up; null where no report says. */
  readonly stoppedAfter: number | null;
  /** `unconnected`: a person accepted and caller and person were never joined. */
  readonly became: "answered" | "unconnected" | "machine" | "busy" | "failed" | "rang";
}

export interface PastCall {
  readonly id: string;
  readonly arrivedMs: number;
  readonly numberId: string | null;
  /** Who called; null: withheld, and then like nobody else. */
  readonly caller: string | null;
  readonly playbookVersion: number;
  readonly outcome: "answered" | "missed";
  readonly missReason: MissReason | null;
  readonly answeredBy: string | null;
  readonly answeredAfter: number | null;
  /** How long the line was taken: until the talk ended, else until the caller stopped waiting. */
  readonly busySeconds: number;
  /** What the rules decided then; `elsewhere` too where another phone system did. */
  readonly route: CallRoute;
  readonly phones: readonly PastPhone[];
  /** The caller hung up while phones rang, so long after the arrival; null: they did not. */
  readonly gaveUpAfter: number | null;
  /** They heard the greeting, said nothing and hung up, so long after ringing ended; null: otherwise. */
  readonly leftAtGreetingAfter: number | null;
  /** How long phones rang at this call. */
  readonly rangSeconds: number | null;
  /** Ringback's own address failed, or the call or its dial did before anything rang. */
  readonly broke: boolean;
  /** How the dial ended; null: no report says. */
  readonly dialEnded: NonNullable<CallFacts["dial"]>["status"] | null;
  readonly inHours: boolean;
  readonly emergency: boolean;
  readonly hasCallback: boolean;
  readonly history: boolean;
}

/** What the books say of a call beside its facts. */
export type PastCallRow = Pick<
  PastCall,
  | "id"
  | "arrivedMs"
  | "numberId"
  | "caller"
  | "playbookVersion"
  | "outcome"
  | "missReason"
  | "inHours"
  | "emergency"
  | "hasCallback"
  | "history"
> & { readonly answeredBy: string | null; readonly facts: CallFacts };

/** Longest talk believed: what runs on after that was never hung up in the reports. */
const longestTalkSeconds = 4 * 3600;

/** Reads a call's facts; `memberOfPhone` names whose phone a number is now. */
export function readPastCall(row: PastCallRow, memberOfPhone: ReadonlyMap<string, string>): PastCall {
  const { facts, ...known } = row;
  const verdict = judgeCall(facts);
  const after = (at: string) => Math.max(0, (msOf(at) - row.arrivedMs) / 1000);
  const answer = verdict.answeredBy;
  const ringing = endOfRinging(facts);
  const phones = Object.entries(facts.legs).map(([legId, leg]): PastPhone => {
    const memberId = leg.memberId ?? (leg.to === null ? null : (memberOfPhone.get(leg.to) ?? null));
    const picked = leg.pickedUpAt ?? leg.acceptedAt ?? null;
    const became =
      legId === answer?.legId
        ? "answered"
        : leg.acceptedAt !== undefined
          ? "unconnected"
          : leg.machine !== true && (leg.status === "busy" || leg.status === "failed")
            ? leg.status
            : leg.machine === true || wasPickedUp(leg)
              ? "machine"
              : "rang";
    const pickedUpAfter =
      became === "answered" && answer !== null
        ? Math.min(after(answer.at), picked === null ? Number.POSITIVE_INFINITY : after(picked))
        : picked === null
          ? null
          : after(picked);
    const ofGroup = facts.firstDial !== undefined && compareTimes(leg.firstAt, facts.firstDial.at) < 0;
    const stopped = leg.endedAt ?? (ofGroup ? facts.firstDial?.at : ringing?.at) ?? facts.ended?.at;
    return {
      memberId,
      rangFrom: after(leg.firstAt),
      pickedUpAfter,
      stoppedAfter: pickedUpAfter !== null || stopped === undefined ? null : after(stopped),
      became,
    };
  });
  // The report of an answer may name no phone of those that rang.
  if (answer !== null && !phones.some(({ became }) => became === "answered"))
    phones.push({
      memberId: row.answeredBy ?? answer.memberId,
      rangFrom: 0,
      pickedUpAfter: after(answer.at),
      stoppedAfter: null,
      became: "answered",
    });
  const answeredAfter = answer === null ? null : after(answer.at);
  const talked = answeredAfter === null ? null : talkSeconds(facts, answer?.at ?? "");
  const waited = verdict.waitedSeconds ?? verdict.rangSeconds ?? 0;
  const rang = Object.keys(facts.legs).length > 0 || verdict.rangSeconds !== null || facts.route?.kind === "ring-group";
  const hungUp = verdict.outcome === "missed" && gaveUp(facts) && rang;
  return {
    ...known,
    answeredBy: row.answeredBy ?? answer?.memberId ?? null,
    answeredAfter,
    busySeconds: answeredAfter === null ? waited : answeredAfter + (talked ?? 0),
    route: isObserved(facts) || facts.route === undefined ? { kind: "elsewhere" } : facts.route,
    phones,
    gaveUpAfter:
      hungUp || ringing?.status === "canceled"
        ? after((ringing?.status === "canceled" ? ringing.at : facts.ended?.at) ?? facts.arrived?.at ?? "")
        : null,
    leftAtGreetingAfter:
      answer === null && ringing !== undefined && facts.ended !== undefined && !leftWords(facts)
        ? Math.max(0, after(facts.ended.at) - after(ringing.at))
        : null,
    rangSeconds: verdict.rangSeconds,
    broke: facts.failure !== undefined || (phones.length === 0 && failedAtOnce(facts)),
    dialEnded: ringing?.status ?? null,
  };
}

function failedAtOnce(facts: CallFacts): boolean {
  const ringing = endOfRinging(facts);
  if (ringing !== undefined) return ringing.status === "failed";
  return facts.ended?.status === "failed" && !leftWords(facts);
}

function talkSeconds(facts: CallFacts, answeredAt: string): number | null {
  const said =
    endOfRinging(facts)?.talkSeconds ??
    facts.reported?.talkSeconds ??
    Object.values(facts.bridges ?? {})[0]?.talkSeconds ??
    null;
  if (said !== null) return Math.min(said, longestTalkSeconds);
  if (facts.ended === undefined) return null;
  return Math.min(Math.max(0, (msOf(facts.ended.at) - msOf(answeredAt)) / 1000), longestTalkSeconds);
}

function msOf(at: string): number {
  return at === "" ? 0 : Temporal.Instant.from(at).epochMilliseconds;
}
