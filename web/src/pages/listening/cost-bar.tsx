import styles from "./listening.module.css";

/** What was used of the day's budget. Days are UTC, like the vendors' bills. */
export function CostBar({ used, budget }: { readonly used: number; readonly budget: number }) {
  const share = budget <= 0 ? (used > 0 ? 1 : 0) : Math.min(1, used / budget);
  const words = `${dollars(used)} of ${dollars(budget)} today`;
  return (
    <div className={styles.cost}>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw a meter each in their own way */}
      <div
        className={styles.bar}
        role="meter"
        aria-label="Cost today"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={words}
      >
        <span style={{ width: `${share * 100}%` }} data-full={share >= 0.9 ? "" : undefined} />
      </div>
      <span className={styles.quiet}>{words}; at the end of the budget the rules read alone until midnight UTC.</span>
    </div>
  );
}

/** Small sums keep the figures that tell them from nothing. */
export function dollars(amount: number): string {
  const digits = amount > 0 && amount < 0.1 ? 4 : 2;
  return `$${amount.toFixed(digits)}`;
}
