import { countryOf, kindOfNumber } from "#phone-number.ts";

/** The version of the walls around numbers. */
export const numbersVersion = "2026-11-21";

/**
 * Area codes under +1 outside of the United States and Canada, where toll fraud lives (docs/rules.md C6). Each needs its
 * country or territory to be allowed.
 */
const walledAreaCodes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    BS: "242",
    BB: "246",
    AI: "264",
    AG: "268",
    VG: "284",
    KY: "345",
    BM: "441",
    GD: "473",
    TC: "649",
    JM: "658 876",
    MS: "664",
    SX: "721",
    LC: "758",
    DM: "767",
    VC: "784",
    DO: "809 829 849",
    TT: "868",
    KN: "869",
    // Territories of the United States.
    VI: "340",
    MP: "670",
    GU: "671",
    AS: "684",
    PR: "787 939",
  }).flatMap(([country, list]) => list.split(" ").map((code) => [code, country] as const)),
);

/** Satellites, universal personal and premium numbers of no country: +87x, +88x, +979. No choice opens these. */
const ofNoCountry = /^\+(87\d|88[1-9]|979)(?<!880|886)/;
/** Premium and personal area codes and those of no place under +1. */
const ofNoPlace = /^\+1(900|5(00|2[1-9]|33|44|66|77|88)|600|622|633|700|710)/;

/** Whether this is a phone that can get texts at all: not premium, personal, toll-free, satellite, or no number (S19, C6). */
export function isTextable(number: string): boolean {
  return (
    /^\+[1-9]\d{7,14}$/.test(number) &&
    !ofNoCountry.test(number) &&
    !ofNoPlace.test(number) &&
    kindOfNumber(number) === "ordinary"
  );
}

/**
 * The country or territory of a number as an ISO code. Under +1 by the walls above first, so that no gap in a library's
 * tables opens one. A number under +1 of no country we know is taken for the United States'.
 */
export function textingCountry(number: string): string | null {
  if (!number.startsWith("+1")) return countryOf(number);
  return walledAreaCodes.get(number.slice(2, 5)) ?? (countryOf(number) === "CA" ? "CA" : "US");
}

/** Whether a line may text this number: in its own country, or where the owner allowed it (C6). */
export function isAllowedCountry(line: string, to: string, countries: readonly string[]): boolean {
  const country = textingCountry(to);
  return country !== null && (country === textingCountry(line) || countries.includes(country));
}
