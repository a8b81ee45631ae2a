import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";

const limit = 50;

function callersOptions(week: string) {
  return infiniteQueryOptions({
    queryKey: readKey("weeklyCallers", { pages: { week } }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"weeklyCallers">> =>
      api.weeklyCallers(
        { params: { week }, query: pageParam === null ? { limit } : { limit, cursor: pageParam } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

function emergenciesOptions(week: string) {
  return infiniteQueryOptions({
    queryKey: readKey("weeklyEmergencies", { pages: { week } }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"weeklyEmergencies">> =>
      api.weeklyEmergencies(
        { params: { week }, query: pageParam === null ? { limit } : { limit, cursor: pageParam } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The week's callers, page after page, those who have no answer yet first. */
export function useWeeklyCallers(week: string) {
  const query = useInfiniteQuery(callersOptions(week));
  return { ...query, items: onceEach((query.data?.pages ?? []).flatMap(({ callers }) => callers)) };
}

/** The week's emergencies, page after page, those nobody looked at first. */
export function useWeeklyEmergencies(week: string) {
  const query = useInfiniteQuery(emergenciesOptions(week));
  return { ...query, items: onceEach((query.data?.pages ?? []).flatMap(({ emergencies }) => emergencies)) };
}

/** Whoever was answered between two pages stands on both. */
function onceEach<Item extends { readonly callbackId: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.callbackId, item])).values()];
}
