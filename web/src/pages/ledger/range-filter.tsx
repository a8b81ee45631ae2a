import { NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { noNumberId } from "@ringback/contract/no-number.ts";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Answer } from "#api/client.ts";
import { lineWords } from "#components/phone-words.ts";
import { paths } from "#paths.ts";
import { monthWords } from "./day-words.ts";
import styles from "./ledger.module.css";
import type { LedgerSearch } from "./ledger-search.ts";
import { type DayRange, daysOf, monthsOf } from "./range-days.ts";

const choices = [
  { value: "today", label: "Today" },
  { value: "week", label: "7 days" },
  { value: "month", label: "30 days" },
  { value: "year", label: "Year" },
  { value: "custom", label: "Days …" },
];
/** Beyond so many days the months of the range are offered as steps into it. */
const longDays = 62;

interface RangeFilterProps {
  readonly search: LedgerSearch;
  readonly range: DayRange;
  readonly numbers: Answer<"ledger">["numbers"];
}

/** Which days and which number. All of it is in the address. */
export function RangeFilter({ search, range, numbers }: RangeFilterProps) {
  const navigate = useNavigate();
  const go = (next: LedgerSearch) => void navigate({ to: paths.ledger, search: next, replace: true });
  const { number } = search;
  const kept = number === undefined ? {} : { number };
  const choose = (value: string) => {
    if (value === "week") go(kept);
    else if (value === "custom") go({ ...kept, range: "custom", ...range });
    else go({ ...kept, range: value as "today" | "month" | "year" });
  };
  return (
    <div className={styles.filters}>
      <SegmentedControl
        aria-label="Which days"
        size="sm"
        data={choices}
        value={search.range ?? "week"}
        onChange={choose}
      />
      {search.range === "custom" && (
        <div className={styles.dates}>
          <TextInput
            type="date"
            size="sm"
            aria-label="From"
            value={range.from}
            onChange={(event) => go({ ...search, from: event.currentTarget.value || range.from })}
          />
          <span aria-hidden="true">–</span>
          <TextInput
            type="date"
            size="sm"
            aria-label="To"
            value={range.to}
            onChange={(event) => go({ ...search, to: event.currentTarget.value || range.to })}
          />
        </div>
      )}
      {numbers.length > 1 && (
        <NativeSelect
          size="sm"
          aria-label="Which number"
          value={number ?? ""}
          data={[
            { value: "", label: "All numbers" },
            ...numbers.map((one) => ({
              value: one.id ?? noNumberId,
              label: one.number === null ? one.label : lineWords({ number: one.number, label: one.label }),
            })),
          ]}
          onChange={(event) => {
            const { number: _, ...others } = search;
            const { value } = event.currentTarget;
            go(value === "" ? others : { ...others, number: value });
          }}
        />
      )}
      {daysOf(range) > longDays && (
        <nav className={styles.months} aria-label="Months of this range">
          {monthsOf(range).map(({ month, from, to }) => (
            <Link
              key={month}
              to={paths.ledger}
              search={{ ...kept, range: "custom", from, to }}
              className={styles.month}
            >
              {monthWords(month)}
            </Link>
          ))}
        </nav>
      )}
    </div>
  );
}
