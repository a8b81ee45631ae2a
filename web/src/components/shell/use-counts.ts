import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";

interface Counts {
  readonly open: number;
  readonly overdue: number;
  readonly review: number;
  readonly reviewOverdue: number;
}

/** The figures beside the navigation: what is open, what is late, what waits for review. */
export function useCounts(): Counts {
  const { data } = useQuery(read("today", { query: { limit: 1 } }));
  return {
    open: data?.open ?? 0,
    overdue: data?.overdue ?? 0,
    review: data?.reviewCount ?? 0,
    reviewOverdue: data?.reviewOverdue ?? 0,
  };
}
