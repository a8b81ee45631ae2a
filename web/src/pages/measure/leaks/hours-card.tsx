import { Skeleton } from "@mantine/core";
import { HeatGrid } from "#components/measure/heat-grid.tsx";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./leaks.module.css";
import type { Leaks } from "./use-leaks.ts";

/** The week by weekday and hour: where misses gather. */
export function HoursCard({ leaks }: { readonly leaks: Leaks }) {
  const search = useMeasureSearch();
  const report = leaks.data?.report ?? null;
  const hot = new Set(
    (report?.cells ?? []).filter(({ findings }) => findings.length > 0).map(({ weekday, hour }) => weekday * 24 + hour),
  );
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
            isHot={(weekday, hour) => hot.has(weekday * 24 + hour)}
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
