import type { Standing } from "@ringback/contract/ledger.ts";

/** What the address of the Ledger may carry. Without a range it shows the last seven days. */
export interface LedgerSearch {
  readonly range?: "today" | "month" | "year" | "custom";
  /** Days of a range of one's own. */
  readonly from?: string;
  readonly to?: string;
  readonly number?: string;
  /** The day whose calls are looked at. */
  readonly day?: string;
  readonly standing?: Standing;
}

const standings: readonly string[] = [
  "live",
  "answered",
  "open",
  "recovered",
  "closed",
  "loose",
  "history",
] satisfies Standing[];

/** Reads the search part of the address; what is not understood is left out. */
export function ledgerSearch(raw: Record<string, unknown>): LedgerSearch {
  const text = (name: string, form: RegExp) => {
    const value = raw[name];
    return typeof value === "string" && form.test(value) ? { [name]: value } : {};
  };
  const aDay = /^\d{4}-\d\d-\d\d$/;
  return {
    ...text("range", /^(today|month|year|custom)$/),
    ...text("from", aDay),
    ...text("to", aDay),
    ...text("number", /^[0-9a-f-]{36}$/),
    ...text("day", aDay),
    ...(typeof raw["standing"] === "string" && standings.includes(raw["standing"])
      ? { standing: raw["standing"] as Standing }
      : {}),
  };
}
