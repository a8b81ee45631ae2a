import { parseNumber, readCaller } from "#phone-number.ts";

/** Somebody on a call, as a log names them. */
export type Party =
  | { readonly kind: "number"; readonly number: string }
  | { readonly kind: "withheld" }
  /** A phone inside the business: an extension, a name, a SIP address. */
  | { readonly kind: "inside"; readonly name: string }
  | { readonly kind: "destroyed" };

const rememberedMax = 200_000;
/** What a spreadsheet makes of a long number. */
const cutShort = /^\d(?:[.,]\d+)?E\+?\d{1,2}$/i;
const ordinaryAmerican = /^\+1[2-9]\d{9}$/;
/** The one plain number that spells a withheld caller (`phone-number.ts`). */
const spellsRestricted = "+17378742833";

/**
 * Reads who called or was called: a number in any form, `Dana Caller <+15551230001>`, `Chen, Maya (117)`, a SIP address, an
 * extension, or the words for a withheld number. Remembers what it has read, because the same people call again.
 */
export class PartyReader {
  readonly #known = new Map<string, Party>();

  read(raw: string): Party {
    if (ordinaryAmerican.test(raw) && raw !== spellsRestricted) return { kind: "number", number: raw };
    let party = this.#known.get(raw);
    if (party === undefined) {
      party = readParty(raw);
      if (this.#known.size >= rememberedMax) this.#known.clear();
      this.#known.set(raw, party);
    }
    return party;
  }
}

function readParty(raw: string): Party {
  const text = raw.trim().replace(/^'/, "");
  if (cutShort.test(text)) return { kind: "destroyed" };
  const bracketed = /<([^<>]+)>\s*$/.exec(text)?.[1] ?? /\((\+?[\d\s.-]+)\)\s*$/.exec(text)?.[1];
  const named = bracketed !== undefined && parseNumber(bracketed) !== null ? bracketed : text;
  // A log has no signature of the network, so what spells RESTRICTED is withheld.
  const caller = readCaller(named.replace(/^(?:tel|whatsapp):/i, ""), "none");
  if (caller.kind === "known") return isDialable(named) ? { kind: "number", number: caller.number } : inside(text);
  return caller.kind === "withheld" ? { kind: "withheld" } : inside(text);
}

/** An extension of seven digits is rarer than a local number written without its area; both are no number one can call back. */
function isDialable(text: string): boolean {
  return text.replace(/\D/g, "").length >= 8;
}

function inside(text: string): Party {
  return { kind: "inside", name: text.slice(0, 120) };
}
