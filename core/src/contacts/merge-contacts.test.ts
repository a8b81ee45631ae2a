import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ContactFacts, contactLanes, unknownContact } from "./contact.ts";
import { chooseKept, planMerge, unmergedFacts } from "./merge-contacts.ts";

const tiers = ["none", "standard", "priority", "vip"];
const word = fc.constantFrom("Ana", "Luis", "x", "Ruiz\nHermanos");
const maybe = fc.option(word, { nil: null });
const contact: fc.Arbitrary<ContactFacts> = fc.record({
  name: maybe,
  company: maybe,
  kind: fc.constantFrom(...contactLanes),
  since: fc.option(fc.constantFrom("2019-01-01", "2020-05-05", "2024-12-31"), { nil: null }),
  note: maybe,
  openIssue: maybe,
  email: fc.option(fc.constantFrom("a@example.com", "b@example.com"), { nil: null }),
  address: maybe,
  postalCode: fc.option(fc.constantFrom("60601", "60602"), { nil: null }),
  region: fc.option(fc.constantFrom("IL", "WI"), { nil: null }),
  timeZoneOverride: fc.option(fc.constantFrom("America/Chicago", "America/Denver"), { nil: null }),
  timeZoneReason: maybe,
  language: fc.option(fc.constantFrom("en", "es"), { nil: null }),
  ownerId: fc.option(fc.constantFrom("1", "2"), { nil: null }),
  tier: fc.constantFrom(...tiers),
  tags: fc.uniqueArray(fc.constantFrom("pool", "gate", "landlord", "slow payer")).map((tags) => tags.toSorted()),
  fields: fc.dictionary(fc.constantFrom("roof", "boiler"), fc.oneof(word, fc.integer())),
});
const apply = (facts: ContactFacts, changes: Partial<ContactFacts>): ContactFacts => ({ ...facts, ...changes });

describe("merging", () => {
  test("what the kept contact says of itself stays, and gaps are filled", () => {
    const kept = { ...unknownContact, name: "Ana Ruiz", note: "Dog in the yard" };
    const gone = {
      ...unknownContact,
      name: "A. Ruiz",
      email: "ana@example.com",
      note: "Gate code 12\nDog in the yard",
    };
    const plan = planMerge(kept, gone, { tiers });
    expect(plan.changes).toEqual({ email: "ana@example.com", note: "Dog in the yard\nGate code 12" });
    expect(plan.before).toEqual({ email: null, note: "Dog in the yard" });
    expect(plan.disputed).toEqual(["name"]);
    expect(planMerge(kept, gone, { tiers, choices: { name: "gone" } }).changes.name).toBe("A. Ruiz");
  });

  test("an address is taken whole or not at all", () => {
    const kept = { ...unknownContact, postalCode: "60601" };
    const gone = { ...unknownContact, address: "1 Elm St", postalCode: "60657", region: "IL" };
    expect(planMerge(kept, gone, { tiers }).changes).toEqual({});
    expect(planMerge(unknownContact, gone, { tiers }).changes).toEqual({
      address: "1 Elm St",
      postalCode: "60657",
      region: "IL",
    });
  });

  test("whoever is not to be contacted stays so, whatever is chosen", () => {
    fc.assert(
      fc.property(contact, contact, fc.constantFrom("kept", "gone"), (one, other, choice) => {
        const plan = planMerge(one, other, { tiers, choices: { kind: choice } });
        const either = one.kind === "do-not-contact" || other.kind === "do-not-contact";
        expect(apply(one, plan.changes).kind === "do-not-contact").toBe(either);
      }),
    );
  });

  test("taken back, it was as if it had not been", () => {
    fc.assert(
      fc.property(contact, contact, (kept, gone) => {
        const plan = planMerge(kept, gone, { tiers });
        const merged = apply(kept, plan.changes);
        expect(apply(merged, unmergedFacts(plan, merged))).toEqual(kept);
      }),
    );
  });

  test("taken back, what somebody changed since stays", () => {
    fc.assert(
      fc.property(contact, contact, word, fc.constantFrom("pool", "new"), (kept, gone, name, tag) => {
        const plan = planMerge(kept, gone, { tiers });
        const merged = apply(kept, plan.changes);
        const later = { ...merged, name: `${name} since`, tags: [...new Set([...merged.tags, tag])].toSorted() };
        const undone = apply(later, unmergedFacts(plan, later));
        expect(undone.name).toBe(`${name} since`);
        if (!merged.tags.includes(tag)) expect(undone.tags).toContain(tag);
        expect({ ...undone, name: kept.name, tags: kept.tags }).toEqual(kept);
      }),
    );
  });

  test("lane, tier, date and tags do not depend on the order", () => {
    const orderless = ({ kind, tier, since, tags }: ContactFacts) => ({ kind, tier, since, tags });
    fc.assert(
      fc.property(contact, contact, contact, (kept, one, other) => {
        const into = (first: ContactFacts, second: ContactFacts) => {
          const once = apply(kept, planMerge(kept, first, { tiers }).changes);
          return apply(once, planMerge(once, second, { tiers }).changes);
        };
        expect(orderless(into(one, other))).toEqual(orderless(into(other, one)));
        expect(orderless(into(one, one))).toEqual(orderless(apply(kept, planMerge(kept, one, { tiers }).changes)));
      }),
    );
  });
});

test("the customer stays rather than the lead, then whoever is known longer, in either order", () => {
  const known = (id: string, kind: "lead" | "customer", day: string) => ({
    id,
    kind,
    createdAt: Temporal.Instant.from(`${day}T12:00:00Z`),
  });
  const lead = known("a", "lead", "2020-01-01");
  const customer = known("b", "customer", "2026-01-01");
  const older = known("c", "customer", "2025-01-01");
  for (const [one, other, kept] of [
    [lead, customer, customer],
    [customer, older, older],
  ] as const) {
    expect(chooseKept(one, other)).toBe(kept);
    expect(chooseKept(other, one)).toBe(kept);
  }
});
