/** What the address of Review may carry. */
export interface ReviewSearch {
  readonly reason?: string;
  /** The hold to begin with, in a link from its case. */
  readonly hold?: string;
}

/** Reads the search part of the address; what is not understood is left out. */
export function reviewSearch(raw: Record<string, unknown>): ReviewSearch {
  const { reason, hold } = raw;
  return {
    ...(typeof reason === "string" && /^[a-z-]{1,60}$/.test(reason) ? { reason } : {}),
    ...(typeof hold === "string" && /^[0-9a-f-]{36}$/.test(hold) ? { hold } : {}),
  };
}
