import type { DigitRun } from "./spoken-digits.ts";
import type { Word } from "./words.ts";

/** What the words around some digits announce. The last group are uses that keep digits from being private. */
export type Cue = "code" | "expiry" | "ssn" | "bank" | "password" | "identity-document" | "phone" | "other";

/** How many words away a cue may stand (docs/rules.md P7 for card codes). */
const REACH: Readonly<Record<Cue, number>> = {
  code: 12,
  expiry: 12,
  ssn: 12,
  bank: 8,
  password: 10,
  "identity-document": 8,
  phone: 6,
  other: 4,
};
const BACK_MAX = 12;
const FORWARD_MAX = 8;

const ONE_WORD: ReadonlyMap<string, Cue> = new Map([
  ...list("code", "cvv cvc cvv2 cvc2 csc cvn cbv cvb cvd cav"),
  ...list("expiry", "expires expiration expiry exp expiring expire vence vencimiento caduca caducidad"),
  ...list("ssn", "ssn itin socials"),
  ...list("bank", "routing iban aba swift clabe ach"),
  ...list("password", "password passcode passphrase pin contrasena clave nip"),
  ...list("identity-document", "passport pasaporte"),
  ...list("phone", "call callback phone cell cellphone mobile fax text reach llame llamar llameme telefono celular"),
  ...list(
    "other",
    "order invoice tracking confirmation case ticket claim unit apartment apt suite room floor job model serial zip lot estimate reference folio reservation flight gate pedido factura",
  ),
]);

/** Cues of several words; the first word leads to them. */
const PHRASES: ReadonlyMap<string, readonly { readonly rest: readonly string[]; readonly cue: Cue }[]> = phrases([
  [
    "code",
    "c v v",
    "c v c",
    "security code",
    "card code",
    "verification number",
    "digits on the back",
    "code on the back",
    "number on the back",
    "code on back",
    "numbers on the back",
    "digits on back",
    "three digit code",
    "3 digit code",
    "four digit code",
    "4 digit code",
    "codigo de seguridad",
    "back of the card",
    "back of card",
    "front of the card",
  ],
  ["expiry", "good thru", "good through", "valid thru", "valid through", "valid until", "fecha de vencimiento"],
  [
    "ssn",
    "social security",
    "social is",
    "s s n",
    "ss number",
    "ss is",
    "s s number",
    "my social",
    "his social",
    "her social",
    "your social",
    "their social",
    "social number",
    "social insurance",
    "seguro social",
    "numero de social",
    "of social",
    "of the social",
    "the social",
    "tax id",
    "taxpayer id",
    "taxpayer identification",
    "social ending",
    "social ends",
  ],
  [
    "bank",
    "bank account",
    "checking account",
    "savings account",
    "account and routing",
    "sort code",
    "direct deposit",
    "cuenta bancaria",
    "cuenta de banco",
    "cuenta de cheques",
    "cuenta de ahorros",
    "numero de ruta",
    "my checking is",
    "my checking number",
    "my savings is",
    "my savings number",
    "transit number",
    "wire transfer",
  ],
  ["password", "pass word", "pass code", "login code"],
  [
    "identity-document",
    "drivers license",
    "driver license",
    "driving licence",
    "driving license",
    "license number",
    "licence number",
    "drivers licence",
    "licencia de conducir",
    "licencia de manejo",
    "d l number",
    "state id",
    "green card",
    "alien number",
  ],
  [
    "other",
    "social worker",
    "social media",
    "social work",
    "social event",
    "social club",
    "social hour",
    "gate code",
    "door code",
    "garage code",
    "lock code",
    "lockbox code",
    "alarm code",
    "entry code",
    "access code",
    "zip code",
    "promo code",
    "error code",
    "building code",
    "area code",
    "coupon code",
    "codigo postal",
    "license plate",
  ],
]);

/** "The social media post", "my social worker". */
const NOT_SECURITY = new Set(
  "media worker workers work event events club hour post posts life services distancing studies page pages accounts channels".split(
    " ",
  ),
);
const ACCOUNT = new Set(["account", "acct", "cuenta"]);

export type CueContext = {
  /** Whether the message speaks of a bank anywhere, so that "account number" is one of a bank. */
  readonly isBanking: boolean;
};

/** Whether a message speaks of bank details at all. */
export function speaksOfBank(words: readonly Word[]): boolean {
  return words.some(
    ({ text }, at) =>
      ["routing", "iban", "checking", "bank", "banco", "deposit", "ach", "wire"].includes(text) ||
      (text === "savings" && ACCOUNT.has(words[at + 1]?.text ?? "")),
  );
}

/** Reads the cue that begins at a word; null when none does. */
export function cueAt(words: readonly Word[], at: number, context: CueContext): Cue | null {
  const text = words[at]?.text ?? "";
  const longest = (PHRASES.get(text) ?? []).find(({ rest }) =>
    rest.every((word, index) => words[at + 1 + index]?.text === word),
  );
  if (longest !== undefined) {
    const after = words[at + 1 + longest.rest.length]?.text ?? "";
    const isOther = longest.cue === "ssn" && longest.rest.at(-1) === "social" && NOT_SECURITY.has(after);
    return isOther ? null : longest.cue;
  }
  if (text === "social") return NOT_SECURITY.has(words[at + 1]?.text ?? "") ? null : "ssn";
  if (context.isBanking && ACCOUNT.has(text)) return "bank";
  return ONE_WORD.get(text) ?? null;
}

/**
 * The nearest cue before a number, or else after it. Words already redacted (`taken`) are no distance, so that a second
 * pass over redacted text sees the same.
 */
export function nearestCue(
  run: Pick<DigitRun, "pieces">,
  words: readonly Word[],
  taken: Uint8Array,
  context: CueContext,
  reachMax = BACK_MAX,
): Cue | null {
  const first = run.pieces[0]?.word ?? 0;
  const last = run.pieces.at(-1)?.lastWord ?? 0;
  let distance = 0;
  for (let at = first - 1; at >= 0 && distance < Math.min(BACK_MAX, reachMax); at -= 1) {
    if (taken[at] === 1) continue;
    distance += 1;
    const cue = cueAt(words, at, context);
    if (cue !== null && distance <= REACH[cue] && !isInsidePhrase(words, at, context)) return cue;
  }
  distance = 0;
  for (let at = last + 1; at < words.length && distance < Math.min(FORWARD_MAX, reachMax); at += 1) {
    if (taken[at] === 1) continue;
    if (words[at]?.before === "sentence" && distance > 0) break;
    distance += 1;
    const cue = cueAt(words, at, context);
    if (cue !== null) return cue === "other" || cue === "phone" ? null : cue;
  }
  return null;
}

/** "gate [code …]": the word belongs to a longer cue that begins one word before. */
function isInsidePhrase(words: readonly Word[], at: number, context: CueContext): boolean {
  const here = cueAt(words, at, context);
  const before = cueAt(words, at - 1, context);
  return (
    before !== null &&
    before !== here &&
    (PHRASES.get(words[at - 1]?.text ?? "") ?? []).some(({ rest }) => rest[0] === words[at]?.text)
  );
}

function list(cue: Cue, words: string): [string, Cue][] {
  return words.split(" ").map((word) => [word, cue]);
}

function phrases(
  groups: readonly (readonly [Cue, ...string[]])[],
): ReadonlyMap<string, { rest: string[]; cue: Cue }[]> {
  const byFirst = new Map<string, { rest: string[]; cue: Cue }[]>();
  for (const [cue, ...all] of groups)
    for (const phrase of all) {
      const [first = "", ...rest] = phrase.split(" ");
      byFirst.set(first, [...(byFirst.get(first) ?? []), { rest, cue }]);
    }
  for (const entries of byFirst.values()) entries.sort((one, other) => other.rest.length - one.rest.length);
  return byFirst;
}
