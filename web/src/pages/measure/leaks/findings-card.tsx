import { Skeleton } from "@mantine/core";
import type { LeakFinding, LeakReport } from "@ringback/contract/leaks.ts";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useAct } from "#api/use-act.ts";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./leaks.module.css";
import type { Leaks } from "./use-leaks.ts";

/** So many are shown before one asks for more: an owner changes one thing at a time. */
export const shownFirst = 3;

interface FindingsCardProps {
  readonly leaks: Leaks;
  /** Somebody looks at this one (null: at none any more): its hours can be shown in the week. */
  readonly onPoint: (findingId: string | null) => void;
}

/** What repeats itself, and the smallest change against each; the largest leak first. */
export function FindingsCard({ leaks, onPoint }: FindingsCardProps) {
  const [showsAll, setShowsAll] = useState(false);
  const report = leaks.data?.report ?? null;
  if (report === null) {
    return (
      <Card title="Smallest changes that would help">{!leaks.isError && <Skeleton height={250} radius={8} />}</Card>
    );
  }
  const { findings } = report;
  const shown = showsAll ? findings : findings.slice(0, shownFirst);
  return (
    <Card title="Smallest changes that would help">
      <p className={styles.lead}>
        {findings.length === 0
          ? "Nothing repeats itself in these days: what was missed is spread out."
          : "Replayed on these days."}
      </p>
      <ul className={styles.findings}>
        {shown.map((finding, index) => (
          <Finding
            key={finding.id}
            finding={finding}
            report={report}
            isFirst={index === 0}
            onPoint={(isOn) => onPoint(isOn && hasHours(report, finding.id) ? finding.id : null)}
          />
        ))}
      </ul>
      {findings.length > shownFirst && (
        <Button tone="quiet" size="small" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? "Show fewer" : `Show ${findings.length - shownFirst} more`}
        </Button>
      )}
    </Card>
  );
}

interface FindingProps {
  readonly finding: LeakFinding;
  readonly report: LeakReport;
  readonly isFirst: boolean;
}

function hasHours({ cells }: LeakReport, findingId: string): boolean {
  return cells.some(({ findings }) => findings.includes(findingId));
}

function Finding({ finding, report, isFirst, onPoint }: FindingProps & { readonly onPoint: (isOn: boolean) => void }) {
  const search = useMeasureSearch();
  const { change } = finding;
  return (
    <li
      className={styles.finding}
      onPointerEnter={({ pointerType }) => pointerType === "mouse" && onPoint(true)}
      onPointerLeave={() => onPoint(false)}
      onFocus={() => onPoint(true)}
      onBlur={() => onPoint(false)}
    >
      <p className={styles.findingTitle}>{change?.title ?? finding.title}</p>
      <p className={styles.findingWords}>{changeWords(finding)}</p>
      <details className={styles.findingWhy}>
        <summary>Why: {finding.title}</summary>
        <p>{finding.words}</p>
        <p>
          {finding.cause}. {finding.sureWords}
        </p>
      </details>
      <div className={styles.actions}>
        {change !== null && change.changes.length > 0 && (
          <TryButton finding={finding} report={report} isFirst={isFirst} />
        )}
        <Link to={paths.leakCalls} params={{ findingId: finding.id }} search={search}>
          The {finding.missed} calls
        </Link>
      </div>
    </li>
  );
}

/** What the change would have done, as far as that can be replayed; else what is at stake. */
function changeWords({ change, missed, emergencies, words }: LeakFinding): string {
  if (change === null) return words;
  const { meets } = change;
  if (meets === null) return change.words;
  const range = meets.low === meets.high ? `${meets.low}` : `${meets.low}–${meets.high}`;
  const danger = emergencies === 0 ? "" : ` ${emergencies} of the ${missed} spoke of an emergency.`;
  return `Would have met ${range} of ${meets.of} missed calls.${danger}`;
}

function TryButton({ finding, report, isFirst }: FindingProps) {
  const navigate = useNavigate();
  const search = useMeasureSearch();
  const create = useAct("createScenario", { changes: ["listScenarios"] });
  const change = finding.change;
  if (change === null) return null;
  const body = {
    name: change.title.slice(0, 120),
    changes: [...change.changes],
    from: report.range.from,
    to: report.range.to,
  };
  return (
    <Button
      tone={isFirst ? "primary" : "plain"}
      busy={create.isPending}
      onClick={() =>
        create.mutate(
          { body },
          {
            onSuccess: ({ id }) => void navigate({ to: paths.scenario, params: { scenarioId: id }, search }),
          },
        )
      }
    >
      Try it in a replay
    </Button>
  );
}
