import { Skeleton } from "@mantine/core";
import type { LeakReport } from "@ringback/contract/leaks.ts";
import { othersOfName } from "@ringback/core/measurement/leaks/others-name.ts";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { CallsTable } from "#components/calls/calls-table.tsx";
import { MeasureScreen } from "#components/measure/measure-screen.tsx";
import { type MeasureSearch, useMeasureSearch, withoutCompare } from "#components/measure/measure-search.ts";
import { MeasureTabs } from "#components/measure/measure-tabs.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { useLeaks } from "./use-leaks.ts";

function callsOptions(finding: string, search: Omit<MeasureSearch, "compare">) {
  const query = { limit: 100, ...search, finding };
  return infiniteQueryOptions({
    queryKey: readKey("leakCalls", { pages: query }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"leakCalls">> =>
      api.leakCalls({ query: pageParam === null ? query : { ...query, cursor: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** A part by how many other calls were on opens its calls as a leak does. */
function partOf(parts: LeakReport["byOthers"], name: string) {
  const part = parts.find(({ others }) => others === othersOfName(name));
  if (part === undefined) return undefined;
  const { label, missed, calls } = part;
  return {
    title: `${label}: ${missed} of ${calls} calls missed`,
    words: "Other calls of the business that rang or were talked on when one came.",
  };
}

/** The missed calls that a leak shows in. */
export function LeakCallsPage() {
  const { findingId } = useParams({ from: "/app/measure/leaks/$findingId" });
  const search = useMeasureSearch();
  const report = useLeaks().data?.report;
  const finding = report?.findings.find(({ id }) => id === findingId) ?? partOf(report?.byOthers ?? [], findingId);
  const query = useInfiniteQuery(callsOptions(findingId, withoutCompare(search)));
  const calls = query.data?.pages.flatMap((page) => page.calls) ?? [];
  return (
    <MeasureScreen>
      <PageHead
        title={finding?.title ?? "A leak"}
        lead={finding?.words ?? "The missed calls behind it."}
        aside={
          <Link to={paths.leaks} search={search}>
            All leaks
          </Link>
        }
      />
      <MeasureTabs />
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isPending && <Skeleton height={420} radius={12} />}
      {query.isSuccess && calls.length === 0 && (
        <EmptyState title="No calls">The leak is no longer there in these days.</EmptyState>
      )}
      {calls.length > 0 && <CallsTable calls={calls} />}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older calls
        </Button>
      )}
    </MeasureScreen>
  );
}
