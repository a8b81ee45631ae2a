import type { Abilities } from "@ringback/contract/connections.ts";

export interface AbilityWords {
  readonly can: boolean;
  readonly words: string;
}

/** What a phone system can and cannot do for the business, in plain words; the most felt first. */
export function abilityWords(abilities: Abilities): readonly AbilityWords[] {
  const { answersCalls, startsCalls, sms, recordings, callLog, numbers } = abilities;
  return [
    answersCalls
      ? { can: true, words: "Ringback answers the call and rings your people" }
      : { can: true, words: "People answer where they answer today; Ringback watches" },
    callLog
      ? { can: true, words: "Its call log proves that no call got lost" }
      : { can: false, words: "It has no call log, so lost calls cannot be checked" },
    sms
      ? { can: true, words: "Missed callers get a text" }
      : { can: false, words: "No texts from its numbers; callbacks come due sooner" },
    startsCalls
      ? { can: true, words: "One tap calls back from the business number" }
      : { can: false, words: "You call back from your own phone" },
    recordings
      ? { can: true, words: "Voicemails can be heard here" }
      : { can: false, words: "Voicemails are heard where they are today" },
    numbers
      ? { can: true, words: "Its numbers are set up with one click" }
      : { can: false, words: "Its numbers are added by hand" },
  ];
}

/** What it cannot do, for a card that has little room. */
export function cannotWords(abilities: Abilities): readonly string[] {
  return abilityWords(abilities)
    .filter(({ can }) => !can)
    .map(({ words }) => words);
}
