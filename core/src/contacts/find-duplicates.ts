/** What of a contact is compared. */
export interface Comparable {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  /** In E.164. */
  readonly numbers: readonly string[];
}

export type DuplicateReason = "same-email" | "same-name-same-number" | "same-name-similar-number";

export const duplicateReasonWords: Readonly<Record<DuplicateReason, string>> = {
  "same-email": "Same e-mail",
  "same-name-same-number": "Same name, same number",
  "same-name-similar-number": "Same name, numbers that differ in one place",
};

export interface Duplicate {
  readonly one: string;
  readonly other: string;
  readonly reasons: readonly DuplicateReason[];
}

/** Whether two contacts may be one, and why one could think so; empty: no reason. It never says that they are. */
export function duplicateReasons(one: Comparable, other: Comparable): DuplicateReason[] {
  const reasons: DuplicateReason[] = [];
  if (one.email !== null && one.email === other.email) reasons.push("same-email");
  const sameName = nameKey(one.name) !== "" && nameKey(one.name) === nameKey(other.name);
  if (sameName) {
    const pairs = one.numbers.flatMap((mine) => other.numbers.map((theirs) => [mine, theirs] as const));
    if (pairs.some(([mine, theirs]) => mine === theirs)) reasons.push("same-name-same-number");
    else if (pairs.some(([mine, theirs]) => differInOnePlace(mine, theirs))) reasons.push("same-name-similar-number");
  }
  return reasons;
}

/** Pairs among contacts that share a name or an e-mail. Groups are small; within one every pair is looked at. */
export function findDuplicates(groups: readonly (readonly Comparable[])[]): Duplicate[] {
  const found = new Map<string, Duplicate>();
  for (const group of groups)
    for (const [at, first] of group.entries())
      for (const second of group.slice(at + 1)) {
        const [one, other] = first.id < second.id ? [first, second] : [second, first];
        if (one.id === other.id || found.has(`${one.id} ${other.id}`)) continue;
        const reasons = duplicateReasons(one, other);
        if (reasons.length > 0) found.set(`${one.id} ${other.id}`, { one: one.id, other: other.id, reasons });
      }
  return [...found.values()];
}

/** A name as it is compared: without case, accents, punctuation, and the order of its words. */
export function nameKey(name: string | null): string {
  return nameWords(name).toSorted().join(" ");
}

/** The words of a name, small and without accents. */
export function nameWords(name: string | null): string[] {
  const plain = (name ?? "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/**
 * Whether two names can be one person's: one of them unknown, or the words of the shorter all among those of the longer
 * ("Ruiz" and "Ana Ruiz", not "Luis Ruiz" and "Ana Ruiz").
 */
export function mayBeSameName(one: string | null, other: string | null): boolean {
  const [short, long] = [nameWords(one), nameWords(other)].toSorted((a, b) => a.length - b.length);
  return (short ?? []).every((word) => long?.includes(word));
}

/** One digit mistyped, or two neighbours exchanged. */
function differInOnePlace(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const places = [...one].flatMap((digit, at) => (digit === other[at] ? [] : [at]));
  const [first = 0, second = 0] = places;
  if (places.length === 1) return true;
  return places.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first];
}
