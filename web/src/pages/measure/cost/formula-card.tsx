import type { CostAnswer, CostSumsBody } from "@ringback/contract/costs.ts";
import { moneyWords } from "@ringback/core/measurement/cost/money.ts";
import { Card } from "#ui/card.tsx";
import styles from "./cost.module.css";
import { formulaSides, readings } from "./cost-words.ts";

/** The formula with the numbers put in, for each of the three readings. */
export function FormulaCard({ cost }: { readonly cost: CostAnswer }) {
  const { simple, realistic, currency } = cost;
  return (
    <Card title="The formula, with your numbers in it">
      {simple === null ? (
        <p className={styles.soft}>
          Callers lost a month × share who book × what a customer brings. Say under “What goes in” what a customer is
          worth to you, and the sum stands here. There is no average that fits every business.
        </p>
      ) : (
        <>
          <Formula name={realistic === null ? null : "First purchase only"} sums={simple} currency={currency} />
          {realistic !== null && (
            <Formula name="With repeat orders and word of mouth" sums={realistic} currency={currency} />
          )}
          <p className={styles.small}>{cost.rounding}</p>
        </>
      )}
    </Card>
  );
}

interface FormulaProps {
  readonly name: string | null;
  readonly sums: CostSumsBody;
  readonly currency: string;
}

function Formula({ name, sums, currency }: FormulaProps) {
  return (
    <>
      {name !== null && <h3 className={styles.formulaName}>{name}</h3>}
      <dl className={styles.formula}>
        {readings.map(([reading, label]) => {
          const [sides, result] = formulaSides(sums.formula[reading]);
          return (
            <div key={reading}>
              <dt>{label}</dt>
              <dd className={styles.sides}>{`${sides}\u00a0=`}</dd>
              <dd className={styles.result}>
                <strong>{result}</strong>
                <span className={styles.year}>{moneyWords(sums.yearCents[reading], currency)} a year</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
