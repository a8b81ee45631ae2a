import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";

interface Counts {
  readonly open: number;
  readonly overdue: number;
  readonly unread: number;
  readonly review: number;
  readonly reviewOverdue: number;
}

/** The figures beside the navigation: what is open, what is late, what nobody read, what waits for review. */
export function useCounts(): Counts {
  const { data } = useQuery(read("today", { query: { limit: 1 } }));
  const { data: threads } = useQuery(read("countConversations"));
  return {
    unread: threads?.unread ?? 0,
    open: data?.open ?? 0,
    overdue: data?.overdue ?? 0,
    review: data?.reviewCount ?? 0,
    reviewOverdue: data?.reviewOverdue ?? 0,
  };
}
