import { shareWords } from "@ringback/core/measurement/figures/figure-words.ts";
import styles from "./measure.module.css";

interface SparkLineProps {
  /** Shares, oldest first. */
  readonly shares: readonly number[];
  /** What one of them stands for: `week`. */
  readonly step: string;
}

/** With two points a line says less than the words beside it. */
const pointsMin = 3;
const [width, height] = [84, 26];

/** The way of a share over the range, small beside it; its own scale, since the figure itself says how much. */
export function SparkLine({ shares, step }: SparkLineProps) {
  if (shares.length < pointsMin) return null;
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const room = Math.max(high - low, 0.1);
  const at = (share: number, index: number) =>
    [(index * width) / (shares.length - 1), 3 + (height - 6) * (1 - (share - low) / room)] as const;
  const path = shares.map((share, index) => `${index === 0 ? "M" : "L"}${at(share, index).join(" ")}`).join("");
  const [endX, endY] = at(shares.at(-1) ?? 0, shares.length - 1);
  const words = `By ${step}: ${shares.map(shareWords).join(", ")}`;
  return (
    <span className={styles.spark} title={words}>
      <svg width={width} height={height} viewBox={`-2 0 ${width + 5} ${height}`} aria-hidden="true">
        <path d={path} className={styles.sparkLine} />
        <circle cx={endX} cy={endY} r={2.5} className={styles.sparkEnd} />
      </svg>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
