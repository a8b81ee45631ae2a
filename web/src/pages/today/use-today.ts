import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { anyone } from "#paths.ts";
import type { TodaySearch } from "./today-search.ts";

type TodayPage = Answer<"today">;
export type GroupKey = TodayPage["groups"][number]["key"];
export interface Group {
  readonly key: GroupKey;
  readonly rows: readonly CallbackRow[];
}

const groupOrder: readonly GroupKey[] = ["now", "next", "snoozed", "closed-today"];
const rowsAPage = 200;

function todayOptions({ owner, urgency, q }: TodaySearch) {
  const query = { owner: owner === anyone ? undefined : owner, urgency, search: q, limit: rowsAPage };
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  return infiniteQueryOptions<TodayPage, Error, InfiniteData<TodayPage>, readonly unknown[], string | undefined>({
    queryKey: readKey("today", { pages: given }),
    queryFn: ({ pageParam, signal }) =>
      api.today({ query: pageParam === undefined ? given : { ...given, cursor: pageParam } }, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // A filter keeps the old list on the screen until the new one is there.
    placeholderData: (previous) => previous,
  });
}

/** Today's list under the filters of the address: the figures of the newest answer and the groups of all pages so far. */
export function useToday(search: TodaySearch) {
  const query = useInfiniteQuery(todayOptions(search));
  const pages = query.data?.pages;
  const groups = useMemo(() => mergeGroups(pages ?? []), [pages]);
  return { ...query, figures: pages?.[0], groups };
}

/** Joins the groups of several pages, in the order of the screen; a row that moved between two pages is kept once. */
export function mergeGroups(pages: readonly TodayPage[]): readonly Group[] {
  const seen = new Set<string>();
  const rowsOf = new Map<GroupKey, CallbackRow[]>(groupOrder.map((key) => [key, []]));
  for (const group of pages.flatMap((page) => page.groups)) {
    for (const row of group.rows) {
      if (seen.has(row.id)) continue;
      seen.add(row.id);
      rowsOf.get(group.key)?.push(row);
    }
  }
  return groupOrder.map((key) => ({ key, rows: rowsOf.get(key) ?? [] })).filter((group) => group.rows.length > 0);
}
