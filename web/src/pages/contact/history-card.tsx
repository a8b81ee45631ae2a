import { Skeleton } from "@mantine/core";
import type { ContactHistoryEntry } from "@ringback/contract/contacts.ts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { phoneWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./contact.module.css";

/** Calls, texts and callbacks by every number of theirs, newest first. */
export function HistoryCard({ contactId }: { readonly contactId: string }) {
  const query = useInfiniteQuery({
    queryKey: readKey("getContactHistory", { id: contactId }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"getContactHistory">> =>
      api.getContactHistory(
        { params: { id: contactId }, query: pageParam === null ? {} : { before: pageParam } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Card title="What happened">
      {query.isPending && <Skeleton height={160} radius={8} />}
      {query.isError && <ProblemNote error={query.error} />}
      {query.isSuccess && entries.length === 0 && (
        <p className={styles.soft}>Nothing yet. Calls, texts and callbacks by any of their numbers will stand here.</p>
      )}
      <ul className={styles.list}>
        {entries.map((entry) => (
          <li key={`${entry.kind}${entry.id}`} className={styles.item}>
            <div>
              <Entry entry={entry} />
              {entry.detail !== null && entry.detail !== "" && <span className={styles.source}>{entry.detail}</span>}
            </div>
            <span className={styles.soft}>
              <When at={entry.at} />
            </span>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older
        </Button>
      )}
    </Card>
  );
}

function Entry({ entry }: { readonly entry: ContactHistoryEntry }) {
  const words =
    entry.number === null || entry.kind !== "call" ? entry.words : `${entry.words}, from ${phoneWords(entry.number)}`;
  if (entry.callbackId !== null && entry.kind === "callback")
    return (
      <Link to={paths.callback} params={{ callbackId: entry.callbackId }}>
        {words}
      </Link>
    );
  if (entry.kind === "call")
    return (
      <Link to={paths.call} params={{ callId: entry.id }}>
        {words}
      </Link>
    );
  return <span>{words}</span>;
}
