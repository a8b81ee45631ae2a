import type { ContactSetupBody } from "@ringback/contract/contacts.ts";

type Field = ContactSetupBody["fields"][number];

export const fieldTypeWords: Readonly<Record<Field["type"], string>> = {
  text: "Words",
  number: "A number",
  date: "A day",
  choice: "One of a list",
};

/** An id of small letters, digits and dashes that is not taken; it stays when the label changes. */
export function idOf(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 34);
  const base = plain === "" ? "field" : plain;
  let id = base;
  for (let count = 2; taken.includes(id); count++) id = `${base}-${count}`;
  return id;
}

/** The list with one entry moved up or down; at the ends, and where `fixed` first entries may not move, it stays. */
export function moved<Entry>(list: readonly Entry[], from: number, by: -1 | 1, fixed = 0): Entry[] {
  const to = from + by;
  const next = [...list];
  const [one, other] = [next[from], next[to]];
  if (one === undefined || other === undefined || from < fixed || to < fixed) return next;
  next[from] = other;
  next[to] = one;
  return next;
}

/** What keeps the setup from being saved, in words; null: nothing. */
export function whatIsMissing({ tiers, fields }: ContactSetupBody): string | null {
  if (tiers.some(({ label }) => label.trim() === "")) return "Name each tier, or remove it.";
  if (fields.some(({ label }) => label.trim() === "")) return "Name each field, or remove it.";
  const labels = (list: readonly { readonly label: string }[]) => list.map(({ label }) => label.trim().toLowerCase());
  for (const list of [labels(tiers), labels(fields)])
    if (new Set(list).size !== list.length) return "Two of them have the same name.";
  const empty = fields.find(({ type, choices }) => type === "choice" && filled(choices).length === 0);
  return empty === undefined ? null : `Say what can be chosen for “${empty.label.trim()}”.`;
}

/** Without empty lines and spaces around names. */
export function tidy({ tiers, fields }: ContactSetupBody): ContactSetupBody {
  return {
    tiers: tiers.map(({ id, label }) => ({ id, label: label.trim() })),
    fields: fields.map((field) => ({
      ...field,
      label: field.label.trim(),
      choices: field.type === "choice" ? filled(field.choices) : [],
    })),
  };
}

function filled(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}
