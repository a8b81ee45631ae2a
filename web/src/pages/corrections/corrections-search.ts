/** What the address of Corrections may carry: a cell of a table, and the days. */
export interface CorrectionsSearch {
  readonly kind?: "intent" | "urgency";
  readonly said?: string;
  readonly corrected?: string;
  /** Days of the business's calendar, both included. */
  readonly from?: string;
  readonly to?: string;
}

const forms: Readonly<Record<keyof CorrectionsSearch, RegExp>> = {
  kind: /^(intent|urgency)$/,
  said: /^[a-z-]{1,40}$/,
  corrected: /^[a-z-]{1,40}$/,
  from: /^\d{4}-\d\d-\d\d$/,
  to: /^\d{4}-\d\d-\d\d$/,
};

/** Reads the search part of the address; what is not understood is left out. */
export function correctionsSearch(raw: Record<string, unknown>): CorrectionsSearch {
  return Object.fromEntries(
    Object.entries(forms).flatMap(([name, form]) => {
      const value = raw[name];
      return typeof value === "string" && form.test(value) ? [[name, value]] : [];
    }),
  );
}
