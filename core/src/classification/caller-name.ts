import type { SpokenEvidence } from "./assessment.ts";
import { findPhrases, indexPhrases } from "./find-phrases.ts";
import type { Word } from "./words.ts";

export type CallerName = { readonly value: string; readonly evidence: SpokenEvidence };

/** `sure` cues can only be followed by a name; after the others a name must look like one. */
const CUES = indexPhrases([
  { sure: true, phrases: ["my name is", "my names", "name is", "me llamo", "mi nombre es", "you can ask for"] },
  { sure: false, phrases: ["this is", "its", "i am", "im", "soy", "habla", "le habla", "de parte de"] },
]);
const NAME_WORDS_MAX = 3;
const NO_NAME = new Set(
  "a an the and from with at in on for about regarding calling here again over by im i its it is my your our me we you they he she his her that this these those not no yes so um uh just having have had got getting been being trying looking wondering returning interested an emergency urgent ready late sorry sure glad happy unit room apartment located going still very really really new patient customer client tenant member existing current of to as if but or un una el la los de que en con por para llamando cliente paciente mother mom dad wife husband locked stuck running out freezing down broken leaking flooding what why how when where one another someone somebody only also nobody ridiculous unacceptable great good fine okay ok all pretty kind literally currently actually your attorney lawyer doctor office there".split(
    " ",
  ),
);

/** The name the caller gives for themselves, verbatim; the last one given counts, because people correct themselves. */
export function findCallerName(text: string, words: readonly Word[]): CallerName | null {
  const isCased = /\p{Lu}/u.test(text) && /\p{Ll}/u.test(text) && text.slice(1).search(/\p{Lu}/u) !== -1;
  let name: CallerName | null = null;
  for (const cue of findPhrases(CUES, words)) {
    const end = nameEnd(text, words, cue.last, cue.rule.sure, isCased);
    const first = words[cue.last];
    const last = words[end - 1];
    if (end === cue.last || first === undefined || last === undefined) continue;
    if (name !== null && !cue.rule.sure) continue;
    const value = text.slice(first.start, last.end);
    name = {
      value,
      evidence: {
        label: "caller-name",
        rule: cue.rule.sure ? "says-my-name-is" : "says-this-is",
        start: first.start,
        end: last.end,
        quote: value,
      },
    };
  }
  return name;
}

function nameEnd(text: string, words: readonly Word[], from: number, sure: boolean, isCased: boolean): number {
  let at = from;
  for (; at < words.length && at - from < NAME_WORDS_MAX; at += 1) {
    const word = words[at];
    if (word === undefined || word.before === "sentence" || (at > from && word.before === "comma")) break;
    if (NO_NAME.has(word.text) || !/^\p{L}/u.test(word.text) || word.text.length > 20) break;
    if (isCased && !/\p{Lu}/u.test(text.charAt(word.start))) break;
  }
  if (at === from || isCased) return at;
  // Transcripts without capitals: a sure cue is followed by one or two words of name, another only when "calling" follows.
  if (sure) return Math.min(at, from + 2);
  const next = words[at]?.text ?? "";
  return at - from <= 2 && ["calling", "from", "again", "over", "here", "with"].includes(next) ? at : from;
}
