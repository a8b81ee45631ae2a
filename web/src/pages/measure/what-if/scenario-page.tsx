import { Progress, Skeleton } from "@mantine/core";
import type { Scenario, ScenarioResult } from "@ringback/contract/scenarios.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { BarRows } from "#components/measure/bar-rows.tsx";
import { MeasureScreen } from "#components/measure/measure-screen.tsx";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { MeasureTabs } from "#components/measure/measure-tabs.tsx";
import { sayDone } from "#components/undo.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { ApplyCard } from "./apply-card.tsx";
import { countRange } from "./scenario-words.ts";
import { askWhileRunning } from "./use-scenario.ts";
import styles from "./what-if.module.css";

/** One scenario: what it changes, what that would have done, on what assumptions; and the button that makes it so. */
export function ScenarioPage() {
  const { scenarioId } = useParams({ from: "/app/measure/what-if/$scenarioId" });
  const search = useMeasureSearch();
  const account = useAccount();
  const query = useQuery({
    ...read("getScenario", { params: { id: scenarioId } }),
    refetchInterval: ({ state }) => askWhileRunning(state.data === undefined ? [] : [state.data]),
  });
  const scenario = query.data ?? null;
  const mayChange = account.role === "owner" || account.role === "coordinator";
  return (
    <MeasureScreen>
      <PageHead
        title={scenario?.name ?? "What if"}
        lead={scenario === null ? undefined : `Replayed on ${rangeWords(scenario)}`}
        aside={
          <Link to={paths.whatIf} search={search}>
            All what-ifs
          </Link>
        }
      />
      <MeasureTabs />
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isPending && <Skeleton height={360} radius={12} />}
      {scenario !== null && (
        <div className={styles.stack}>
          <Card title="What would be different">
            <ul className={styles.changes}>
              {scenario.changeWords.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </Card>
          <Outcome scenario={scenario} />
          {scenario.state === "done" && <ApplyCard scenario={scenario} />}
          {mayChange && <RemoveButton scenario={scenario} />}
        </div>
      )}
    </MeasureScreen>
  );
}

function Outcome({ scenario }: { readonly scenario: Scenario }) {
  const { state, progress, result, error } = scenario;
  if (state === "failed")
    return (
      <Card title="It could not be replayed" tone="late">
        <p>{error}</p>
      </Card>
    );
  if (result === null)
    return (
      <Card title="Replaying past calls">
        <Progress
          value={progress.total === 0 ? 0 : (100 * progress.done) / progress.total}
          aria-label="How far the replay is"
        />
        <p className={styles.soft}>
          {progress.done} of {progress.total} calls. You can leave this page; it goes on.
        </p>
      </Card>
    );
  return <Result result={result} />;
}

function Result({ result }: { readonly result: ScenarioResult }) {
  const { reproduced, byPerson, byNumber, callbacks } = result;
  const best = Math.max(
    1,
    ...byPerson.map(({ avoided }) => avoided.high),
    ...byNumber.map(({ avoided }) => avoided.high),
  );
  return (
    <>
      <Card title="What it would have done">
        <p className={styles.headline}>{result.words}</p>
        <p className={styles.soft}>
          {countRange(result.missedNow)} calls missed under the rules of today; {result.touched} of them are touched by
          the change ({result.callers} callers, {result.emergencies} with emergency words).
          {result.lost.high > 0 && ` ${countRange(result.lost)} calls that were taken would have been missed.`}
          {result.routedElsewhere > 0 &&
            ` ${result.routedElsewhere} calls are routed by another phone system: there the change has to be made.`}
        </p>
        {byPerson.length > 0 && (
          <>
            <h3 className={styles.sub}>Who would have taken them</h3>
            <BarRows
              label="Who would have taken them, at most"
              rows={byPerson.map(({ memberId, name, avoided }) => ({
                id: memberId ?? name,
                label: name,
                value: avoided.high,
                share: avoided.high / best,
                words: countRange(avoided),
              }))}
            />
          </>
        )}
        {byNumber.length > 1 && (
          <>
            <h3 className={styles.sub}>On which number</h3>
            <BarRows
              label="On which number, at most"
              rows={byNumber.map(({ numberId, label, avoided }) => ({
                id: numberId ?? label,
                label,
                value: avoided.high,
                share: avoided.high / best,
                words: countRange(avoided),
              }))}
            />
          </>
        )}
        {callbacks !== null && (
          <p>
            Of {callbacks.measured} callbacks {callbacks.lateThen} would have been late instead of{" "}
            {callbacks.lateBefore}: {callbacks.newlyLate} newly late, {callbacks.nowInTime} now in time.
          </p>
        )}
      </Card>
      <Card title="How sure this is">
        <p>
          {reproduced.same} of {reproduced.calls} calls came out of the replay as they did in life, under the rules of
          their day.
        </p>
        {reproduced.leftOut.map((left) => (
          <p key={left.why} className={styles.soft}>
            Left out, {left.calls}: {left.words}
          </p>
        ))}
        <ul className={styles.assumptions}>
          {result.assumptions.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        {result.cutTo !== null && <p className={styles.soft}>Only the newest {result.cutTo} calls were replayed.</p>}
      </Card>
    </>
  );
}

function RemoveButton({ scenario }: { readonly scenario: Scenario }) {
  const [asks, setAsks] = useState(false);
  const navigate = useNavigate();
  const search = useMeasureSearch();
  const remove = useAct("removeScenario", {
    changes: ["listScenarios"],
    onDone: () => {
      sayDone("Removed", scenario.name);
      void navigate({ to: paths.whatIf, search });
    },
  });
  return (
    <div>
      <Button tone="quiet" onClick={() => setAsks(true)}>
        Remove this what-if
      </Button>
      <ConfirmDialog
        opened={asks}
        title={`Remove “${scenario.name}”?`}
        confirm="Remove"
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { id: scenario.id } })}
        onClose={() => setAsks(false)}
      >
        Its result is gone then. Rules that were applied from it stay as they are.
      </ConfirmDialog>
    </div>
  );
}
