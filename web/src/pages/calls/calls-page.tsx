import { Skeleton } from "@mantine/core";
import { IconPhoneOff } from "@tabler/icons-react";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { CallsTable } from "#components/calls/calls-table.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import styles from "./calls.module.css";
import { CallsFilter } from "./calls-filter.tsx";
import { type CallsSearch, callsSearch } from "./calls-search.ts";

function callsOptions(search: CallsSearch) {
  const query = { limit: 100, ...search };
  return infiniteQueryOptions({
    queryKey: readKey("listCalls", { pages: query }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"listCalls">> =>
      api.listCalls({ query: pageParam === null ? query : { ...query, cursor: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Every call, newest first, with how it ended. */
export function CallsPage() {
  const search = useSearch({ from: "/app/calls" });
  const query = useInfiniteQuery(callsOptions(search));
  const isNarrowed = Object.keys(callsSearch({ ...search })).length > 0;
  const calls = query.data?.pages.flatMap((page) => page.calls) ?? [];
  return (
    <Screen>
      <PageHead
        title="Calls"
        aside={
          <Link to={paths.imports} className={styles.link}>
            Bring a call log
          </Link>
        }
        lead="Every call the phone provider told about, answered or not. Each leads to its whole history."
      />
      <CallsFilter search={search} />
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isPending && <Skeleton height={480} radius={12} />}
      {query.isSuccess && calls.length === 0 && (
        <EmptyState title={isNarrowed ? "No such calls" : "No calls yet"} icon={<IconPhoneOff size={26} />}>
          {isNarrowed
            ? "No call is as chosen above."
            : "Ring one of your numbers, or the simulated phone, and the call appears here while it rings."}
        </EmptyState>
      )}
      {calls.length > 0 && <CallsTable calls={calls} />}
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older calls
          </Button>
        </div>
      )}
    </Screen>
  );
}
