import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";

function holdsOptions(reason: string | undefined) {
  const query = { limit: 50, ...(reason === undefined ? {} : { reason }) };
  return infiniteQueryOptions({
    queryKey: readKey("listHolds", { pages: query }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"listHolds">> =>
      api.listHolds({ query: pageParam === null ? query : { ...query, cursor: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // A filter keeps the old list on the screen until the new one is there.
    placeholderData: (previous) => previous,
  });
}

/** What waits, page after page; the counts are the newest answer's. */
export function useHolds(reason: string | undefined) {
  const query = useInfiniteQuery(holdsOptions(reason));
  const pages = query.data?.pages;
  // A hold that moved between two pages is shown once.
  const holds = [...new Map((pages ?? []).flatMap((page) => page.holds).map((hold) => [hold.id, hold])).values()];
  return { ...query, holds, counts: pages?.[0] };
}
