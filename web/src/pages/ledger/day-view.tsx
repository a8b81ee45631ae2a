import { SegmentedControl, Skeleton } from "@mantine/core";
import type { Standing } from "@ringback/contract/ledger.ts";
import { noNumberId } from "@ringback/contract/no-number.ts";
import { IconArrowLeft, IconPhoneOff } from "@tabler/icons-react";
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type Answer, api } from "#api/client.ts";
import { read, readKey } from "#api/queries.ts";
import { CallsTable } from "#components/calls/calls-table.tsx";
import { phoneWords } from "#components/phone-words.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import { dayWords } from "./day-words.ts";
import { ExceptionsCard } from "./exceptions-card.tsx";
import { count, Headline } from "./headline.tsx";
import styles from "./ledger.module.css";
import type { LedgerSearch } from "./ledger-search.ts";

interface DayViewProps {
  readonly day: string;
  readonly search: LedgerSearch;
}

interface CallsAsked {
  readonly from: string;
  readonly to: string;
  readonly number?: string;
  readonly standing?: Standing;
}

function callsOptions(asked: CallsAsked) {
  const query = { ...asked, limit: 100 };
  return infiniteQueryOptions({
    queryKey: readKey("listCalls", { pages: query }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"listCalls">> =>
      api.listCalls({ query: pageParam === null ? query : { ...query, cursor: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

const choices = [
  { value: "", label: "All" },
  { value: "answered", label: "Answered" },
  { value: "recovered", label: "Talked to since" },
  { value: "closed", label: "Closed" },
  { value: "open", label: "Waiting" },
] as const;

/** One day, of all numbers or of one: what is to look at first, then its calls. */
export function DayView({ day, search }: DayViewProps) {
  const navigate = useNavigate();
  const { day: _, standing, ...overview } = search;
  const asked = { from: day, to: day, ...(search.number === undefined ? {} : { number: search.number }) };
  const books = useQuery(read("ledger", { query: asked }));
  const calls = useInfiniteQuery(callsOptions({ ...asked, ...(standing === undefined ? {} : { standing }) }));
  const rows = calls.data?.pages.flatMap((page) => page.calls) ?? [];
  const number = books.data?.numbers.find(({ id }) => (id ?? noNumberId) === search.number);
  return (
    <Screen>
      <div className={styles.back}>
        <Button
          tone="quiet"
          size="small"
          icon={<IconArrowLeft size={16} />}
          onClick={() => void navigate({ to: paths.ledger, search: overview })}
        >
          Ledger
        </Button>
      </div>
      <PageHead
        title={dayWords(day, "long")}
        lead={
          search.number === undefined
            ? "All numbers"
            : number === undefined || number.number === null
              ? (number?.label ?? "")
              : `${number.label} · ${phoneWords(number.number)}`
        }
      />
      <div className={styles.stack}>
        {books.isError && <ProblemNote error={books.error} />}
        {books.isPending && <Skeleton height={120} radius={12} />}
        {books.data !== undefined && <Headline books={books.data.total} range={asked} search={search} />}
        {books.data !== undefined && books.data.total.loose + books.data.total.gaps > 0 && (
          <ExceptionsCard range={asked} />
        )}
        <div className={styles.scrolling}>
          <SegmentedControl
            aria-label="Which calls"
            size="sm"
            data={choices.map((choice) => ({ ...choice }))}
            value={standing ?? ""}
            onChange={(value) =>
              void navigate({
                to: paths.ledger,
                search: { ...overview, day, ...(value === "" ? {} : { standing: value as Standing }) },
                replace: true,
              })
            }
          />
        </div>
        {calls.isError && (
          <ProblemNote error={calls.error} action={<Button onClick={() => void calls.refetch()}>Try again</Button>} />
        )}
        {calls.isPending && <Skeleton height={420} radius={12} />}
        {calls.isSuccess && rows.length === 0 && (
          <EmptyState title="No such calls on this day" icon={<IconPhoneOff size={26} />} />
        )}
        {rows.length > 0 && <CallsTable calls={rows} />}
        {calls.hasNextPage && (
          <div className={styles.more}>
            <Button busy={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
              {`Show more of ${count(wholeDay(books.data?.total))}`}
            </Button>
          </div>
        )}
      </div>
    </Screen>
  );
}

function wholeDay(books: Answer<"ledger">["total"] | undefined): number {
  if (books === undefined) return 0;
  const { live, answered, open, recovered, closed, loose, history } = books;
  return live + answered + open + recovered + closed + loose + history;
}
