/** What the address of Contacts may carry. */
export interface ContactsSearch {
  readonly q?: string;
  readonly lane?: "lead" | "customer" | "vendor" | "do-not-contact";
  readonly tag?: string;
  readonly tier?: string;
  readonly owner?: string;
}

const forms: Readonly<Record<keyof ContactsSearch, RegExp>> = {
  q: /^.{1,100}$/s,
  lane: /^(lead|customer|vendor|do-not-contact)$/,
  tag: /^.{1,40}$/s,
  tier: /^[a-z0-9-]{1,40}$/,
  owner: /^[0-9a-f-]{36}$/,
};

/** Reads the search part of the address; what is not understood is left out. */
export function contactsSearch(raw: Record<string, unknown>): ContactsSearch {
  return Object.fromEntries(
    Object.entries(forms).flatMap(([name, form]) => {
      // A router reads `?q=0147` as a number.
      const value = typeof raw[name] === "number" ? String(raw[name]) : raw[name];
      return typeof value === "string" && form.test(value) ? [[name, value]] : [];
    }),
  );
}
