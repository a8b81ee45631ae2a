import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import type { InboxSearch } from "./inbox-search.ts";

function options({ filter = "open", team, search }: InboxSearch) {
  const query = {
    limit: 50,
    filter,
    ...(team === undefined ? {} : { team }),
    ...(search === undefined ? {} : { search }),
  };
  return infiniteQueryOptions({
    queryKey: readKey("listConversations", { pages: query }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"listConversations">> =>
      api.listConversations({ query: pageParam === null ? query : { ...query, cursor: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // A filter keeps the old list on the screen until the new one is there.
    placeholderData: (previous) => previous,
  });
}

/** Conversations, page after page, the newest word first. */
export function useConversations(search: InboxSearch) {
  const query = useInfiniteQuery(options(search));
  const pages = query.data?.pages;
  // A conversation that moved between two pages is shown once.
  const rows = [...new Map((pages ?? []).flatMap((page) => page.conversations).map((row) => [row.id, row])).values()];
  return { ...query, rows, teams: pages?.[0]?.teams ?? [] };
}
