import { parseNumber } from "#phone-number.ts";
import type { ContactFacts, ContactLane } from "./contact.ts";
import type { ContactMapping } from "./contact-mapping.ts";
import type { ContactRejectReason } from "./contact-reject.ts";
import { type ContactSetup, readDay, readFieldValue } from "./contact-setup.ts";

/** A row of a list, understood. Facts that the row does not have are left out. */
export interface ReadContact {
  /** In E.164, each once, in the row's order. */
  readonly numbers: readonly string[];
  readonly facts: Partial<ContactFacts>;
}

/** What stands in the account and a row may name. */
export interface RowContext {
  readonly setup: ContactSetup;
  readonly members: readonly { readonly id: string; readonly name: string; readonly email: string | null }[];
}

const charsMax = {
  name: 200,
  company: 200,
  email: 254,
  address: 500,
  postalCode: 20,
  region: 60,
  note: 4_000,
  language: 20,
  openIssue: 500,
};
const numbersMax = 10;
const phonesCharsMax = 400;
const tagsMax = 20;

/** A row of a list as a contact, or why it can be none. */
export function readContactRow(
  cells: readonly string[],
  mapping: ContactMapping,
  context: RowContext,
): ReadContact | ContactRejectReason {
  const given = new Map<string, string[]>();
  for (const [at, column] of mapping.columns.entries()) {
    const value = clean(cells[at] ?? "");
    if (column !== null && value !== "") given.set(column, [...(given.get(column) ?? []), value]);
  }
  const one = (column: string, most: number) => given.get(column)?.join(" ").slice(0, most).trim();
  const phones = (given.get("phone") ?? []).flatMap(splitNumbers);
  const numbers = [...new Set(phones.flatMap((phone) => readNumber(phone, mapping.country) ?? []))].slice(
    0,
    numbersMax,
  );
  const wholeName =
    one("name", charsMax.name) ?? joined(one("first-name", charsMax.name), one("last-name", charsMax.name));
  const email = readEmail(one("email", charsMax.email));
  const company = one("company", charsMax.company);
  if (numbers.length === 0 && phones.some((phone) => /^\d+([.,]\d+)?e\+\d+$/i.test(phone))) return "phone-destroyed";
  if (numbers.length === 0 && email === undefined)
    return given.has("phone") ? "unreadable-phone" : "nothing-to-know-by";
  const facts: { -readonly [Fact in keyof ContactFacts]?: ContactFacts[Fact] | undefined } = {
    name: wholeName === undefined ? undefined : turned(wholeName).slice(0, charsMax.name),
    company,
    email,
    address: one("address", charsMax.address),
    postalCode: one("postal-code", charsMax.postalCode)?.toUpperCase(),
    region: one("region", charsMax.region),
    note: one("note", charsMax.note),
    openIssue: one("open-issue", charsMax.openIssue),
    language: one("language", charsMax.language)?.toLowerCase(),
    since: readDay(one("since", 40) ?? "") ?? undefined,
    kind: readLane(one("lane", 60)),
    tier: readTier(one("tier", 60), context.setup),
    tags: readTags(given.get("tags")),
    ownerId: readOwner(one("owner", 254), context.members),
    fields: readFields(given, context.setup),
  };
  return { numbers, facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) };
}

const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

function clean(cell: string): string {
  // An apostrophe that an export put before what a spreadsheet would run (ours does) is not part of it.
  return cell
    .replace(controls, "")
    .trim()
    .replace(/^'(?=[=+\-@])/, "");
}

function joined(...parts: readonly (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined && part !== "");
  return given.length === 0 ? undefined : given.join(" ");
}

/** "Ruiz, Ana" is Ana Ruiz; "Ruiz Plumbing, Inc." is a business. */
function turned(name: string): string {
  const [, last, first] = /^([\p{L}'’ -]+), ?([\p{L}'’. -]+)$/u.exec(name) ?? [];
  if (last === undefined || first === undefined || /^(inc|llc|ltd|co|corp|jr|sr|ii|iii|md|dds|pa|pc)\.?$/i.test(first))
    return name;
  return `${first} ${last}`;
}

/** Several numbers in one cell, as people write them. A slash or comma between digits of one number is not found. */
function splitNumbers(cell: string): string[] {
  // So much holds ten numbers with their words; what is longer is none, and would be slow to look through.
  return cell
    .slice(0, phonesCharsMax)
    .split(/[;,/|\n]|\bor\b|\band\b|&/i)
    .map((part) => part.trim())
    .filter((part) => /\d/.test(part));
}

/** A number in any form, without what says whose it is and without its extension. */
function readNumber(raw: string, country: ContactMapping["country"]): string | null {
  const plain = raw
    .replace(/\.0$/, "")
    .replace(/\b(ext|extension|x|#)\.? ?\d+\s*$/i, "")
    .replace(/^[^\d+(]+/, "")
    .replace(/\([\p{L} ]+\)|[\p{L}]+\s*$/gu, "")
    .trim();
  return /\d{5}|\d.*\d.*\d.*\d.*\d/.test(plain) ? parseNumber(plain, country) : null;
}

function readEmail(raw: string | undefined): string | undefined {
  const first = raw?.split(/[;, ]/)[0]?.toLowerCase();
  return first !== undefined && /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(first) ? first : undefined;
}

const laneWords: readonly (readonly [RegExp, ContactLane])[] = [
  [/do.?not|dnc|no.?contact|opt.?out|unsubscribed|blocked/i, "do-not-contact"],
  [/vendor|supplier|subcontractor|partner/i, "vendor"],
  [/lead|prospect|new|estimate|quote/i, "lead"],
  [/customer|client|patient|active|member|tenant|won/i, "customer"],
];

function readLane(raw: string | undefined): ContactLane | undefined {
  return raw === undefined ? undefined : laneWords.find(([form]) => form.test(raw))?.[1];
}

function readTier(raw: string | undefined, { tiers }: ContactSetup): string | undefined {
  const key = raw?.toLowerCase();
  return tiers.find(({ id, label }) => id === key || label.toLowerCase() === key)?.id;
}

function readTags(cells: readonly string[] | undefined): readonly string[] | undefined {
  const tags = (cells ?? [])
    .flatMap((cell) => cell.split(/[;,|\n]/))
    .map(readTag)
    .filter((tag) => tag !== "");
  return tags.length === 0 ? undefined : [...new Set(tags)].slice(0, tagsMax).toSorted();
}

/** A tag as it is kept: small letters, single spaces, at most forty characters. */
export function readTag(raw: string): string {
  return raw.trim().replace(/\s+/g, " ").toLowerCase().slice(0, 40);
}

function readOwner(raw: string | undefined, members: RowContext["members"]): string | undefined {
  const key = raw?.toLowerCase();
  const same = members.filter(({ name, email }) => name.toLowerCase() === key || email?.toLowerCase() === key);
  return same.length === 1 ? same[0]?.id : undefined;
}

function readFields(
  given: ReadonlyMap<string, readonly string[]>,
  { fields }: ContactSetup,
): ContactFacts["fields"] | undefined {
  const read = fields.flatMap((field) => {
    const raw = given.get(`field:${field.id}`)?.join(" ");
    const value = raw === undefined ? null : readFieldValue(field, raw);
    return value === null ? [] : [[field.id, value] as const];
  });
  return read.length === 0 ? undefined : Object.fromEntries(read);
}
