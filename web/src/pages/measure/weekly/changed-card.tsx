import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { DefinitionTip } from "#components/measure/definition-tip.tsx";
import measure from "#components/measure/measure.module.css";
import { useFigures } from "#components/measure/use-figures.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./weekly.module.css";

const shown = [
  "calls.inbound",
  "calls.missed-rate",
  "callers.missed",
  "callers.attempted-in-time",
  "callers.attempted",
  "callers.recovered",
  "callers.booked",
  "callers.stale",
];

/** What changed since the week before. */
export function ChangedCard({ week }: { readonly week: { readonly from: string; readonly to: string } }) {
  const { figures, error } = useFigures({ from: week.from, to: week.to, compare: "before" });
  return (
    <Card
      title="Since the week before"
      aside={
        <Link to={paths.leaks} search={{ from: week.from, to: week.to }}>
          Where calls leaked
        </Link>
      }
    >
      {error !== null && <ProblemNote error={error} />}
      {figures === null && error === null && <Skeleton height={200} radius={8} />}
      {figures !== null && (
        <table className={styles.changed}>
          <tbody>
            {shown.map((id) => {
              const { definition, words, trend } = figures.of(id);
              return (
                <tr key={id}>
                  <th scope="row">
                    <DefinitionTip definition={definition} />
                  </th>
                  <td className={styles.value}>
                    <Link to={paths.figure} params={{ figureId: id }} search={{ from: week.from, to: week.to }}>
                      {words}
                    </Link>
                  </td>
                  <td>{trend !== null && <span className={measure[trend.tone]}>{trend.words}</span>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Card>
  );
}
