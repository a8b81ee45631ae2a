import type { CostAnswer } from "@ringback/contract/costs.ts";
import { moneyWords } from "@ringback/core/measurement/cost/money.ts";
import { Card } from "#ui/card.tsx";
import styles from "./cost.module.css";

/** What trying again costs in staff time. */
export function PhoneTagCard({ cost: { phoneTag, currency } }: { readonly cost: CostAnswer }) {
  const { extraTries, minutesAMonth, monthCents } = phoneTag;
  if (extraTries === 0)
    return (
      <Card title="Phone tag">
        <p className={styles.soft}>Nobody had to be tried twice in these days.</p>
      </Card>
    );
  const tries = extraTries === 1 ? "One try came" : `${extraTries.toLocaleString("en-US")} tries came`;
  return (
    <Card title="Phone tag">
      <p className={styles.soft}>
        {tries} after a first one that reached nobody.{" "}
        {minutesAMonth === null
          ? "Say how long a try takes, and it is told in minutes of your staff."
          : `That is about ${minutesAMonth.toLocaleString("en-US")} minutes a month${monthCents === null ? "." : `, worth ${moneyWords(monthCents, currency)}.`}`}
      </p>
    </Card>
  );
}
