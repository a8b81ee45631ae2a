import { type ContactFact, type ContactFacts, type ContactLane, sameFact } from "./contact.ts";

/** Which of two contacts a fact is taken from, where a person said so. */
export type MergeChoices = { readonly [Fact in ContactFact]?: "kept" | "gone" };

export interface MergePlan {
  /** The kept contact's facts as they will be; facts that do not change are left out. */
  readonly changes: Partial<ContactFacts>;
  /** What those facts were. */
  readonly before: Partial<ContactFacts>;
  /** Facts that both have and that differ: the person is shown which one wins. */
  readonly disputed: readonly ContactFact[];
}

/** Why two records were one, for counting where duplicates come from. */
export type DuplicateCause = "called-from-another-number" | "typed-twice" | "imported-twice" | "household" | "other";

export const duplicateCauseWords: Readonly<Record<DuplicateCause, string>> = {
  "called-from-another-number": "Called from another number",
  "typed-twice": "Entered twice by hand",
  "imported-twice": "Came with a list although known",
  household: "One household was entered as two",
  other: "Another cause",
};
export const duplicateCauses = Object.keys(duplicateCauseWords) as readonly DuplicateCause[];

/** A merge can be taken back for so long. */
export const mergeUndoDays = 30;

/** From the weakest to the strongest: what is said of one record holds for the person. */
const laneStrength: readonly ContactLane[] = ["lead", "vendor", "customer", "do-not-contact"];
/** Facts that only make sense together. */
const blocks: readonly (readonly ContactFact[])[] = [
  ["address", "postalCode", "region"],
  ["timeZoneOverride", "timeZoneReason"],
];
const plain: readonly ContactFact[] = ["name", "company", "openIssue", "email", "language", "ownerId"];
/** A person chooses these, too, but for the lane of somebody who wants no contact. */
const choosable: readonly ContactFact[] = [...plain, ...blocks.flat(), "kind", "tier", "since"];

/**
 * What becomes of the kept contact when another record turns out to be the same: its own facts stay, gaps are filled; tags,
 * own fields and notes come together; the stronger lane, the higher tier and the earlier date win. Somebody who is not to be
 * contacted stays so whoever chooses otherwise. `tiers` from the lowest to the highest.
 */
export function planMerge(
  kept: ContactFacts,
  gone: ContactFacts,
  { tiers, choices = {} }: { readonly tiers: readonly string[]; readonly choices?: MergeChoices },
): MergePlan {
  const merged: Record<ContactFact, unknown> = { ...kept };
  for (const fact of plain) merged[fact] = kept[fact] ?? gone[fact];
  for (const block of blocks)
    if (block.every((fact) => kept[fact] === null)) for (const fact of block) merged[fact] = gone[fact];
  merged.kind = stronger(laneStrength, kept.kind, gone.kind);
  merged.tier = stronger(tiers, kept.tier, gone.tier);
  merged.since = earlier(kept.since, gone.since);
  merged.note = joinedNotes(kept.note, gone.note);
  merged.tags = [...new Set([...kept.tags, ...gone.tags])].toSorted();
  merged.fields = { ...gone.fields, ...kept.fields };
  for (const fact of choosable) {
    const choice = choices[fact];
    if (choice !== undefined) merged[fact] = (choice === "kept" ? kept : gone)[fact];
  }
  if (kept.kind === "do-not-contact" || gone.kind === "do-not-contact") merged.kind = "do-not-contact";
  const changed = facts(kept).filter((fact) => !sameFact(merged[fact], kept[fact]));
  return {
    changes: pick(merged as unknown as ContactFacts, changed), // every fact was filled from one of the two
    before: pick(kept, changed),
    disputed: choosable.filter(
      (fact) => kept[fact] !== null && gone[fact] !== null && !sameFact(kept[fact], gone[fact]),
    ),
  };
}

/**
 * The facts of a kept contact after its merge is taken back: as they were, but for what somebody changed since, which stays.
 * Tags and own fields are looked at one by one.
 */
export function unmergedFacts(
  { before, changes }: Pick<MergePlan, "before" | "changes">,
  now: ContactFacts,
): Partial<ContactFacts> {
  const restored: Record<string, unknown> = {};
  for (const fact of facts(now)) {
    if (!(fact in changes)) continue;
    if (fact === "tags") {
      const added = new Set((changes.tags ?? []).filter((tag) => !(before.tags ?? []).includes(tag)));
      const gone = new Set((before.tags ?? []).filter((tag) => !(changes.tags ?? []).includes(tag)));
      restored[fact] = [...now.tags.filter((tag) => !added.has(tag)), ...gone].toSorted();
    } else if (fact === "fields")
      restored[fact] = unmergedFields(before.fields ?? {}, changes.fields ?? {}, now.fields);
    else if (sameFact(now[fact], changes[fact])) restored[fact] = before[fact];
  }
  return restored as Partial<ContactFacts>;
}

function unmergedFields(
  before: ContactFacts["fields"],
  merged: ContactFacts["fields"],
  now: ContactFacts["fields"],
): ContactFacts["fields"] {
  const kept = Object.entries(now).filter(([id, value]) => !(merged[id] === value && before[id] !== value));
  return Object.fromEntries(kept);
}

/** Which of two records stays: who is more to the business, then who is known longer. */
export function chooseKept<
  Record extends { readonly id: string; readonly kind: ContactLane; readonly createdAt: Temporal.Instant },
>(one: Record, other: Record): Record {
  const strength = (record: Record) => ["lead", "do-not-contact", "vendor", "customer"].indexOf(record.kind);
  if (strength(one) !== strength(other)) return strength(one) > strength(other) ? one : other;
  const order = Temporal.Instant.compare(one.createdAt, other.createdAt) || (one.id < other.id ? -1 : 1);
  return order <= 0 ? one : other;
}

function facts(contact: ContactFacts): ContactFact[] {
  return Object.keys(contact) as ContactFact[];
}

function pick(contact: ContactFacts, wanted: readonly ContactFact[]): Partial<ContactFacts> {
  return Object.fromEntries(wanted.map((fact) => [fact, contact[fact]]));
}

function stronger<Word extends string>(order: readonly Word[], one: Word, other: Word): Word {
  return order.indexOf(other) > order.indexOf(one) ? other : one;
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** Both notes, each line once. */
function joinedNotes(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  const known = new Set(one.split("\n"));
  const more = other.split("\n").filter((line) => !known.has(line));
  return [one, ...more].join("\n");
}
