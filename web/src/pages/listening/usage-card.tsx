import type { Answer } from "#api/client.ts";
import { Card } from "#ui/card.tsx";
import { dollars } from "./cost-bar.tsx";
import styles from "./listening.module.css";

const names = { speech: "Speech", "language-model": "Language model" } as const;

/** What was asked and paid lately. */
export function UsageCard({ usage }: { readonly usage: Answer<"listAiServices">["usage"] }) {
  if (usage.length === 0) return null;
  return (
    <Card title="Used lately">
      <table className={styles.usage}>
        <thead>
          <tr>
            <th scope="col">Day (UTC)</th>
            <th scope="col">Service</th>
            <th scope="col">Asked</th>
            <th scope="col">Failed</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {usage.map(({ day, kind, requests, failures, costDollars }) => (
            <tr key={`${day} ${kind}`}>
              <td>{day}</td>
              <td>{names[kind]}</td>
              <td>{requests}</td>
              <td>{failures}</td>
              <td>{dollars(costDollars)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
