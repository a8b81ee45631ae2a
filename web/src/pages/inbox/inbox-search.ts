const filters = ["open", "waiting", "mine", "unread", "all", "done"] as const;
export type InboxFilter = (typeof filters)[number];

/** What the address of the conversations may carry. */
export interface InboxSearch {
  readonly filter?: InboxFilter;
  readonly team?: string;
  readonly search?: string;
}

/** Reads the search part of the address; what is not understood is left out. */
export function inboxSearch(raw: Record<string, unknown>): InboxSearch {
  const filter = filters.find((one) => one === raw["filter"]);
  const { team, search } = raw;
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(typeof team === "string" && team.length <= 40 && team !== "" ? { team } : {}),
    ...(typeof search === "string" && search.length <= 80 && search !== "" ? { search } : {}),
  };
}
