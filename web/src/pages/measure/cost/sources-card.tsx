import { NumberInput } from "@mantine/core";
import type { CostAnswer } from "@ringback/contract/costs.ts";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./cost.module.css";
import { moneyRange } from "./cost-words.ts";
import { useMayType } from "./use-may-type.ts";

/** What each advertised source loses, and how much of its price paid for callers who were lost. */
export function SourcesCard({ cost }: { readonly cost: CostAnswer }) {
  if (cost.sources.length === 0)
    return (
      <Card title="By advertised source">
        <p className={styles.soft}>
          None of your numbers says where it is advertised. Note it under <Link to={paths.numbers}>Numbers</Link>, and
          you see what each source loses.
        </p>
      </Card>
    );
  return (
    <Card title="By advertised source">
      <div className={styles.frame}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col" className={styles.wide}>
                Calls
              </th>
              <th scope="col">Lost</th>
              <th scope="col">Costs a month</th>
              <th scope="col">Of it wasted</th>
            </tr>
          </thead>
          <tbody>
            {cost.sources.map((one) => (
              <tr key={one.source}>
                <th scope="row">{one.source}</th>
                <td className={styles.wide}>{one.calls}</td>
                <td>{one.lost.low === one.lost.high ? one.lost.middle : `${one.lost.low}–${one.lost.high}`}</td>
                <td>
                  <Spend
                    key={one.spendMonthCents}
                    source={one.source}
                    cents={one.spendMonthCents}
                    currency={cost.currency}
                  />
                </td>
                <td>{one.wastedMonthCents === null ? "–" : moneyRange(one.wastedMonthCents, cost.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.small}>Wasted: the part of the price that paid for callers who were lost.</p>
    </Card>
  );
}

interface SpendProps {
  readonly source: string;
  readonly cents: number | null;
  readonly currency: string;
}

function Spend({ source, cents, currency }: SpendProps) {
  const mayType = useMayType();
  const kept = cents === null ? "" : cents / 100;
  const [value, setValue] = useState<number | string>(kept);
  const save = useAct("putCostSettings", { changes: ["cost"], onDone: () => sayDone("Saved") });
  const done = () => {
    if (value === kept) return;
    const monthCents = value === "" ? null : Math.round(Number(value) * 100);
    save.mutate({ body: { adSpend: [{ source, monthCents }] } });
  };
  return (
    <NumberInput
      className={styles.spend}
      size="xs"
      aria-label={`What ${source} costs a month, in ${currency}`}
      placeholder="not said"
      min={0}
      max={10_000_000}
      hideControls
      thousandSeparator=","
      disabled={!mayType}
      value={value}
      onChange={setValue}
      onBlur={done}
      onKeyDown={({ key }) => key === "Enter" && done()}
    />
  );
}
