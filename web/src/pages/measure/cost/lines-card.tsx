import type { CostAnswer } from "@ringback/contract/costs.ts";
import { Card } from "#ui/card.tsx";
import styles from "./cost.module.css";
import { readings } from "./cost-words.ts";

const titles: Readonly<Record<string, string>> = {
  missed: "Callers missed",
  recovered: "Recovered",
  duplicates: "Doubles",
  "no-leads": "No leads",
  customers: "Existing customers",
  vendors: "Vendors",
  complaints: "Complaints",
  open: "Still being called back",
  "unknown-lane": "Nobody knows what they wanted",
  lost: "Lost leads",
};

/** From callers missed to callers lost, so that nobody has to believe the last number. */
export function LinesCard({ cost }: { readonly cost: CostAnswer }) {
  if (cost.lines.length === 0)
    return (
      <Card title="From callers missed to callers lost">
        <p className={styles.soft}>
          The number of missed calls was typed in. Take it back under “What goes in”, and it is counted from your calls:
          recovered callers, doubles, vendors and existing customers left out.
        </p>
      </Card>
    );
  return (
    <Card title="From callers missed to callers lost">
      <div className={styles.frame}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Callers</th>
              {readings.map(([reading, label]) => (
                <th key={reading} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cost.lines.map(({ row, callers, left, words }) => (
              <tr key={row} className={row === "lost" ? styles.total : undefined}>
                <th scope="row">
                  {titles[row] ?? row}
                  {row !== "lost" && <span className={styles.why}>{words}</span>}
                </th>
                <td>{callers}</td>
                {readings.map(([reading]) => (
                  <td key={reading}>{left[reading]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
