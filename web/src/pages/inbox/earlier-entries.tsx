import type { Conversation } from "@ringback/contract/conversations.ts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { Thread } from "#components/conversation/thread.tsx";
import { Button } from "#ui/button.tsx";
import styles from "./inbox.module.css";

/** What was said before the first page of a thread, fetched when somebody wants to know. */
export function EarlierEntries({ conversation }: { readonly conversation: Conversation }) {
  const { id, before, numbers } = conversation;
  const query = useInfiniteQuery({
    queryKey: readKey("getConversation", { earlier: id, before }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"getConversation">> =>
      api.getConversation({ params: { id }, query: { before: pageParam ?? "" } }, signal),
    initialPageParam: before,
    getNextPageParam: (page) => page.before,
    enabled: false,
  });
  const pages = query.data?.pages ?? [];
  const entries = [...pages].reverse().flatMap((page) => page.entries);
  const isMore = pages.length === 0 || query.hasNextPage;
  return (
    <div className={styles.earlier}>
      {isMore && (
        <Button
          size="small"
          busy={query.isFetching}
          onClick={() => void (pages.length === 0 ? query.refetch() : query.fetchNextPage())}
        >
          Show earlier
        </Button>
      )}
      {entries.length > 0 && <Thread conversation={{ entries, numbers }} />}
    </div>
  );
}
