/** A field the account added itself. */
export interface ContactField {
  /** Small letters, digits and dashes; never changes. */
  readonly id: string;
  readonly label: string;
  readonly type: "text" | "number" | "date" | "choice";
  /** Only of `choice`. */
  readonly choices: readonly string[];
}

/** The account's own words for contacts. */
export interface ContactSetup {
  /** From the lowest to the highest; the first is what a new contact has. */
  readonly tiers: readonly { readonly id: string; readonly label: string }[];
  readonly fields: readonly ContactField[];
}

export const defaultContactSetup: ContactSetup = {
  tiers: [
    { id: "none", label: "None" },
    { id: "standard", label: "Standard" },
    { id: "priority", label: "Priority" },
    { id: "vip", label: "VIP" },
  ],
  fields: [],
};

export type ContactSetupRefusal = "tiers-need-none" | "same-id-twice" | "choice-needs-choices" | "field-type-changed";

/** Whether a setup can replace another; null: it can. What contacts hold already must keep its meaning. */
export function refuseSetup(next: ContactSetup, before: ContactSetup): ContactSetupRefusal | null {
  if (next.tiers[0]?.id !== "none") return "tiers-need-none";
  for (const list of [next.tiers, next.fields])
    if (new Set(list.map(({ id }) => id)).size !== list.length) return "same-id-twice";
  if (next.fields.some(({ type, choices }) => type === "choice" && choices.length === 0)) return "choice-needs-choices";
  const types = new Map(before.fields.map(({ id, type }) => [id, type]));
  if (next.fields.some(({ id, type }) => types.has(id) && types.get(id) !== type)) return "field-type-changed";
  return null;
}

/** A value of an own field as it is kept; null: it is none of this field. */
export function readFieldValue(field: ContactField, raw: string): string | number | null {
  const text = raw.trim();
  if (field.type === "choice")
    return field.choices.find((choice) => choice.toLowerCase() === text.toLowerCase()) ?? null;
  if (field.type === "date") return readDay(text);
  if (field.type === "number") {
    const value = Number(text.replaceAll(",", ""));
    return text === "" || !Number.isFinite(value) ? null : value;
  }
  return text.slice(0, fieldCharsMax);
}

/** A text of an own field is at most so long. */
export const fieldCharsMax = 500;

/** A day as ISO 8601, of `2024-05-31`, `5/31/2024` or a year alone; null: none. */
export function readDay(raw: string): string | null {
  const text = raw.trim();
  const [, year, month, day] =
    /^(\d{4})-(\d\d?)-(\d\d?)/.exec(text) ??
    reordered(/^(\d\d?)[/.](\d\d?)[/.](\d{4})/.exec(text)) ??
    (/^\d{4}$/.test(text) ? ["", text, "1", "1"] : []);
  if (year === undefined || month === undefined || day === undefined) return null;
  try {
    const date = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: "reject" },
    );
    return date.year < 1900 || date.year > 2200 ? null : date.toString();
  } catch {
    return null;
  }
}

/** Month first, unless the first number is no month. */
function reordered(parts: RegExpExecArray | null): string[] | null {
  if (parts === null) return null;
  const [, first = "", second = "", year = ""] = parts;
  return Number(first) > 12 ? ["", year, second, first] : ["", year, first, second];
}
