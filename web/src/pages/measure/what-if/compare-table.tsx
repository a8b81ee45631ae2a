import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { countRange } from "./scenario-words.ts";
import styles from "./what-if.module.css";

/** Scenarios side by side, best first. */
export function CompareTable({ ids }: { readonly ids: readonly string[] }) {
  const search = useMeasureSearch();
  const { data, error } = useQuery(read("compareScenarios", { query: { ids: ids.join(",") } }));
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return null;
  return (
    <Card title="Side by side">
      {data.cautions.map((caution) => (
        <p key={caution} className={styles.caution}>
          {caution}
        </p>
      ))}
      <div className={styles.frame}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">What if</th>
              <th scope="col">Fewer misses</th>
              <th scope="col">Of missed</th>
              <th scope="col">Callers</th>
              <th scope="col">With emergency words</th>
              <th scope="col">Newly missed</th>
            </tr>
          </thead>
          <tbody>
            {data.scenarios.map(({ id, name, result }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to={paths.scenario} params={{ scenarioId: id }} search={search} className={styles.itemName}>
                    {name}
                  </Link>
                </th>
                <td>{result === null ? "–" : countRange(result.avoided)}</td>
                <td>{result === null ? "–" : countRange(result.missedNow)}</td>
                <td>{result?.callers ?? "–"}</td>
                <td>{result?.emergencies ?? "–"}</td>
                <td>{result === null ? "–" : countRange(result.lost)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
