import type { ContactLane } from "./contact.ts";
import { nameWords } from "./find-duplicates.ts";

/** What a column of a list of contacts can hold; `field:<id>` is one of the account's own fields. */
export type ContactColumn =
  | "name"
  | "first-name"
  | "last-name"
  | "company"
  | "phone"
  | "email"
  | "address"
  | "postal-code"
  | "region"
  | "lane"
  | "tier"
  | "tags"
  | "note"
  | "open-issue"
  | "since"
  | "language"
  | "owner"
  | `field:${string}`;

export const contactColumnWords: Readonly<Record<Exclude<ContactColumn, `field:${string}`>, string>> = {
  name: "Name",
  "first-name": "First name",
  "last-name": "Last name",
  company: "Company",
  phone: "Phone",
  email: "E-mail",
  address: "Address",
  "postal-code": "Postal code",
  region: "State",
  lane: "Lane",
  tier: "Tier",
  tags: "Tags",
  note: "Note",
  "open-issue": "Open issue",
  since: "Customer since",
  language: "Language",
  owner: "Person who knows them (name or e-mail)",
};

/** What is done with somebody who is known already. */
export type WhenKnown = "fill" | "overwrite" | "skip";

/** How a list of contacts is to be understood. */
export interface ContactMapping {
  readonly delimiter: string;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** What each column holds, by its place; null: it is left out. */
  readonly columns: readonly (ContactColumn | null)[];
  /** Numbers without a country code are read as of this country. */
  readonly country: "US" | "CA" | "GB" | "AU";
  /** The lane of who is new and whose row names none. */
  readonly lane: ContactLane;
  readonly whenKnown: WhenKnown;
}

/** Words in the heads of lists, by their words in order. The first that fits wins. */
const heads: readonly (readonly [RegExp, ContactColumn])[] = [
  [/^(first|given|fore)( ?name)?$/, "first-name"],
  [/^(last|family|sur) ?name$|^last$/, "last-name"],
  [/^(company|business|organi[sz]ation|account)( name)?$/, "company"],
  [/^(full |customer |client |contact |display )?name$|^(customer|client|contact)$/, "name"],
  [/e ?mail/, "email"],
  [/phone|mobile|cell|^tel|telephone|landline|^number$|fax/, "phone"],
  [/zip|post(al)? ?code|postcode/, "postal-code"],
  [/^(state|province|region)$|^(billing|service) state$/, "region"],
  [/address|street/, "address"],
  [/^(lane|type|contact type|customer type|kind|status|category)$/, "lane"],
  [/^(tier|level|priority|vip)$/, "tier"],
  [/^(tags?|labels?|groups?)$/, "tags"],
  [/^(notes?|comments?|remarks?|memo)$/, "note"],
  [/open (issue|complaint)/, "open-issue"],
  [/since|created|first (seen|job|visit)|date added/, "since"],
  [/language|locale/, "language"],
  [/owner|assigned|account manager|rep$/, "owner"],
];

/** What the columns may hold, by their names, or by what stands in them where they have none. */
export function guessColumns(
  header: readonly string[] | null,
  rows: readonly (readonly string[])[],
  fields: readonly { readonly id: string; readonly label: string }[],
): (ContactColumn | null)[] {
  const taken = new Set<ContactColumn>();
  const once = (column: ContactColumn | null) => {
    if (column === null || (taken.has(column) && column !== "phone")) return null;
    taken.add(column);
    return column;
  };
  const count = header?.length ?? Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, at) => {
    const head = header?.[at];
    if (head === undefined) return once(guessByValues(rows.map((row) => row[at] ?? "")));
    const key = nameWords(head).join(" ");
    const own = fields.find(({ label, id }) => nameWords(label).join(" ") === key || id === key.replaceAll(" ", "-"));
    const named = own ? (`field:${own.id}` as const) : heads.find(([form]) => form.test(key))?.[1];
    // A head that says nothing: only what can hardly be anything else.
    const seen = guessByValues(rows.map((row) => row[at] ?? ""));
    return once(named ?? (seen === "name" ? null : seen));
  });
}

function guessByValues(values: readonly string[]): ContactColumn | null {
  const filled = values.filter((value) => value.trim() !== "");
  const most = (form: RegExp) =>
    filled.length > 0 && filled.filter((value) => form.test(value)).length * 2 > filled.length;
  if (most(/^[^@\s]+@[^@\s]+\.[^@\s]+$/)) return "email";
  if (most(/^(\+\d|\(\d{3}\)|\d{3}[\s.-]\d{3}|\d{10}$)[\d\s().;,/-]*$/)) return "phone";
  return most(/^\p{L}[\p{L}'’.-]+ \p{L}/u) ? "name" : null;
}

/** Whether the first row names columns: none of its cells looks like a number or an e-mail, and one is a known head. */
export function looksLikeHead(row: readonly string[]): boolean {
  if (row.some((cell) => /@|\d{5,}/.test(cell))) return false;
  return row.some((cell) => heads.some(([form]) => form.test(nameWords(cell).join(" "))));
}
