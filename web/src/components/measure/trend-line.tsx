import { UnstyledButton } from "@mantine/core";
import { type PointerEvent, useId, useState } from "react";
import styles from "./measure.module.css";
import { trendPaths } from "./trend-paths.ts";

export interface TrendPoint {
  /** The day or week it stands for, in words. */
  readonly label: string;
  /** null: nothing to count from. */
  readonly value: number | null;
  readonly words: string;
  /** Taken from too little to say something: drawn hollow. */
  readonly few: boolean;
}

interface TrendLineProps {
  readonly title: string;
  readonly points: readonly TrendPoint[];
  /** The same days of the period before, drawn faintly. */
  readonly before?: readonly TrendPoint[];
  /** What the axis ends at, when it is not the largest value: 1 for shares. */
  readonly top?: number;
  /** A value of the axis in words. */
  readonly axis: (value: number) => string;
  /** What the key says of the hollow points; null without any. */
  readonly fewWords?: string | null;
}

const [width, height] = [640, 132];

/** A line over time, with the table it was drawn from behind a tap. Gaps stay gaps. */
export function TrendLine({ title, points, before = [], top, axis, fewWords = null }: TrendLineProps) {
  const [asTable, setAsTable] = useState(false);
  // The point under the mouse or the thumb; the keyboard has the table.
  const [at, setAt] = useState<number | null>(null);
  const titleId = useId();
  const max = top ?? Math.max(1, ...[...points, ...before].map(({ value }) => value ?? 0));
  const now = trendPaths(points, { width, height, max });
  const then = trendPaths(before, { width, height, max });
  const [first, last] = [points.at(0), points.at(-1)];
  return (
    <figure className={styles.trendFigure} aria-labelledby={titleId}>
      <figcaption className={styles.trendHead}>
        <span id={titleId}>{title}</span>
        <UnstyledButton className={styles.asTable} aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "Show the line" : "Show as a table"}
        </UnstyledButton>
      </figcaption>
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and without focus no key would scroll it.
        <section className={styles.tableFrame} tabIndex={0} aria-label={title}>
          <table className={styles.table}>
            <tbody>
              {points.map((point) => (
                <tr key={point.label}>
                  <th scope="row">{point.label}</th>
                  <td>
                    {point.words}
                    {point.few && <span className={styles.fewInTable}> · too few for a share</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <>
          <div className={styles.plot}>
            <span className={styles.axis} aria-hidden="true">
              <span>{axis(max)}</span>
              <span>{axis(0)}</span>
            </span>
            <div
              className={styles.drawing}
              aria-hidden="true"
              onPointerDown={(event) => setAt(nearest(event, points.length))}
              onPointerMove={(event) => setAt(nearest(event, points.length))}
              onPointerLeave={() => setAt(null)}
            >
              <svg
                viewBox={`0 0 ${width} ${height}`}
                preserveAspectRatio="none"
                className={styles.line}
                aria-hidden="true"
              >
                <path d={`M0 4H${width}M0 ${height / 2}H${width}`} className={styles.lineRule} />
                <path d={then.sure + then.alone} className={styles.lineBefore} />
                <path d={now.faint} className={styles.lineFaint} />
                <path d={now.sure} className={styles.lineNow} />
                <path d={now.alone + now.few} className={styles.dotRing} />
                <path d={now.few} className={styles.dotHole} />
              </svg>
              {at !== null && <Reading point={points[at]} share={points.length > 1 ? at / (points.length - 1) : 0} />}
            </div>
          </div>
          {first !== undefined && last !== undefined && (
            <p className={styles.lineEnds}>
              <span>{first.label}</span>
              <span>{last.label}</span>
            </p>
          )}
        </>
      )}
      {fewWords !== null && !asTable && (
        <p className={styles.lineKey}>
          <span className={styles.keyDot} aria-hidden="true" />
          {fewWords}
        </p>
      )}
    </figure>
  );
}

/** What a point says, above the line; `share` of the way from the first to the last. */
function Reading({ point, share }: { readonly point: TrendPoint | undefined; readonly share: number }) {
  if (point === undefined) return null;
  const left = `${share * 100}%`;
  return (
    <>
      <span className={styles.pointer} style={{ left }} />
      {/* At the ends it stays within the drawing. */}
      <span className={styles.reading} style={{ left, translate: `-${left}` }}>
        {point.label}: <strong>{point.words}</strong>
        {point.few && ", few"}
      </span>
    </>
  );
}

function nearest({ clientX, currentTarget }: PointerEvent, points: number): number {
  const { left, width: wide } = currentTarget.getBoundingClientRect();
  return Math.max(0, Math.min(points - 1, Math.round(((clientX - left) / wide) * (points - 1))));
}
