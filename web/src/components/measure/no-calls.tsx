import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { IconChartDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import styles from "./measure.module.css";
import { useMeasureSearch } from "./measure-search.ts";
import type { Figures } from "./use-figures.ts";

/** Whether nobody rang in the days of the address. */
export function hasNoCalls({ of }: Figures): boolean {
  return of("calls.inbound").figure.value === 0;
}

interface NoCallsProps {
  readonly figures: Figures;
  /** What the page will show once there are calls. */
  readonly children: string;
}

/** What stands where nobody rang: what there will be to see, and how to see it today. */
export function NoCalls({ figures, children }: NoCallsProps) {
  const { firstDay } = figures.answer;
  const search = useMeasureSearch();
  const isNarrowed = figures.answer.filterWords.length > 0;
  const { compare, ...range } = search;
  const onlyRange = {
    ...(range.range && { range: range.range }),
    ...(range.from && { from: range.from }),
    ...(range.to && { to: range.to }),
    ...(compare && { compare }),
  };
  if (firstDay === null)
    return (
      <EmptyState
        title="No calls yet"
        icon={<IconChartDots size={26} />}
        actions={
          <Link to={paths.imports} className={styles.action}>
            Bring a call log
          </Link>
        }
      >
        {children} To see it today, bring the call log of your phone system: a few months are enough.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No calls in these days"
      icon={<IconChartDots size={26} />}
      actions={
        isNarrowed && (
          <Link to="." search={onlyRange} className={styles.action}>
            Show all calls of these days
          </Link>
        )
      }
    >
      {isNarrowed
        ? "No call is as chosen above."
        : `The first call in your books is of ${rangeWords({ from: firstDay, to: firstDay })}.`}
    </EmptyState>
  );
}
