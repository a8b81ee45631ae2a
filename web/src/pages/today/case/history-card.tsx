import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import type { HistoryEntry } from "@ringback/contract/workplace.ts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { labelWords } from "#components/label-words.ts";
import { whenWords } from "#components/time-words.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./timeline-card.module.css";

type HistoryPage = Answer<"customerHistory">;

/** This customer before today: jobs, calls, texts and how earlier callbacks ended, newest first. */
export function HistoryCard({ story }: { readonly story: CallbackCase }) {
  const request = { params: { id: story.id } };
  const query = useInfiniteQuery({
    queryKey: readKey("customerHistory", request),
    queryFn: ({ pageParam, signal }) =>
      api.customerHistory(
        { ...request, query: { limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: HistoryPage) => page.nextCursor,
  });
  const entries = useMemo(
    // The case itself is what stands around this card.
    () => query.data?.pages.flatMap((page) => page.entries).filter((entry) => entry.callbackId !== story.id) ?? [],
    [query.data, story.id],
  );
  const { jobs = [], appointments = [] } = query.data?.pages[0] ?? {};
  const open = [
    ...jobs.map(({ id, title, state, at }) => ({ id, at, words: `${title}, ${labelWords(state).toLowerCase()}` })),
    ...appointments.map(({ id, title, at }) => ({ id, at, words: title })),
  ];
  if (query.isPending || (query.isSuccess && entries.length === 0 && open.length === 0)) return null;
  return (
    <Card title="History">
      <ProblemNote error={query.error} />
      {open.length > 0 && <Entries label="Jobs" entries={open} />}
      {entries.length > 0 && <PastEntries entries={entries} />}
      {query.hasNextPage && (
        <div style={{ marginTop: 8 }}>
          <Button size="small" tone="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show earlier
          </Button>
        </div>
      )}
    </Card>
  );
}

function Entries({
  label,
  entries,
}: {
  readonly label: string;
  readonly entries: readonly { id: string; at: string; words: string }[];
}) {
  const when = useWhen();
  return (
    <ol className={styles.timeline} aria-label={label}>
      {entries.map(({ id, at, words }) => (
        <li key={id} className={styles.entry}>
          <time dateTime={at}>{when(at)}</time>
          <span>{words}</span>
        </li>
      ))}
    </ol>
  );
}

function PastEntries({ entries }: { readonly entries: readonly HistoryEntry[] }) {
  const when = useWhen();
  return (
    <ol className={styles.timeline} aria-label="Earlier contact">
      {entries.map((entry) => (
        <li key={`${entry.kind} ${entry.id}`} className={styles.entry}>
          <time dateTime={entry.at}>{when(entry.at)}</time>
          <span>
            <EntryWords entry={entry} />
            {entry.by !== null && <span className={styles.by}> · {entry.by}</span>}
            {entry.quote !== null && <span className={styles.quote}>“{entry.quote}”</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The words lead to where the whole is: the earlier case, or the call's ledger. */
function EntryWords({ entry }: { readonly entry: HistoryEntry }) {
  if (entry.kind === "callback" && entry.callbackId !== null)
    return (
      <Link to={paths.callback} params={{ callbackId: entry.callbackId }} search={({ do: _, ...rest }) => rest}>
        {entry.text}
      </Link>
    );
  if (entry.callId !== null)
    return (
      <Link to={paths.call} params={{ callId: entry.callId }}>
        {entry.text}
      </Link>
    );
  return entry.text;
}

function useWhen(): (at: string) => string {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  return (at) => whenWords(Date.parse(at), nowMs, timeZone);
}
