import { Skeleton } from "@mantine/core";
import type { Books } from "@ringback/contract/ledger.ts";
import { noNumberId } from "@ringback/contract/no-number.ts";
import { accountFor } from "@ringback/core/calls/account-for.ts";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Answer, api } from "#api/client.ts";
import { readKey } from "#api/queries.ts";
import { phoneWords } from "#components/phone-words.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./day-table.module.css";
import { dayWords } from "./day-words.ts";
import { count } from "./headline.tsx";
import type { LedgerSearch } from "./ledger-search.ts";
import type { DayRange } from "./range-days.ts";
import { barOf } from "./standings.ts";

type Numbers = Answer<"ledger">["numbers"];

interface DayTableProps {
  readonly range: DayRange;
  readonly search: LedgerSearch;
  readonly numbers: Numbers;
}

/** Wider tables are no longer read; what is beyond is found by choosing a number. */
const mostColumns = 10;

function daysOptions(query: DayRange & { number?: string }) {
  return infiniteQueryOptions({
    queryKey: readKey("ledgerDays", { pages: query }),
    queryFn: ({ pageParam, signal }): Promise<Answer<"ledgerDays">> =>
      api.ledgerDays({ query: pageParam === null ? query : { ...query, before: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextBefore,
  });
}

/** Days down, numbers across; every cell leads to its calls. On a phone the days only. */
export function DayTable({ range, search, numbers }: DayTableProps) {
  const { number } = search;
  const query = useInfiniteQuery(daysOptions({ ...range, ...(number === undefined ? {} : { number }) }));
  const days = query.data?.pages.flatMap((page) => page.days) ?? [];
  const columns = columnsOf(numbers, number);
  return (
    <Card title="Day by day">
      {query.isError && <ProblemNote error={query.error} />}
      {query.isPending && <Skeleton height={300} radius={8} />}
      {query.isSuccess && days.length === 0 && <p className={styles.none}>No call in these days.</p>}
      {days.length > 0 && (
        // It scrolls sideways when numbers are many, and must be reachable by keys then.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region
        <section className={styles.frame} aria-label="Calls by day and number" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col">{number === undefined ? "All numbers" : "Calls"}</th>
                {columns.map((column) => (
                  <th key={column.id} scope="col" className={styles.ofNumber} title={column.title}>
                    {column.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map((day) => (
                <tr key={day.day}>
                  <th scope="row">{dayWords(day.day)}</th>
                  <Cell books={day.total} day={day.day} search={search} of="all numbers" />
                  {columns.map((column) => (
                    <Cell
                      key={column.id}
                      books={day.numbers.find(({ id }) => (id ?? noNumberId) === column.id)}
                      day={day.day}
                      search={{ ...search, number: column.id }}
                      of={column.label}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show earlier days
          </Button>
        </div>
      )}
    </Card>
  );
}

interface Column {
  readonly id: string;
  readonly label: string;
  readonly title: string;
}

/** The numbers that had calls, busiest first when there are too many to show. One alone needs no column of its own. */
function columnsOf(numbers: Numbers, chosen: string | undefined): Column[] {
  if (chosen !== undefined) return [];
  const used = numbers.filter(({ total }) => callsOf(total) + total.live + total.history + total.gaps > 0);
  if (used.length < 2) return [];
  const busiest = used.toSorted((a, b) => callsOf(b.total) - callsOf(a.total)).slice(0, mostColumns);
  return used
    .filter((number) => busiest.includes(number))
    .map(({ id, label, number }) => ({
      id: id ?? noNumberId,
      label: number === null ? label : label === number ? phoneWords(number) : label,
      title: number === null ? label : phoneWords(number),
    }));
}

interface CellProps {
  readonly books: Books | undefined;
  readonly day: string;
  readonly search: LedgerSearch;
  readonly of: string;
}

function Cell({ books, day, search, of }: CellProps) {
  const className = of === "all numbers" ? styles.cell : `${styles.cell} ${styles.ofNumber}`;
  if (books === undefined) return <td className={className} />;
  const { known, accounted } = accountFor(books);
  const missing = known - accounted;
  const others = Math.max(0, books.gaps - books.unheard);
  const words = [
    `${dayWords(day, "long")}, ${of}: ${count(accounted)} of ${count(known)} accounted for`,
    ...(others > 0 ? [`${others} to look at`] : []),
    ...(books.live > 0 ? [`${books.live} going on`] : []),
    ...(books.history > 0 ? [`${books.history} imported`] : []),
  ].join(", ");
  return (
    <td className={className}>
      <Link to={paths.ledger} search={{ ...search, day }} className={styles.link} title={words}>
        <span className="visually-hidden">{words}</span>
        <span className={styles.count} aria-hidden="true">
          {known > 0 ? count(known) : books.live > 0 ? `${books.live} on` : `+${count(books.history)}`}
          {missing + others > 0 && <span className={styles.missing}>{missing + others}!</span>}
        </span>
        <span className={styles.bar} style={known === 0 ? {} : { background: barOf(books) }} />
      </Link>
    </td>
  );
}

function callsOf(books: Books): number {
  return accountFor(books).known;
}
