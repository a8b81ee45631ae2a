import type { RuleConditions, Territory } from "./routing.ts";

/** What the rules look at in a call. Null and "unknown": nobody knows yet, and a rule that asks for it does not fit. */
export interface OwnerQuestion {
  readonly numberId: string | null;
  readonly lineOfService: string | null;
  readonly source: string | null;
  readonly intent: string | null;
  readonly urgency: string;
  readonly language: string | null;
  readonly postalCode: string | null;
  /** The caller's number without its last four digits ("+1312555"): enough for an area code, and nobody's number. */
  readonly callerArea: string | null;
  readonly tier: string | null;
  readonly lane: string;
  /** The owner of an open callback or of the customer, when there is one. */
  readonly knownOwnerId: string | null;
  /** Who has this callback now, where it is given anew: of several who fit alike, they keep it. */
  readonly holderId: string | null;
}

/** The first condition that does not fit. */
export interface Unfit {
  readonly condition: keyof RuleConditions;
  readonly is: string | null;
}

/** Whether all conditions of a rule hold for a caller: null, or the first that does not. */
export function unfitCondition(
  when: RuleConditions,
  question: OwnerQuestion,
  territories: readonly Territory[],
): Unfit | null {
  const asked: readonly [keyof RuleConditions, string | null][] = [
    ["numberIds", question.numberId],
    ["linesOfService", question.lineOfService],
    ["sources", question.source],
    ["lanes", question.lane],
    ["tiers", question.tier],
    ["urgencies", question.urgency],
    ["intents", question.intent],
    ["languages", question.language],
  ];
  for (const [condition, is] of asked) {
    const wanted = when[condition];
    if (wanted.length > 0 && !wanted.some((one) => is !== null && sameWord(one, is))) return { condition, is };
  }
  if (when.territoryIds.length === 0) return null;
  const lies = territories.some((one) => when.territoryIds.includes(one.id) && liesIn(one, question));
  return lies ? null : { condition: "territoryIds", is: question.postalCode ?? areaOf(question.callerArea) };
}

/** Labels that people typed, such as a line of service or a campaign, in whatever letters. */
function sameWord(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** By the postal code where one is known, for people keep their number when they move; else by the number. */
function liesIn({ postalCodes, areaCodes }: Territory, { postalCode, callerArea }: OwnerQuestion): boolean {
  if (postalCode !== null && postalCodes.length > 0)
    return postalCodes.some((code) => matchesCode(plainCode(code), plainCode(postalCode)));
  return callerArea !== null && areaCodes.some((code) => callerArea.startsWith(numberPrefix(code)));
}

function matchesCode(wanted: string, code: string): boolean {
  return wanted.endsWith("*") ? code.startsWith(wanted.slice(0, -1)) : code === wanted;
}

/** Postal codes are written with and without a space, and a US code with four digits more. */
function plainCode(code: string): string {
  return code
    .toUpperCase()
    .replaceAll(/\s+/g, "")
    .replace(/^(\d{5})-\d{4}$/, "$1");
}

/** "312" means the area of a North American number, "+4420" any other beginning. */
function numberPrefix(code: string): string {
  const digits = code.replaceAll(/[^\d]/g, "");
  return code.trim().startsWith("+") ? `+${digits}` : `+1${digits}`;
}

/** The part of a caller's number that a rule may look at. */
export function callerAreaOf(caller: string | null): string | null {
  return caller === null || caller.length <= 6 ? null : caller.slice(0, -4);
}

/** The area code as people say it. */
export function areaOf(callerArea: string | null): string | null {
  if (callerArea === null) return null;
  return /^\+1\d{3}/.test(callerArea) ? callerArea.slice(2, 5) : callerArea;
}

/** The postal code in an address as it was said or written: the last group of five digits of a US one. */
export function postalCodeIn(address: string | null): string | null {
  const codes = address?.match(/\b\d{5}(?:-\d{4})?\b/g);
  // House numbers have five digits too, and stand before the street.
  const last = codes?.at(-1);
  return last !== undefined && address?.trimEnd().endsWith(last) === true && address.trim() !== last
    ? last.slice(0, 5)
    : null;
}
