import { Skeleton } from "@mantine/core";
import { IconFileSpreadsheet, IconPhoneOff } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";
import { CheckedCard } from "./checked-card.tsx";
import { DayTable } from "./day-table.tsx";
import { ExceptionsCard } from "./exceptions-card.tsx";
import { Headline } from "./headline.tsx";
import styles from "./ledger.module.css";
import type { LedgerSearch } from "./ledger-search.ts";
import type { DayRange } from "./range-days.ts";
import { RangeFilter } from "./range-filter.tsx";
import { SealCard } from "./seal-card.tsx";

interface OverviewProps {
  readonly range: DayRange;
  readonly search: LedgerSearch;
}

/** The books of a range of days: the one figure, what it rests on, what is missing, and the days it is made of. */
export function Overview({ range, search }: OverviewProps) {
  const account = useAccount();
  const asked = { ...range, ...(search.number === undefined ? {} : { number: search.number }) };
  const query = useQuery({
    ...read("ledger", { query: asked }),
    placeholderData: keepPreviousData,
    // While a check runs its report is waited for; nothing else says when it is there.
    refetchInterval: ({ state }) =>
      state.data?.check?.finishedAt === null && Date.parse(state.data.check.askedAt) > 0 ? 1_000 : false,
  });
  const books = query.data;
  const address = `/api/v1/ledger/export.csv?${new URLSearchParams({ ...asked, account: account.id })}`;
  return (
    <Screen>
      <PageHead
        title="Ledger"
        lead="Every call your phone systems know of, and what became of it."
        aside={
          <a className={styles.export} href={address} download>
            <IconFileSpreadsheet size={16} aria-hidden="true" /> Export CSV
          </a>
        }
      />
      <RangeFilter search={search} range={range} numbers={books?.numbers ?? []} />
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isPending && <Skeleton height={420} radius={12} />}
      {books !== undefined && books.firstDay === null && (
        <div className={styles.stack}>
          <EmptyState title="No calls yet" icon={<IconPhoneOff size={26} />}>
            From the first call on, every one of them is here with what became of it.
          </EmptyState>
          {/* A phone system may know of calls that nobody told us of: comparing must not wait for the first one. */}
          {books.connections.length > 0 && <CheckedCard connections={books.connections} />}
        </div>
      )}
      {books !== undefined && books.firstDay !== null && (
        <div className={styles.stack} aria-busy={query.isPlaceholderData}>
          <Headline books={books.total} range={range} search={search} />
          {books.total.loose + books.total.gaps > 0 && <ExceptionsCard range={asked} />}
          <div className={styles.pair}>
            <CheckedCard connections={books.connections} />
            <SealCard seal={books.seal} check={books.check} />
          </div>
          <DayTable range={range} search={search} numbers={books.numbers} />
        </div>
      )}
    </Screen>
  );
}
