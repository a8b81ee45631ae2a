/** What our records say of a caller. */
export interface KnownCaller {
  readonly number: string | null;
  readonly contactKind: string | null;
  /** The year a customer is one, if known. */
  readonly sinceYear: number | null;
  readonly openLead: string | null;
  /** Whether this very matter entered them. */
  readonly enteredNow: boolean;
}

/** Given to a lead that a missed call entered; it says nothing about the matter. */
export const leadTitleOfMissedCall = "Missed call";

/** Who the caller is to the business: `new caller`, `customer since 2022`, `open estimate, furnace`. */
export function relationWords({ number, contactKind, sinceYear, openLead, enteredNow }: KnownCaller): string {
  if (contactKind === "customer") return sinceYear === null ? "customer" : `customer since ${sinceYear}`;
  if (contactKind === "vendor") return "vendor";
  if (contactKind === "do-not-contact") return "asked not to be contacted";
  if (contactKind === null) return number === null ? "withheld number" : "new caller";
  if (openLead !== null && openLead !== leadTitleOfMissedCall) return lowerFirst(openLead);
  return enteredNow ? "new caller" : "called before";
}

/** `Open estimate` → `open estimate`, but `AC repair` stays. */
function lowerFirst(words: string): string {
  return /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}
