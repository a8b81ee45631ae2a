import { Skeleton } from "@mantine/core";
import { countWords } from "@ringback/core/measurement/figures/figure-words.ts";
import type { ReactNode } from "react";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./weekly.module.css";

interface WeeklyListProps<Item> {
  /** What `useWeeklyCallers` and `useWeeklyEmergencies` answer. */
  readonly query: {
    readonly items: readonly Item[];
    readonly error: Error | null;
    readonly isPending: boolean;
    readonly isFetchingNextPage: boolean;
    readonly hasNextPage: boolean;
    readonly refetch: () => unknown;
    readonly fetchNextPage: () => unknown;
  };
  /** How many there are, listed or not. */
  readonly all: number;
  readonly children: (item: Item) => ReactNode;
}

/** One of the week's two lists, page after page; how many of all are on the screen stands below it. */
export function WeeklyList<Item>({ query, all, children }: WeeklyListProps<Item>) {
  const { items, error, isPending, hasNextPage, isFetchingNextPage } = query;
  return (
    <>
      {error !== null && (
        <ProblemNote error={error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {isPending && <Skeleton height={120} radius={8} />}
      {items.length > 0 && <ul className={styles.items}>{items.map(children)}</ul>}
      {hasNextPage && (
        <div className={styles.more}>
          <Button busy={isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
          <span className={styles.none}>
            {countWords(items.length)} of {countWords(all)}, those still to be done first
          </span>
        </div>
      )}
    </>
  );
}
