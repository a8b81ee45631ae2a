import type { CostAnswer } from "@ringback/contract/costs.ts";
import { Link } from "@tanstack/react-router";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./cost.module.css";
import { moneyRange } from "./cost-words.ts";

/** What each line loses. A number opens its callers. */
export function NumbersCard({ cost }: { readonly cost: CostAnswer }) {
  const search = useMeasureSearch();
  if (cost.numbers.length === 0) return null;
  const noNumber = "00000000-0000-0000-0000-000000000000";
  return (
    <Card title="By number">
      <div className={styles.frame}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col">Missed</th>
              <th scope="col">Lost</th>
              <th scope="col">A month</th>
            </tr>
          </thead>
          <tbody>
            {cost.numbers.map(({ id, label, callers, lost, monthCents }) => (
              <tr key={id ?? "none"}>
                <th scope="row">
                  <Link
                    to={paths.figure}
                    params={{ figureId: "callers.missed" }}
                    search={{ ...search, number: id ?? noNumber }}
                  >
                    {label}
                  </Link>
                </th>
                <td>{callers}</td>
                <td>{lost.low === lost.high ? lost.middle : `${lost.low}–${lost.high}`}</td>
                <td>{monthCents === null ? "–" : moneyRange(monthCents, cost.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
