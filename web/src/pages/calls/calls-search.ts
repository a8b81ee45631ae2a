/** What the address of Calls may carry. */
export interface CallsSearch {
  readonly outcome?: "answered" | "missed";
}

/** Reads the search part of the address; what is not understood is left out. */
export function callsSearch(raw: Record<string, unknown>): CallsSearch {
  return raw["outcome"] === "answered" || raw["outcome"] === "missed" ? { outcome: raw["outcome"] } : {};
}
