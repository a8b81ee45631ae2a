import type { FigureRow } from "@ringback/contract/figures.ts";
import { missLabels } from "@ringback/core/callbacks/call-words.ts";
import { type FigureUnit, figureWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { Link } from "@tanstack/react-router";
import { labelWords } from "#components/label-words.ts";
import { callerWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Chip } from "#ui/chip.tsx";
import styles from "./rows-table.module.css";

/** The calls or callers behind a figure; each leads to the whole story. */
export function RowsTable({ rows, unit }: { readonly rows: readonly FigureRow[]; readonly unit: FigureUnit }) {
  const hasTimes = rows.some(({ took }) => took !== null);
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Caller</th>
            <th scope="col">How it ended</th>
            <th scope="col">Number called</th>
            {hasTimes && <th scope="col">Took</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.kind}-${row.id}`}>
              <td className={styles.time}>
                <When at={row.at} />
              </td>
              <td>
                <Who row={row} />
                {row.calls > 1 && <Chip>{row.calls} calls</Chip>}
              </td>
              <td className={styles.soft}>
                {row.missReason === null ? "Answered" : missLabels[row.missReason]}
                {row.lane !== "unknown" && <> · {labelWords(row.lane)}</>}
                {row.history && <> · from a call log</>}
              </td>
              <td className={`${styles.soft} ${styles.number}`}>{row.numberLabel}</td>
              {hasTimes && <td className={styles.took}>{figureWords(row.took, unit)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The callback where there is one, since that tells what was done; else the call. */
function Who({ row }: { readonly row: FigureRow }) {
  const words = callerWords({ callerName: row.callerName, callerNumber: row.caller });
  if (row.callbackId !== null)
    return (
      <Link to={paths.callback} params={{ callbackId: row.callbackId }} className={styles.who}>
        {words}
      </Link>
    );
  if (row.callId === null) return <span>{words}</span>;
  return (
    <Link to={paths.call} params={{ callId: row.callId }} className={styles.who}>
      {words}
    </Link>
  );
}
