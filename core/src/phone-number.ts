import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Who called, as far as the network says. A withheld caller is never joined to another withheld caller. */
export type Caller =
  | { readonly kind: "known"; readonly number: string }
  | { readonly kind: "withheld" }
  | { readonly kind: "not-a-phone"; readonly raw: string };

/**
 * Reads the caller id of a call. Withheld forms come first, since several of them parse as numbers
 * (docs/rules.md C1, after Twilio's help on blocked caller ids): words in any case, and the digits that spell them.
 */
export function readCaller(raw: string, trust: "verified" | "partial" | "failed" | "none"): Caller {
  const cleaned = raw.trim();
  const user = cleaned.replace(/^sips?:/i, "").replace(/@.*$/s, "");
  if (isWithheld(user, trust)) return { kind: "withheld" };
  if (/^(sips?|client):/i.test(cleaned) && !/^\+?[\d\s()-]+$/.test(user))
    return { kind: "not-a-phone", raw: cleaned.slice(0, 255) };
  const number = parseNumber(user);
  return number === null ? { kind: "not-a-phone", raw: cleaned.slice(0, 255) } : { kind: "known", number };
}

const withheldWords = new Set([
  "anonymous",
  "restricted",
  "unavailable",
  "unknown",
  "private",
  "blocked",
  "withheld",
  "",
]);
/** ANONYMOUS, UNAVAILABLE, UNKNOWN, BLOCKED and 464 in keypad digits; with or without a leading + or 1. */
const withheldDigits = new Set(["266696687", "86282452253", "8656696", "2562533", "464", "7378742883"]);
/** RESTRICTED spells a valid Texas number, so it counts as withheld only where the network did not vouch for it. */
const restrictedDigits = "7378742833";

function isWithheld(user: string, trust: string): boolean {
  const word = user.replace(/^\+/, "").toLowerCase();
  if (withheldWords.has(word) || /^0+$/.test(word)) return true;
  const digits = word.replace(/^1(?=\d{9,})/, "");
  if (withheldDigits.has(word) || withheldDigits.has(digits)) return true;
  return digits === restrictedDigits && trust !== "verified" && trust !== "partial";
}

/**
 * A number in E.164, or null when it cannot be one. Numbers without a country code are read as of `country`.
 * Short codes and service numbers (911, 112) are not numbers one can call back.
 */
export function parseNumber(raw: string, country: "US" | "CA" | "GB" | "AU" = "US"): string | null {
  const parsed = parsePhoneNumberFromString(raw.trim(), country);
  if (!parsed?.isPossible() || parsed.nationalNumber.length < 6) return null;
  return parsed.number;
}

export type NumberKind = "ordinary" | "toll-free" | "premium" | "personal" | "unusual";

/** What kind of number this is, by its plan; used to keep automatic texts and calls from where they must not go. */
export function kindOfNumber(e164: string): NumberKind {
  const type = parsePhoneNumberFromString(e164)?.getType();
  if (type === "TOLL_FREE" || /^\+1(8(22|8[0-79])|889)/.test(e164)) return "toll-free";
  if (type === "PREMIUM_RATE" || type === "SHARED_COST") return "premium";
  if (e164.startsWith("+1") && !northAmerican.test(e164)) return "unusual";
  if (type === "PERSONAL_NUMBER" || type === "PAGER" || type === "UAN" || type === "VOICEMAIL") return "personal";
  return "ordinary";
}

/**
 * What a number under +1 can look like: no area or exchange begins with 0 or 1 or is a service code (211 to 911), and 555 is
 * no area (North American Numbering Plan). A caller id outside of that was made up.
 */
const northAmerican = /^\+1(?![2-9]11|555)[2-9]\d\d(?![2-9]11)[2-9]\d{6}$/;

/** ISO country of a number, e.g. `US`; null when unknown. */
export function countryOf(e164: string): string | null {
  return parsePhoneNumberFromString(e164)?.country ?? null;
}

/** The number as people write it in its country, e.g. `(312) 555-0117`. */
export function formatNumber(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatNational() ?? e164;
}
