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
import { BeforeCard } from "./before-card.tsx";
import styles from "./pilot.module.css";
import { PlanCard } from "./plan-card.tsx";
import { ReadinessCard } from "./readiness-card.tsx";
import { RecordsCard } from "./records-card.tsx";
import { StageCard } from "./stage-card.tsx";
import { VerdictCard } from "./verdict-card.tsx";

/** Whether a pilot can be run, where it stands, and its verdict; printed, it is the pilot's report. */
export function PilotPage() {
  const account = useAccount();
  const { data: answer, error, refetch } = useQuery(read("pilot"));
  return (
    <MeasureScreen wide>
      <PageHead
        title="Readiness and pilot"
        lead={`${account.name} · fourteen days with a verdict`}
        aside={<SendMenu report="pilot" />}
      />
      <MeasureTabs />
      {error !== null && (
        <ProblemNote error={error} action={<Button onClick={() => void refetch()}>Try again</Button>} />
      )}
      {answer === undefined && error === null && <Skeleton height={260} radius={12} />}
      {answer !== undefined && (
        <div className={styles.stack}>
          <div className={styles.column}>
            <StageCard answer={answer} />
            {answer.result !== null && <VerdictCard result={answer.result} answer={answer} />}
            {answer.figures.length > 0 && <BeforeCard answer={answer} />}
          </div>
          <div className={styles.column}>
            {answer.records !== null && <RecordsCard records={answer.records} />}
            <ReadinessCard answer={answer} />
            <div className={styles.plan}>
              <PlanCard answer={answer} />
            </div>
          </div>
          <p className={styles.claim}>{answer.claim}</p>
        </div>
      )}
    </MeasureScreen>
  );
}
