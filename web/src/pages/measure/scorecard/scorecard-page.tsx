import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { MeasureScreen } from "#components/measure/measure-screen.tsx";
import { MeasureTabs } from "#components/measure/measure-tabs.tsx";
import { SendMenu } from "#components/measure/send/send-menu.tsx";
import { Button } from "#ui/button.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { CheckCard } from "./check-card.tsx";
import { FourWayCard } from "./four-way-card.tsx";
import { ScoreCard } from "./score-card.tsx";
import styles from "./scorecard.module.css";

/** Whether the recovery of callers is a system or luck: five checks with their evidence, and the test of each call. */
export function ScorecardPage() {
  const account = useAccount();
  const { data: scorecard, error, refetch } = useQuery(read("scorecard"));
  return (
    <MeasureScreen wide>
      <PageHead
        title="Recovery scorecard"
        lead={
          scorecard === undefined || scorecard.callers === 0
            ? account.name
            : `${account.name} · your newest ${scorecard.callers} callers of the last four weeks`
        }
        aside={<SendMenu report="scorecard" />}
      />
      <MeasureTabs />
      {error !== null && (
        <ProblemNote error={error} action={<Button onClick={() => void refetch()}>Try again</Button>} />
      )}
      {scorecard === undefined && error === null && <Skeleton height={320} radius={12} />}
      {scorecard !== undefined && (
        <div className={styles.stack}>
          <ScoreCard scorecard={scorecard} />
          <div className={styles.checks}>
            {scorecard.checks.map((check) => (
              <CheckCard key={check.check} check={check} />
            ))}
          </div>
          <FourWayCard />
        </div>
      )}
    </MeasureScreen>
  );
}
