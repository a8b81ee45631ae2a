// Where the owner of a number may be (docs/rules.md S14): the area code is a hint, never a proof, so every zone counts.

import { stateByAreaCode, zonesByAreaCode } from "./area-codes.ts";
import { canadianZonesByAreaCode, provinceByAreaCode } from "./canadian-area-codes.ts";
import { stateByPostalCode } from "./postal-codes.ts";
import { zonesByState } from "./states.ts";

/** A place where somebody may be: the region decides the hours, each of the zones which hours those are. */
export interface Place {
  /** `US-IL`, `CA-ON`, or a country such as `GB`; null: not known, and the strictest hours hold. */
  readonly region: string | null;
  readonly zones: readonly string[];
}

/** The version of the tables of area codes, postal codes and zones. */
export const placesVersion = "2026-11-21";

/**
 * Every place in which whoever has this number may be: where somebody said they are, and every zone of the area code; the
 * line's own zone where the area code says nothing. An override stands alone.
 */
export function candidatePlaces(known: {
  readonly number: string;
  readonly addresses: readonly Place[];
  readonly override: Place | null;
  readonly lineTimeZone: string;
}): readonly Place[] {
  if (known.override !== null) return [known.override];
  const byNumber = placeOfNumber(known.number) ?? { region: null, zones: [known.lineTimeZone] };
  return [byNumber, ...known.addresses];
}

function placeOfNumber(number: string): Place | null {
  if (number.startsWith("+1")) {
    const areaCode = number.slice(2, 5);
    const state = stateByAreaCode.get(areaCode);
    if (state !== undefined)
      return { region: `US-${state}`, zones: zonesByAreaCode.get(areaCode) ?? zonesByState[state] };
    const province = provinceByAreaCode.get(areaCode);
    const zones = canadianZonesByAreaCode.get(areaCode);
    return province === undefined || zones === undefined ? null : { region: `CA-${province}`, zones };
  }
  return null;
}

/** The place that an address gives: the state of its postal code with all its zones; null where the code is none we know. */
export function placeOfPostalCode(postalCode: string | null): Place | null {
  const state = stateByPostalCode(postalCode);
  return state === null ? null : { region: `US-${state}`, zones: zonesByState[state] };
}
