import type { CostAnswer } from "@ringback/contract/costs.ts";
import { countWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { Card } from "#ui/card.tsx";
import styles from "./cost.module.css";
import { withoutTitle } from "./cost-words.ts";

type Line = CostAnswer["lines"][number];

/** What each row is called, and how its bar is coloured: found again, set aside, perhaps lost, lost. */
const rows: Readonly<Record<string, { readonly title: string; readonly tone: string | undefined }>> = {
  missed: { title: "Callers missed", tone: styles.all },
  recovered: { title: "Recovered", tone: styles.found },
  duplicates: { title: "Doubles", tone: undefined },
  "no-leads": { title: "No leads", tone: undefined },
  customers: { title: "Existing customers", tone: undefined },
  vendors: { title: "Vendors", tone: undefined },
  complaints: { title: "Complaints", tone: undefined },
  open: { title: "Still being called back", tone: styles.perhaps },
  "unknown-lane": { title: "Nobody knows what they wanted", tone: styles.perhaps },
  lost: { title: "Lost leads", tone: styles.lost },
};
const always = ["missed", "recovered", "lost"];

/** From callers missed to callers lost, so that nobody has to believe the last number. */
export function LinesCard({ cost }: { readonly cost: CostAnswer }) {
  const { lines } = cost;
  if (lines.length === 0)
    return (
      <Card title="From callers missed to callers lost">
        <p className={styles.soft}>
          The number of missed calls was typed in. Take it back under “What goes in”, and it is counted from your calls:
          recovered callers, doubles, vendors and existing customers left out.
        </p>
      </Card>
    );
  const isShown = ({ row, callers }: Line) => callers > 0 || always.includes(row);
  const none = lines.filter((line) => !isShown(line)).map(({ row }) => titleOf(row).toLowerCase());
  const all = Math.max(1, lines[0]?.callers ?? 0);
  return (
    <Card title="From callers missed to callers lost">
      <ul className={styles.lines}>
        {lines.filter(isShown).map((line) => (
          <LineRow key={line.row} line={line} all={all} />
        ))}
      </ul>
      {none.length > 0 && <p className={styles.small}>None this time: {none.join(", ")}.</p>}
    </Card>
  );
}

function LineRow({ line: { row, callers, left, words }, all }: { readonly line: Line; readonly all: number }) {
  const title = titleOf(row);
  const isLost = row === "lost";
  const bar = (count: number, tone: string | undefined) => (
    <span className={`${styles.lineBar} ${tone ?? ""}`} style={{ width: `${(100 * count) / all}%` }} />
  );
  return (
    <li className={isLost ? styles.total : undefined}>
      <span className={styles.lineTitle}>{title}</span>
      <span className={styles.lineTrack} aria-hidden="true">
        {isLost ? (
          <>
            {bar(left.low, styles.lost)}
            {bar(left.high - left.low, styles.perhaps)}
          </>
        ) : (
          bar(callers, rows[row]?.tone)
        )}
      </span>
      <span className={styles.lineCount}>{isLost ? span(left) : countWords(callers)}</span>
      <span className={styles.lineLeft}>{row !== "missed" && !isLost && `${span(left)} left`}</span>
      {!isLost && <span className={styles.why}>{withoutTitle(words, title)}</span>}
    </li>
  );
}

function titleOf(row: string): string {
  return rows[row]?.title ?? row;
}

function span({ low, high }: Line["left"]): string {
  return low === high ? countWords(low) : `${countWords(low)}–${countWords(high)}`;
}
