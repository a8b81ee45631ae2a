import type { PastCall } from "#measurement/replay/past-call.ts";
import { wilson } from "#measurement/wilson.ts";
import { type Finding, plainlySure, sureWords } from "./finding.ts";
import { counted, helperFor, type LeakContext, percent } from "./leak-context.ts";

const fewestRings = 8;
const fewestMissed = 4;

/** Leaks that lie with people: one whose phone takes most of the rings that nobody answers, and misses nobody was given. */
export function peopleLeaks(context: LeakContext): Finding[] {
  return [...bottleneck(context), ...noCallback(context)];
}

interface Rings {
  rang: number;
  unanswered: number;
  readonly missed: Set<PastCall>;
}

function bottleneck(context: LeakContext): Finding[] {
  const people = new Map<string, Rings>();
  for (const call of context.calls)
    for (const phone of call.phones) {
      // A phone that stopped ringing because another was answered says nothing about its owner.
      if (phone.memberId === null || (call.outcome === "answered" && phone.became !== "answered")) continue;
      const rings = people.get(phone.memberId) ?? { rang: 0, unanswered: 0, missed: new Set() };
      rings.rang += 1;
      if (phone.became !== "answered") {
        rings.unanswered += 1;
        rings.missed.add(call);
      }
      people.set(phone.memberId, rings);
    }
  if (people.size < 2) return [];
  const unanswered = [...people.values()].reduce((sum, rings) => sum + rings.unanswered, 0);
  const rang = [...people.values()].reduce((sum, rings) => sum + rings.rang, 0);
  return [...people].flatMap(([memberId, rings]): Finding[] => {
    const others = { rang: rang - rings.rang, unanswered: unanswered - rings.unanswered };
    if (rings.rang < fewestRings || rings.missed.size < fewestMissed || others.rang < fewestRings) return [];
    const clearly = wilson(rings.unanswered, rings.rang).low > wilson(others.unanswered, others.rang).high;
    if (!clearly || rings.unanswered < unanswered / 2) return [];
    const { ringMemberIds, alsoRing } = context.current.answering;
    const helper = helperFor(context, [...ringMemberIds, ...alsoRing.flatMap((rule) => rule.memberIds), memberId]);
    const name = context.names.person(memberId);
    return [
      {
        id: `bottleneck-${memberId}`,
        kind: "bottleneck",
        title: `${name}'s phone: ${rings.unanswered} of ${rings.rang} rings not picked up`,
        words: `${percent(rings.unanswered, unanswered)} of all rings that nobody picked up were on this phone; the others left ${percent(others.unanswered, others.rang)} of theirs.`,
        missed: [...rings.missed],
        calls: rings.rang,
        sureness: "sure",
        sureWords: sureWords("sure", rings.unanswered, rings.rang),
        numberId: null,
        memberId,
        window: null,
        change:
          helper === null
            ? null
            : {
                title: `Ring ${context.names.person(helper)} too`,
                words: `So that not everything hangs on ${name}.`,
                changes: [{ kind: "ring-also", memberIds: [helper], numberId: null, window: null }],
              },
      },
    ];
  });
}

/** Missed calls that nobody was given to call back. What came from an imported log had no chance to be. */
function noCallback({ calls }: LeakContext): Finding[] {
  const missed = calls.filter((call) => call.outcome === "missed" && !call.hasCallback && !call.history);
  const all = calls.filter((call) => call.outcome === "missed" && !call.history);
  if (missed.length === 0) return [];
  return [
    {
      id: "no-callback",
      kind: "no-callback",
      title: `${counted(missed.length, "missed call")} without a callback`,
      words: "Nobody was given these callers to call back: they gave no number, or are people one does not call back.",
      missed,
      calls: all.length,
      sureness: "plain",
      sureWords: plainlySure,
      numberId: null,
      memberId: null,
      window: null,
      change: null,
    },
  ];
}
