import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";

/** The figures beside the navigation: what is open, what is late, what waits for review. */
export function useCounts(): { readonly open: number; readonly overdue: number; readonly review: number } {
  const { data } = useQuery(read("today", { query: { limit: 1 } }));
  return { open: data?.open ?? 0, overdue: data?.overdue ?? 0, review: data?.reviewCount ?? 0 };
}
