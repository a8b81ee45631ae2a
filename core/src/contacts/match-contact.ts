import { type ContactFact, type ContactFacts, sameFact } from "./contact.ts";
import type { WhenKnown } from "./contact-mapping.ts";
import { mayBeSameName } from "./find-duplicates.ts";
import type { ReadContact } from "./read-contact-row.ts";

/** A contact that a row may be about: it has one of its numbers, or its e-mail. */
export interface Candidate {
  readonly id: string;
  readonly by: "number" | "email";
  readonly facts: ContactFacts;
}

export type RowMatch =
  | { readonly kind: "new" }
  /** Somebody else of the same household: the number is shared, nobody is renamed. */
  | { readonly kind: "new-at-known-number" }
  | { readonly kind: "known"; readonly id: string }
  | { readonly kind: "two-contacts" };

/**
 * Whom a row of a list is about. A number or e-mail says who, unless the names say that they are two people behind one number;
 * where they point to two contacts a person decides.
 */
export function matchRow(row: ReadContact, candidates: readonly Candidate[]): RowMatch {
  const name = row.facts.name ?? null;
  const fitting = candidates.filter(({ facts }) => mayBeSameName(name, facts.name));
  const ids = new Set(fitting.map(({ id }) => id));
  if (ids.size > 1) return { kind: "two-contacts" };
  const [only] = fitting;
  if (only !== undefined) return { kind: "known", id: only.id };
  return { kind: candidates.some(({ by }) => by === "number") ? "new-at-known-number" : "new" };
}

/** What a row changes of a contact that is known. Somebody who is not to be contacted stays so. */
export function changesOfRow(
  known: ContactFacts,
  given: Partial<ContactFacts>,
  rule: WhenKnown,
): Partial<ContactFacts> {
  if (rule === "skip") return {};
  const changes: Record<string, unknown> = {};
  for (const fact of Object.keys(given) as ContactFact[]) {
    const value = mergedFact(fact, known, given, rule);
    if (!sameFact(value, known[fact])) changes[fact] = value;
  }
  if (known.kind === "do-not-contact") delete changes["kind"];
  return changes as Partial<ContactFacts>;
}

function mergedFact(fact: ContactFact, known: ContactFacts, given: Partial<ContactFacts>, rule: WhenKnown): unknown {
  if (fact === "tags") return [...new Set([...known.tags, ...(given.tags ?? [])])].toSorted();
  if (fact === "fields")
    return rule === "fill" ? { ...given.fields, ...known.fields } : { ...known.fields, ...given.fields };
  // A list that says so is heard whatever the rule: not to be contacted outweighs all, a customer is more than a lead.
  if (fact === "kind")
    return rule === "overwrite" || given.kind === "do-not-contact" || known.kind === "lead" ? given.kind : known.kind;
  if (fact === "tier") return rule === "overwrite" || known.tier === "none" ? given.tier : known.tier;
  return rule === "overwrite" ? given[fact] : (known[fact] ?? given[fact]);
}
