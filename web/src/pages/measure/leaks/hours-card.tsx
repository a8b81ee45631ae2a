import { Skeleton } from "@mantine/core";
import type { LeakReport } from "@ringback/contract/leaks.ts";
import { HeatGrid } from "#components/measure/heat-grid.tsx";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { shownFirst } from "./findings-card.tsx";
import styles from "./leaks.module.css";
import type { Leaks } from "./use-leaks.ts";

interface HoursCardProps {
  readonly leaks: Leaks;
  /** The leak whose hours somebody asks for; null for those of the largest ones. */
  readonly pointedAt: string | null;
}

/** The week by weekday and hour: where misses gather. */
export function HoursCard({ leaks, pointedAt }: HoursCardProps) {
  const search = useMeasureSearch();
  const report = leaks.data?.report ?? null;
  const hot = hotHours(report, pointedAt);
  // Of all leaks, so that no column comes and goes while somebody points at one.
  const telling = hoursWhere(report, ({ findings, missed }) => missed > 0 && findings.length > 0);
  return (
    <Card title="Missed calls by hour">
      {leaks.isError && (
        <ProblemNote error={leaks.error} action={<Button onClick={() => void leaks.refetch()}>Try again</Button>} />
      )}
      {report === null && !leaks.isError && (
        <>
          {leaks.data?.working === true && <p className={styles.lead}>Reading a long range; this takes a moment …</p>}
          <Skeleton height={270} radius={8} />
        </>
      )}
      {report !== null && (
        <>
          <p className={styles.lead}>
            {report.headline ?? "No hour of the week stands out."}
            {report.cutTo !== null && ` Only the newest ${report.cutTo.toLocaleString("en-US")} calls were read.`}
          </p>
          <HeatGrid
            cells={report.cells}
            fewerThan={report.fewerThan}
            isTelling={(weekday, hour) => telling.has(weekday * 24 + hour)}
            isHot={(weekday, hour) => hot.has(weekday * 24 + hour)}
            hotWords={pointedAt === null ? "the largest leaks" : "this leak"}
            linkOf={(weekday, hour) => ({
              to: paths.figure,
              params: { figureId: "calls.missed" },
              search: { ...search, weekday, hour },
            })}
            caption={`Missed calls by weekday and hour, ${report.rangeWords}`}
          />
        </>
      )}
    </Card>
  );
}

/**
 * The hours to outline. Of all leaks together they would cover half the week: without one that is
 * pointed at it is those of the changes on the screen, and the windows that the sentence above speaks of, where somebody was missed.
 */
function hotHours(report: LeakReport | null, pointedAt: string | null): ReadonlySet<number> {
  if (report === null) return new Set();
  const { findings } = report;
  const largest = findings.filter(({ kind }, index) => index < shownFirst || kind === "window" || kind === "lunch");
  const own = new Set(pointedAt === null ? largest.map(({ id }) => id) : [pointedAt]);
  return hoursWhere(
    report,
    ({ missed, findings: ids }) => (pointedAt !== null || missed > 0) && ids.some((id) => own.has(id)),
  );
}

/** Hours of the week, as `weekday * 24 + hour`. */
function hoursWhere(report: LeakReport | null, fits: (cell: LeakReport["cells"][number]) => boolean): Set<number> {
  return new Set((report?.cells ?? []).filter(fits).map(({ weekday, hour }) => weekday * 24 + hour));
}
