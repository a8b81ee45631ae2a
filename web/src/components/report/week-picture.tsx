import type { CSSProperties } from "react";
import styles from "./report-view.module.css";

interface WeekPictureProps {
  readonly title: string;
  /** Hours of the week with fewer calls have no colour. */
  readonly fewerThan: number;
  readonly cells: readonly {
    readonly weekday: number;
    readonly hour: number;
    readonly calls: number;
    readonly missed: number;
  }[];
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const [cellWidth, cellHeight, gap, left, top] = [36, 24, 3, 34, 18];

/** The week by weekday and hour, coloured by the share that was missed, with the number missed in it; nothing to tap. */
export function WeekPicture({ cells, fewerThan, title }: WeekPictureProps) {
  const rung = cells.filter(({ calls }) => calls > 0);
  const telling = rung.filter(({ calls }) => calls >= fewerThan).map(({ hour }) => hour);
  const [first, last] = [Math.min(8, ...telling), Math.max(17, ...telling)];
  const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const worst = rung.toSorted((a, b) => b.missed - a.missed).slice(0, 3);
  const told = worst.map(
    ({ weekday, hour, calls, missed }) => `${weekdays[weekday - 1]} ${hour}:00, ${missed} of ${calls}`,
  );
  const xOf = (hour: number) => left + (hour - first) * (cellWidth + gap);
  const yOf = (weekday: number) => top + (weekday - 1) * (cellHeight + gap);
  return (
    <figure style={{ margin: 0 }}>
      <svg
        className={styles.week}
        style={{ maxWidth: xOf(last + 1) * 1.4 }}
        viewBox={`0 0 ${xOf(last + 1)} ${yOf(8)}`}
        role="img"
        aria-label={`${title}. Most were missed ${told.join("; ")}.`}
      >
        {hours.map((hour) => (
          <text key={hour} className={styles.label} x={xOf(hour) + cellWidth / 2} y={11} textAnchor="middle">
            {hour}
          </text>
        ))}
        {weekdays.map((name, index) => (
          <text key={name} className={styles.label} x={0} y={yOf(index + 1) + 16}>
            {name}
          </text>
        ))}
        {rung
          .filter(({ hour }) => hours.includes(hour))
          .map(({ weekday, hour, calls, missed }) => {
            const isFew = calls < fewerThan;
            const share = missed / calls;
            return (
              <g key={`${weekday}-${hour}`}>
                <rect
                  className={`${styles.cell} ${isFew ? styles.few : ""}`}
                  style={{ "--share": share } as CSSProperties}
                  x={xOf(hour)}
                  y={yOf(weekday)}
                  width={cellWidth}
                  height={cellHeight}
                  rx={4}
                />
                {(missed > 0 || !isFew) && (
                  <text
                    className={`${isFew ? styles.label : styles.number} ${share > 0.6 && !isFew ? styles.deep : ""}`}
                    x={xOf(hour) + cellWidth / 2}
                    y={yOf(weekday) + 16}
                    textAnchor="middle"
                  >
                    {missed}
                  </text>
                )}
              </g>
            );
          })}
      </svg>
      <figcaption className={styles.key}>
        Colour: share missed. Number: missed. Pale: fewer than {fewerThan} calls.
      </figcaption>
    </figure>
  );
}
