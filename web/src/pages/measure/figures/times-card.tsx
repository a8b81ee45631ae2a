import { Link } from "@tanstack/react-router";
import { DefinitionTip } from "#components/measure/definition-tip.tsx";
import measure from "#components/measure/measure.module.css";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import type { Figures } from "#components/measure/use-figures.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./figures.module.css";

const steps = [
  { id: "missed_call_callback_time.assigned", label: "has an owner" },
  { id: "callers.time-to-attempt", label: "is first tried" },
  { id: "callers.time-to-conversation", label: "talks to a person" },
  { id: "missed_call_callback_time.completed", label: "has an outcome" },
] as const;
const clocks = [
  { clock: "open", label: "In opening hours" },
  { clock: "wall", label: "By the wall clock" },
] as const;
const columns = [
  { end: "open.median", label: "half within" },
  { end: "open.p90", label: "nine of ten within" },
  { end: "wall.median", label: "half within" },
  { end: "wall.p90", label: "nine of ten within" },
] as const;

/** Whether a figure is one of the times of {@link TimesCard}. */
export function isTime(id: string): boolean {
  return steps.some((step) => id.startsWith(`${step.id}.`));
}

/** From the missed call to each step: how long it takes, by both clocks. */
export function TimesCard({ figures }: { readonly figures: Figures }) {
  const search = useMeasureSearch();
  return (
    <Card title="How long it takes, from the missed call until the caller …">
      <div className={styles.frame}>
        <table className={`${styles.table} ${styles.times}`}>
          <thead>
            <tr>
              <td rowSpan={2} />
              {clocks.map(({ clock, label }) => (
                <th key={clock} scope="colgroup" colSpan={2} className={styles.clock}>
                  {label}
                </th>
              ))}
            </tr>
            <tr>
              {columns.map(({ end, label }) => (
                <th key={end} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.id}>
                <th scope="row">
                  <DefinitionTip
                    definition={figures.of(`${step.id}.open.median`).definition}
                    label={`… ${step.label}`}
                  />
                </th>
                {columns.map(({ end }) => {
                  const { words, trend } = figures.of(`${step.id}.${end}`);
                  return (
                    <td key={end} className={styles.time}>
                      <Link to={paths.figure} params={{ figureId: `${step.id}.${end}` }} search={search}>
                        {words}
                      </Link>
                      <span className={trend === null ? undefined : measure[trend.tone]}>{trend?.words ?? ""}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
