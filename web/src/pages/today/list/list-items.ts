import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import type { Group, GroupKey } from "#pages/today/use-today.ts";

export type ListItem =
  | { readonly kind: "heading"; readonly key: string; readonly words: string; readonly count: number }
  | { readonly kind: "nobody"; readonly key: string }
  | { readonly kind: "row"; readonly key: string; readonly row: CallbackRow };

const groupWords: { readonly [Key in GroupKey]: string } = {
  now: "Call back now",
  next: "Next",
  snoozed: "Snoozed",
  "closed-today": "Closed today",
};

/** The groups as one flat list of headings and rows; when only closed ones are left, it first says that nobody waits. */
export function listItems(groups: readonly Group[]): readonly ListItem[] {
  const items = groups.flatMap((group): ListItem[] => [
    { kind: "heading", key: group.key, words: groupWords[group.key], count: group.rows.length },
    ...group.rows.map((row): ListItem => ({ kind: "row", key: row.id, row })),
  ]);
  const isAllClosed = groups.length > 0 && groups.every((group) => group.key === "closed-today");
  return isAllClosed ? [{ kind: "nobody", key: "nobody" }, ...items] : items;
}

/** The id of the row after (1) or before (-1) the given one; from nowhere, the first. Undefined at the ends. */
export function neighbourId(items: readonly ListItem[], id: string | undefined, step: 1 | -1): string | undefined {
  const rows = items.flatMap((item) => (item.kind === "row" ? [item.row.id] : []));
  const index = id === undefined ? -1 : rows.indexOf(id);
  return index < 0 ? rows[0] : rows[index + step];
}
