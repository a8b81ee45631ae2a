/** Who somebody is to the business. */
export type ContactLane = "lead" | "customer" | "vendor" | "do-not-contact";
export const contactLanes: readonly ContactLane[] = ["lead", "customer", "vendor", "do-not-contact"];

/** The lane in words for people. */
export const contactLaneWords: Readonly<Record<ContactLane, string>> = {
  lead: "Lead",
  customer: "Customer",
  vendor: "Vendor",
  "do-not-contact": "Do not contact",
};

/** Where a fact came from. */
export type FactSource = "call" | "person" | "import" | "merge";

/** What is known of a contact apart from its numbers and history. Dates are ISO 8601 days. */
export interface ContactFacts {
  readonly name: string | null;
  readonly company: string | null;
  readonly kind: ContactLane;
  readonly since: string | null;
  readonly note: string | null;
  readonly openIssue: string | null;
  /** In small letters. */
  readonly email: string | null;
  readonly address: string | null;
  readonly postalCode: string | null;
  readonly region: string | null;
  readonly timeZoneOverride: string | null;
  readonly timeZoneReason: string | null;
  readonly language: string | null;
  /** Who knows the customer. */
  readonly ownerId: string | null;
  readonly tier: string;
  readonly tags: readonly string[];
  /** The account's own fields, by the field's id. */
  readonly fields: Readonly<Record<string, string | number>>;
}
export type ContactFact = keyof ContactFacts;

/** A contact of which nothing is known. */
export const unknownContact: ContactFacts = {
  name: null,
  company: null,
  kind: "lead",
  since: null,
  note: null,
  openIssue: null,
  email: null,
  address: null,
  postalCode: null,
  region: null,
  timeZoneOverride: null,
  timeZoneReason: null,
  language: null,
  ownerId: null,
  tier: "none",
  tags: [],
  fields: {},
};

/** Which of two facts are the same; objects and lists by what they hold. */
export function sameFact(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value ?? null);
  return JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
