import { shareWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { Link, type LinkProps } from "@tanstack/react-router";
import { type CSSProperties, type KeyboardEvent, useState } from "react";
import styles from "./heat-grid.module.css";

/** An hour of the week. `weekday` 1 (Monday) to 7, `hour` 0 to 23, both of the business's own clock. */
export interface HeatCell {
  readonly weekday: number;
  readonly hour: number;
  readonly calls: number;
  readonly missed: number;
  /** The most calls that were on at once; not told of everywhere. */
  readonly atOnce?: number | undefined;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const weekdaysLong = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

interface HeatGridProps {
  readonly cells: readonly HeatCell[];
  /** An hour of the week with fewer calls says nothing about itself. */
  readonly fewerThan: number;
  /** An hour that is shown although few calls came in it. */
  readonly isTelling: (weekday: number, hour: number) => boolean;
  /** The windows to point at. */
  readonly isHot: (weekday: number, hour: number) => boolean;
  /** What the key says of those. */
  readonly hotWords: string;
  /** Where the calls of an hour are. */
  readonly linkOf: (weekday: number, hour: number) => LinkProps;
  readonly caption: string;
}

/**
 * Missed calls by weekday and hour: a table, coloured by the share that was missed. Hours in which next to nobody ever rang
 * fall away at both ends; what was missed in them is said below.
 */
export function HeatGrid({ cells, fewerThan, isTelling, isHot, hotWords, linkOf, caption }: HeatGridProps) {
  const byPlace = new Map(cells.map((cell) => [cell.weekday * 24 + cell.hour, cell]));
  // One stop of the Tab key: dozens of hours stand between it and what comes after the week. The arrows go within it.
  const [stop, setStop] = useState<number | null>(null);
  const hours = hoursOf(cells, ({ weekday, hour, calls }) => calls >= fewerThan || isTelling(weekday, hour));
  const missedElsewhere = cells
    .filter(({ hour }) => !hours.includes(hour))
    .reduce((sum, { missed }) => sum + missed, 0);
  const rung = cells.filter(({ hour, calls }) => calls > 0 && hours.includes(hour));
  const places = rung.map(({ weekday, hour }) => weekday * 24 + hour).sort((a, b) => a - b);
  const tabStop = stop !== null && places.includes(stop) ? stop : (places[0] ?? null);
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are links between which the arrows go */}
      <table className={styles.grid} role="grid" onKeyDown={goByArrow}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <td />
            {hours.map((hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdays.map((name, index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {hours.map((hour) => (
                <Cell
                  key={hour}
                  fewerThan={fewerThan}
                  cell={byPlace.get((index + 1) * 24 + hour) ?? { weekday: index + 1, hour, calls: 0, missed: 0 }}
                  isHot={isHot(index + 1, hour)}
                  isStop={(index + 1) * 24 + hour === tabStop}
                  onStop={() => setStop((index + 1) * 24 + hour)}
                  link={linkOf(index + 1, hour)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={styles.key} aria-label="How to read it">
        <li>
          <span className={styles.ramp} aria-hidden="true" />
          none to all missed
        </li>
        <li>
          <span className={`${styles.swatch} ${styles.few}`} aria-hidden="true" />
          fewer than {fewerThan} calls: no share
        </li>
        {hours.some((hour) => weekdays.some((_, index) => isHot(index + 1, hour))) && (
          <li>
            <span className={`${styles.swatch} ${styles.hot}`} aria-hidden="true" />
            {hotWords}
          </li>
        )}
        <li>
          Numbers: calls missed
          {missedElsewhere > 0 &&
            `, and ${missedElsewhere} more before ${hours[0]}:00 or from ${(hours.at(-1) ?? 0) + 1}:00`}
        </li>
      </ul>
    </div>
  );
}

interface CellProps {
  readonly cell: HeatCell;
  readonly fewerThan: number;
  readonly isHot: boolean;
  /** Whether the Tab key comes to this one. */
  readonly isStop: boolean;
  readonly onStop: () => void;
  readonly link: LinkProps;
}

function Cell({ cell, fewerThan, isHot, isStop, onStop, link }: CellProps) {
  const { weekday, hour, calls, missed, atOnce = 0 } = cell;
  const isFew = calls < fewerThan;
  const share = calls === 0 ? 0 : missed / calls;
  const words = `${weekdaysLong[weekday - 1]} ${hour}:00, ${missed} of ${calls} missed${isFew || calls === 0 ? "" : `, ${shareWords(share)}`}${atOnce > 1 ? `, up to ${atOnce} calls at once` : ""}`;
  const deep = share > 0.6 && !isFew ? styles.deep : "";
  const look = `${styles.cell} ${isFew ? styles.few : ""} ${isHot ? styles.hot : ""} ${deep}`;
  return (
    <td>
      {calls === 0 ? (
        <span className={look} title={words}>
          <span className="visually-hidden">{words}</span>
        </span>
      ) : (
        <Link
          {...link}
          className={look}
          style={{ "--share": share } as CSSProperties}
          title={words}
          aria-label={words}
          tabIndex={isStop ? 0 : -1}
          onFocus={onStop}
        >
          {isFew && missed === 0 ? "" : missed}
        </Link>
      )}
    </td>
  );
}

const arrows: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** To the next hour in that direction in which anybody rang. */
function goByArrow(event: KeyboardEvent<HTMLTableElement>): void {
  const arrow = arrows[event.key];
  const cell = event.target instanceof Element ? event.target.closest("td") : null;
  const row = cell?.closest("tr");
  if (arrow === undefined || !cell || !row) return;
  event.preventDefault();
  const [right, down] = arrow;
  const rows = [...event.currentTarget.tBodies].flatMap((body) => [...body.rows]);
  let [x, y] = [cell.cellIndex + right, rows.indexOf(row) + down];
  for (let next = rows[y]?.cells[x]; next !== undefined; next = rows[y]?.cells[x]) {
    const link = next.querySelector("a");
    if (link !== null) {
      link.focus();
      return;
    }
    x += right;
    y += down;
  }
}

/** From the first to the last hour that says something, and a working day at least. */
function hoursOf(cells: readonly HeatCell[], saysSomething: (cell: HeatCell) => boolean): number[] {
  const telling = cells.filter(saysSomething).map(({ hour }) => hour);
  const [first, last] = [Math.min(8, ...telling), Math.max(17, ...telling)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
