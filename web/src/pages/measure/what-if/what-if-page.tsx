import { Skeleton } from "@mantine/core";
import type { Scenario } from "@ringback/contract/scenarios.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { MeasureScreen } from "#components/measure/measure-screen.tsx";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { MeasureTabs } from "#components/measure/measure-tabs.tsx";
import { useFigures } from "#components/measure/use-figures.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { CompareTable } from "./compare-table.tsx";
import { ScenarioForm } from "./scenario-form.tsx";
import { countRange } from "./scenario-words.ts";
import { askWhileRunning } from "./use-scenario.ts";
import styles from "./what-if.module.css";

const comparedFirst = 4;

/** Past calls under other rules: what is saved, side by side, and a new one. */
export function WhatIfPage() {
  const account = useAccount();
  const search = useMeasureSearch();
  const { figures } = useFigures();
  const query = useQuery({
    ...read("listScenarios"),
    refetchInterval: ({ state }) => askWhileRunning(state.data?.scenarios ?? []),
  });
  const [isNew, setIsNew] = useState(false);
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const scenarios = query.data?.scenarios ?? [];
  // The newest stand side by side until somebody chooses others.
  const newest = scenarios.filter(({ state }) => state === "done").slice(0, comparedFirst);
  const compared = chosen ?? newest.map(({ id }) => id);
  const mayMake = account.role === "owner" || account.role === "coordinator";
  const toggle = (id: string) =>
    setChosen(compared.includes(id) ? compared.filter((one) => one !== id) : [...compared, id].slice(-10));
  return (
    <MeasureScreen wide>
      <PageHead
        title="What if"
        lead="Your past calls, played again under other rules: how many would a person have taken?"
        aside={
          mayMake && !isNew ? (
            <Button tone="primary" onClick={() => setIsNew(true)}>
              New what-if
            </Button>
          ) : undefined
        }
      />
      <MeasureTabs />
      {isNew && figures !== null && <ScenarioForm days={figures.answer.range} onClose={() => setIsNew(false)} />}
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isPending && <Skeleton height={300} radius={12} />}
      {query.isSuccess && scenarios.length === 0 && !isNew && (
        <EmptyState
          title="Nothing tried yet"
          icon={<IconArrowsSplit2 size={26} />}
          actions={
            <Link to={paths.leaks} search={search}>
              See where calls leak
            </Link>
          }
        >
          Take a change that Leaks suggests, or make one of your own. Nothing is changed until you apply it.
        </EmptyState>
      )}
      {compared.length > 1 && (
        <div className={styles.newCard}>
          <CompareTable ids={compared} />
        </div>
      )}
      {scenarios.length > 0 && (
        <Card title="Saved">
          <ul className={styles.list}>
            {scenarios.map((scenario) => (
              <ScenarioItem
                key={scenario.id}
                scenario={scenario}
                isCompared={compared.includes(scenario.id)}
                onCompare={() => toggle(scenario.id)}
              />
            ))}
          </ul>
        </Card>
      )}
    </MeasureScreen>
  );
}

interface ScenarioItemProps {
  readonly scenario: Scenario;
  readonly isCompared: boolean;
  readonly onCompare: () => void;
}

function ScenarioItem({ scenario, isCompared, onCompare }: ScenarioItemProps) {
  const search = useMeasureSearch();
  return (
    <li className={styles.item}>
      <div className={styles.itemMain}>
        <Link to={paths.scenario} params={{ scenarioId: scenario.id }} search={search} className={styles.itemName}>
          {scenario.name}
        </Link>
        <p className={styles.itemWords}>{scenario.changeWords.join(" · ")}</p>
        <p className={styles.itemWords}>
          {rangeWords(scenario)} · made <When at={scenario.madeAt} />
          {scenario.madeBy !== null && ` by ${scenario.madeBy}`}
        </p>
      </div>
      <div className={styles.itemResult}>
        {scenario.state === "running" && <Chip>Replaying …</Chip>}
        {scenario.state === "failed" && <Chip tone="late">Failed</Chip>}
        {scenario.result !== null && (
          <strong className="numbers">{countRange(scenario.result.avoided)} fewer misses</strong>
        )}
        {scenario.applied !== null && scenario.applied.undoneAt === null && <Chip tone="ok">Applied</Chip>}
        {scenario.state === "done" && (
          <label className={styles.compare}>
            <input type="checkbox" checked={isCompared} onChange={onCompare} />
            Compare<span className="visually-hidden"> {scenario.name}</span>
          </label>
        )}
      </div>
    </li>
  );
}
