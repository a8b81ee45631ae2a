import { clockWords } from "#callbacks/clock-words.ts";
import type { ChosenOwner, OwnerRule, PassedOver, RulePassed } from "./choose-owner.ts";
import type { Routing } from "./routing.ts";
import { answerWords, type RuleNames } from "./rule-words.ts";

/** What words about a choice need besides the choice. */
export interface ChoiceNames extends RuleNames {
  readonly routing: Pick<Routing, "rules">;
  readonly now: Temporal.Instant;
  readonly timeZone: string;
}

/** Why it was this person: what decided, then why nothing before it did. */
export function ownerReasons(chosen: ChosenOwner, names: ChoiceNames): { decided: string; passed: string[] } {
  const before = chosen.passed.filter(({ rule }) => rule !== chosen.rule);
  return { decided: decidedWords(chosen, names), passed: before.map((one) => passedWords(one, names)) };
}

/** The rule as people find it in the editor: `Rule 2 “Drains”`. */
export function ownerRuleName(rule: OwnerRule | string, { rules }: Pick<Routing, "rules">): string {
  const known = standing[rule];
  if (known !== undefined) return known;
  const index = rules.findIndex(({ id }) => rule === `rule:${id}`);
  if (index < 0) return "A rule that is gone";
  const name = rules[index]?.name ?? "";
  return name === "" ? `Rule ${index + 1}` : `Rule ${index + 1} “${name}”`;
}

const standing: Readonly<Record<string, string>> = {
  "known-owner": "Who knows them",
  "by-number": "The owner of the number",
  "general-owner": "The usual owner",
  fallback: "The last resort",
  "any-member": "Whoever is there",
};

function decidedWords(chosen: ChosenOwner, names: ChoiceNames): string {
  const who = names.person(chosen.ownerId) ?? "Somebody";
  const rule = ownerRuleName(chosen.rule, names.routing);
  const off = chosen.onDuty ? "" : `. Nobody whom the rules name is on duty; ${who} comes first among them`;
  switch (chosen.rule) {
    case "known-owner":
      return `${who} has called them back before${off}`;
    case "fallback":
      return `No rule fits and there is no usual owner who can have it, so ${who} has it as the last resort`;
    case "any-member":
      return `The rules name nobody who is still here, so ${who} has it`;
    case "by-number":
      return `${who} has the calls to this number${off}`;
    case "general-owner":
      return `Nothing before it decides, so it goes to the usual owner, ${who}${off}`;
    default:
      return `${rule} fits${chosen.onDuty ? `, and ${who} can have it` : off}`;
  }
}

function passedWords(passed: RulePassed, names: ChoiceNames): string {
  const rule = ownerRuleName(passed.rule, names.routing);
  if (passed.because === "unfit") return `${rule} did not fit: ${answerWords(passed.condition, passed.is, names)}`;
  if (passed.people.length === 0) return `${rule} fits, but names nobody for this time`;
  return `${rule} fits, but ${passed.people.map((one) => overWords(one, names)).join("; ")}`;
}

function overWords({ memberId, why, until }: PassedOver, names: ChoiceNames): string {
  const who = names.person(memberId) ?? "somebody who left";
  const when = until === null ? "" : ` until ${clockWords(until, names.now, names.timeZone)}`;
  switch (why) {
    case "gone":
      return `${who} is not here any more`;
    case "lacks-skill":
      return `${who} lacks a skill it needs`;
    case "off-duty":
      return `${who} is off duty${when}`;
    case "busy":
      return `${who} is busy${when}`;
    case "away":
      return `${who} has time off${when}`;
  }
}
