import type { CallFacts } from "./call-facts.ts";
import { endOfRinging } from "./end-of-ringing.ts";
import { soonest } from "./leg-facts.ts";
import { type Answer, isObserved } from "./proof-of-person.ts";

/** How long phones rang: from the first phone to the end of ringing, in whole seconds; null when none did. */
export function secondsRang(facts: CallFacts, answer: Answer | null): number | null {
  const legs = Object.values(facts.legs);
  const start = earliest(legs.map((leg) => leg.firstAt));
  const reported = facts.reported?.ringSeconds ?? null;
  if (start === null) return reported;
  const stop = isObserved(facts)
    ? earliest([answer?.at, facts.ended?.at, voicemailBegan(facts), facts.reported?.at])
    : earliest([endOfRinging(facts)?.at, facts.ended?.at, answer?.at, ...legs.map((leg) => leg.acceptedAt)]);
  return stop === null ? null : secondsBetween(start, stop);
}

/**
 * How long the caller waited: from arrival until a person answered, a voicemail began, or they were gone. Where the phone
 * system only says how long it rang, that; null when nothing tells.
 */
export function secondsWaited(facts: CallFacts, answer: Answer | null): number | null {
  const { arrived, reported } = facts;
  if (arrived === undefined) return reported?.ringSeconds ?? null;
  if (answer !== null) return secondsBetween(arrived.at, answer.at);
  const ringingOver = isObserved(facts) ? null : (endOfRinging(facts)?.at ?? null);
  const stop = earliest([ringingOver, voicemailBegan(facts), facts.ended?.at]);
  if (stop !== null) return secondsBetween(arrived.at, stop);
  return reported === undefined ? null : (reported.ringSeconds ?? secondsBetween(arrived.at, reported.at));
}

/** When the caller began to speak, as near as the reports tell; null when no voicemail is known. */
export function voicemailBegan({ voicemail, recordings, transcripts }: CallFacts): string | null {
  const ends = [voicemail, ...Object.values(recordings)].flatMap((one) =>
    one === undefined || ("state" in one && one.state === "absent")
      ? []
      : [
          Temporal.Instant.from(one.at)
            .subtract({ seconds: one.durationSeconds ?? 0 })
            .toString(),
        ],
  );
  return earliest(ends) ?? earliest(Object.values(transcripts).map(({ at }) => at));
}

/** Whole seconds from one ISO instant to another, never negative. */
export function secondsBetween(from: string, to: string): number {
  const ms = Temporal.Instant.from(to).epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds;
  return Math.max(0, Math.round(ms / 1000));
}

function earliest(times: readonly (string | null | undefined)[]): string | null {
  return times.reduce<string | null>(
    (first, at) => (at === null || at === undefined ? first : first === null ? at : soonest(first, at)),
    null,
  );
}
