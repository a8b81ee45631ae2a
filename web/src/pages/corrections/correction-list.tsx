import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { labelWords } from "#components/label-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./corrections.module.css";
import type { CorrectionsSearch } from "./corrections-search.ts";

function listOptions(search: CorrectionsSearch) {
  const query = { limit: 50, ...search };
  return infiniteQueryOptions({
    queryKey: readKey("listCorrections", { pages: query }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"listCorrections">> =>
      api.listCorrections({ query: pageParam === null ? query : { ...query, cursor: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
}

/** The messages behind a cell, or all: words, what was read, what it is, and why. */
export function CorrectionList({ search }: { readonly search: CorrectionsSearch }) {
  const query = useInfiniteQuery(listOptions(search));
  const rows = query.data?.pages.flatMap((page) => page.corrections) ?? [];
  const isCell = search.said !== undefined;
  return (
    <Card
      title={isCell ? cellTitle(search) : "All messages that people judged"}
      aside={
        isCell && (
          <Link to={paths.corrections} search={{}} replace className={styles.link}>
            Show all
          </Link>
        )
      }
    >
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      <ul className={styles.list} aria-busy={query.isFetching}>
        {rows.map((row) => (
          <li key={row.id}>
            <p className={styles.words}>{row.text === null ? "The words are gone." : `“${row.text}”`}</p>
            <p className={styles.change}>
              <Change said={row.intentSaid} corrected={row.intentCorrected} />
              {" · "}
              <Change said={row.urgencySaid} corrected={row.urgencyCorrected} />
            </p>
            <p className={styles.meta}>
              {row.reason !== null && `“${row.reason}” · `}
              {row.by}, <When at={row.at} /> ·{" "}
              <Link to={paths.callback} params={{ callbackId: row.callbackId }} className={styles.link}>
                {row.callerName ?? "Open the case"}
              </Link>
            </p>
          </li>
        ))}
      </ul>
      {query.isSuccess && rows.length === 0 && <p className={styles.meta}>None in these days.</p>}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older
        </Button>
      )}
    </Card>
  );
}

function cellTitle({ said = "", corrected = "" }: CorrectionsSearch): string {
  return said === corrected
    ? `Read as ${labelWords(said).toLowerCase()}, and confirmed`
    : `Read as ${labelWords(said).toLowerCase()}, set to ${labelWords(corrected).toLowerCase()}`;
}

function Change({ said, corrected }: { readonly said: string; readonly corrected: string }) {
  if (said === corrected) return <span>{labelWords(said)}</span>;
  return (
    <span>
      <s>{labelWords(said)}</s> <strong>{labelWords(corrected)}</strong>
    </span>
  );
}
