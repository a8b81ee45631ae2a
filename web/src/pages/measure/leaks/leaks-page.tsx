import { Skeleton } from "@mantine/core";
import { useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { MeasureFilter } from "#components/measure/measure-filter.tsx";
import { MeasureScreen } from "#components/measure/measure-screen.tsx";
import { MeasureTabs } from "#components/measure/measure-tabs.tsx";
import { hasNoCalls, NoCalls } from "#components/measure/no-calls.tsx";
import { PartialNote } from "#components/measure/partial-note.tsx";
import { SendMenu } from "#components/measure/send/send-menu.tsx";
import { useFigures } from "#components/measure/use-figures.ts";
import { Button } from "#ui/button.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { BecameCard } from "./became-card.tsx";
import { CausesCard } from "./causes-card.tsx";
import { EarlierNote } from "./earlier-note.tsx";
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
  const [pointedAt, setPointedAt] = useState<string | null>(null);
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
      {figures !== null && hasNoCalls(figures) && (
        <NoCalls figures={figures}>
          After a week of calls this page shows when callers are missed, why, and what would help.
        </NoCalls>
      )}
      {figures !== null && !hasNoCalls(figures) && (
        <div className={isStale ? styles.stale : undefined} aria-busy={isStale}>
          <HeadlineFigures figures={figures} />
          <PartialNote figures={figures} />
          <EarlierNote leaks={leaks} />
          <div className={styles.three}>
            <div className={styles.hours}>
              <HoursCard leaks={leaks} pointedAt={pointedAt} />
            </div>
            <div className={styles.changes}>
              <FindingsCard leaks={leaks} onPoint={setPointedAt} />
            </div>
            <div className={styles.became}>
              <BecameCard figures={figures} />
            </div>
            <div className={styles.why}>
              <CausesCard leaks={leaks} />
            </div>
          </div>
        </div>
      )}
    </MeasureScreen>
  );
}
