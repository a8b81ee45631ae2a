import { Skeleton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconMessages, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { ConversationItem } from "./conversation-item.tsx";
import styles from "./inbox.module.css";
import type { InboxFilter, InboxSearch } from "./inbox-search.ts";
import type { useConversations } from "./use-conversations.ts";

interface InboxListProps {
  readonly list: ReturnType<typeof useConversations>;
  readonly search: InboxSearch;
  readonly selectedId: string | undefined;
}

const filterWords: readonly (readonly [InboxFilter, string])[] = [
  ["open", "Open"],
  ["waiting", "Waiting for us"],
  ["unread", "Not read"],
  ["mine", "Mine"],
  ["done", "Done"],
  ["all", "All"],
];

/** The list of conversations with its filters. */
export function InboxList({ list, search, selectedId }: InboxListProps) {
  const navigate = useNavigate({ from: "/inbox" });
  const { data: counts } = useQuery(read("countConversations"));
  const narrow = (change: Partial<Record<keyof InboxSearch, string | undefined>>) =>
    void navigate({ to: ".", search: (now) => clean({ ...now, ...change }), replace: true });
  const searchSoon = useDebouncedCallback((words: string) => narrow({ search: words.trim() || undefined }), 250);
  const filter = search.filter ?? "open";
  // A page has one head: the open thread, where there is one.
  const Title = selectedId === undefined ? "h1" : "h2";
  const countOf: Partial<Record<InboxFilter, number>> =
    counts === undefined ? {} : { waiting: counts.waiting, unread: counts.unread };
  return (
    <section aria-label="Conversations">
      <header className={styles.head}>
        <Title className={styles.title}>Conversations</Title>
        <TextInput
          aria-label="Search by name or number"
          placeholder="Name or number"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          defaultValue={search.search ?? ""}
          onChange={(event) => searchSoon(event.currentTarget.value)}
        />
        <fieldset className={styles.filters} aria-label="Which conversations">
          {filterWords.map(([key, words]) => (
            <button
              key={key}
              type="button"
              className={styles.filter}
              aria-pressed={filter === key}
              onClick={() => narrow({ filter: key === "open" ? undefined : key })}
            >
              {words}
              {(countOf[key] ?? 0) > 0 && <span className={styles.filterCount}>{many(countOf[key] ?? 0)}</span>}
            </button>
          ))}
          {list.teams.map((team) => (
            <button
              key={team.id}
              type="button"
              className={styles.filter}
              aria-pressed={search.team === team.id}
              onClick={() => narrow({ team: search.team === team.id ? undefined : team.id })}
            >
              {team.name}
            </button>
          ))}
        </fieldset>
      </header>
      {list.isPending && [0, 1, 2, 3].map((each) => <Skeleton key={each} height={74} radius={0} mb={1} />)}
      {list.isError && (
        <ProblemNote error={list.error} action={<Button onClick={() => void list.refetch()}>Try again</Button>} />
      )}
      {list.isSuccess && list.rows.length === 0 && (
        <EmptyState title={emptyWords[filter]} icon={<IconMessages size={26} />}>
          {search.search === undefined
            ? "Whoever texts or calls one of your numbers gets a thread of their own here."
            : "No name and no number like that."}
        </EmptyState>
      )}
      <ol className={styles.rows}>
        {list.rows.map((row) => (
          <li key={row.id}>
            <ConversationItem row={row} isSelected={row.id === selectedId} />
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <div className={styles.more}>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </section>
  );
}

const emptyWords: Readonly<Record<InboxFilter, string>> = {
  open: "Nothing is open",
  waiting: "Nobody waits for an answer",
  unread: "Everything is read",
  mine: "Nothing of yours is open",
  done: "Nothing is done yet",
  all: "No conversations yet",
};

function many(count: number): string {
  return count >= 100 ? "99+" : String(count);
}

function clean(search: Partial<Record<keyof InboxSearch, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
