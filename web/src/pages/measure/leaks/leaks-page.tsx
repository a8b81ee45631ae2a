import { Skeleton } from "@mantine/core";
import { IconChartDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useAccount } from "#api/use-account.ts";
import { MeasureFilter } from "#components/measure/measure-filter.tsx";
import { MeasureScreen } from "#components/measure/measure-screen.tsx";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { MeasureTabs } from "#components/measure/measure-tabs.tsx";
import { PartialNote } from "#components/measure/partial-note.tsx";
import { SendMenu } from "#components/measure/send/send-menu.tsx";
import { type Figures, useFigures } from "#components/measure/use-figures.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { BecameCard } from "./became-card.tsx";
import { FindingsCard } from "./findings-card.tsx";
import { HeadlineFigures } from "./headline-figures.tsx";
import { HoursCard } from "./hours-card.tsx";
import styles from "./leaks.module.css";
import { useLeaks } from "./use-leaks.ts";

/** What is lost, when, why, and the smallest change that would stop most of it. */
export function LeaksPage() {
  const account = useAccount();
  const { figures, error, isStale, retry } = useFigures();
  const leaks = useLeaks();
  const answer = figures?.answer ?? null;
  const zone = account.timeZone.split("/").at(-1)?.replaceAll("_", " ");
  return (
    <MeasureScreen wide>
      <PageHead
        title="Where calls leak"
        lead={answer === null ? account.name : `${account.name} · ${answer.rangeWords} · ${zone} time`}
        aside={<SendMenu report="leaks" days={answer?.range ?? null} />}
      />
      <MeasureTabs />
      <MeasureFilter days={answer?.range ?? null} />
      {error !== null && <ProblemNote error={error} action={<Button onClick={retry}>Try again</Button>} />}
      {figures === null && error === null && <Skeleton height={112} radius={12} mb={14} />}
      {figures !== null && isEmpty(figures) && <NoCalls figures={figures} />}
      {figures !== null && !isEmpty(figures) && (
        <div className={isStale ? styles.stale : undefined} aria-busy={isStale}>
          <HeadlineFigures figures={figures} />
          <PartialNote figures={figures} />
          <div className={styles.three}>
            <div className={styles.hours}>
              <HoursCard leaks={leaks} />
            </div>
            <div className={styles.changes}>
              <FindingsCard leaks={leaks} />
            </div>
            <div className={styles.became}>
              <BecameCard figures={figures} />
            </div>
          </div>
        </div>
      )}
    </MeasureScreen>
  );
}

function isEmpty({ of }: Figures): boolean {
  return of("calls.inbound").figure.value === 0;
}

function NoCalls({ figures }: { readonly figures: Figures }) {
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
        After a week of calls this page shows when callers are missed, why, and what would help. To see it today, bring
        the call log of your phone system: a few months are enough.
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
      {isNarrowed ? "No call is as chosen above." : `The first call in your books is of ${firstDay}.`}
    </EmptyState>
  );
}
