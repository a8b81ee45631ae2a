import { Skeleton } from "@mantine/core";
import type { CostAnswer } from "@ringback/contract/costs.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { MeasureFilter } from "#components/measure/measure-filter.tsx";
import { MeasureScreen } from "#components/measure/measure-screen.tsx";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { MeasureTabs } from "#components/measure/measure-tabs.tsx";
import { SendMenu } from "#components/measure/send/send-menu.tsx";
import { Button } from "#ui/button.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./cost.module.css";
import { CostHeadline } from "./cost-headline.tsx";
import { FormulaCard } from "./formula-card.tsx";
import { InputsCard } from "./inputs-card.tsx";
import { LinesCard } from "./lines-card.tsx";
import { NumbersCard } from "./numbers-card.tsx";
import { OutsideCard } from "./outside-card.tsx";
import { PhoneTagCard } from "./phone-tag-card.tsx";
import { SourcesCard } from "./sources-card.tsx";

/** What missed calls cost, with the formula written out and every input's source. */
export function CostPage() {
  const account = useAccount();
  const { range, from, to, number, source, line } = useMeasureSearch();
  const asked = Object.fromEntries(
    Object.entries({ range, from, to, number, source, line }).filter(([, value]) => value !== undefined),
  );
  const {
    data: cost,
    error,
    isPlaceholderData,
    refetch,
  } = useQuery({
    ...read("cost", { query: asked }),
    placeholderData: keepPreviousData,
  });
  return (
    <MeasureScreen wide>
      <PageHead
        title="What missed calls cost"
        lead={cost === undefined ? account.name : `${account.name} · ${rangeWords(cost.range)}`}
        aside={<SendMenu report="cost" days={cost?.range ?? null} />}
      />
      <MeasureTabs />
      <MeasureFilter days={cost?.range ?? null} comparable={false} narrowing="numbers" />
      {error !== null && (
        <ProblemNote error={error} action={<Button onClick={() => void refetch()}>Try again</Button>} />
      )}
      {cost === undefined && error === null && <Skeleton height={220} radius={12} />}
      {cost !== undefined && (
        <div className={isPlaceholderData ? styles.stale : undefined} aria-busy={isPlaceholderData}>
          {isUncounted(cost) ? (
            <p className={styles.uncounted}>
              Nobody was missed in these days, so nothing was lost. To see beforehand what missed calls would cost, say
              under “What goes in” how many you miss a month and what a customer brings.
            </p>
          ) : (
            <CostHeadline cost={cost} />
          )}
          <div className={styles.two}>
            <div className={styles.stack}>
              <FormulaCard cost={cost} />
              {!isUncounted(cost) && <LinesCard cost={cost} />}
              {!isUncounted(cost) && <NumbersCard cost={cost} />}
              <SourcesCard cost={cost} />
            </div>
            <div className={styles.stack}>
              <InputsCard cost={cost} />
              <PhoneTagCard cost={cost} />
              <OutsideCard cost={cost} />
            </div>
          </div>
        </div>
      )}
    </MeasureScreen>
  );
}

/** Whether there is nothing to work with: nobody missed, and no number of missed calls typed in. */
function isUncounted({ lines, typed }: CostAnswer): boolean {
  return typed.missedPerMonth === null && lines.every(({ callers }) => callers === 0);
}
