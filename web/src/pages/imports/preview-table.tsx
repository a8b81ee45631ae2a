import type { ImportPreviewBody } from "@ringback/contract/imports.ts";
import { labelWords } from "#components/label-words.ts";
import { phoneWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { Chip } from "#ui/chip.tsx";
import { counted } from "./import-words.ts";
import styles from "./imports.module.css";

/** The first calls as they would be understood, and the first rows that would not. */
export function PreviewTable({ preview }: { readonly preview: ImportPreviewBody }) {
  return (
    <>
      {preview.firstCalls.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard.
        <section className={styles.scroll} aria-label="The first calls" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Time</th>
                <th scope="col">Way</th>
                <th scope="col">From</th>
                <th scope="col">To</th>
                <th scope="col">How it ended</th>
              </tr>
            </thead>
            <tbody>
              {preview.firstCalls.map((call) => (
                <tr key={`${call.row} ${call.at}`}>
                  <td className={styles.number}>{call.row}</td>
                  <td className={styles.number}>
                    <When at={call.at} />
                  </td>
                  <td>{call.direction === "inbound" ? "In" : "Out"}</td>
                  <td className={styles.number}>
                    {call.from === null ? "Withheld" : phoneWords(call.from)}
                    {call.name !== null && <span className={styles.soft}> {call.name}</span>}
                  </td>
                  <td className={styles.number}>{call.to === null ? "" : phoneWords(call.to)}</td>
                  <td>
                    <Outcome call={call} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {preview.firstRejected.length > 0 && (
        <details className={styles.details}>
          <summary>{counted(preview.rejected, "row")} that cannot be used, and why</summary>
          <ul className={styles.reasons}>
            {preview.reasons.map((one) => (
              <li key={one.reason}>
                {one.rows.toLocaleString("en")} · {one.words}
              </li>
            ))}
          </ul>
          <ul className={styles.lines}>
            {preview.firstRejected.slice(0, 8).map((row) => (
              <li key={row.row}>
                <span className={styles.soft}>
                  Line {row.row}: {row.words}
                </span>
                <code className={styles.code}>{row.fields.join(" | ").slice(0, 240)}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Outcome({ call }: { readonly call: ImportPreviewBody["firstCalls"][number] }) {
  if (call.outcome === "answered" || call.outcome === "connected")
    return <Chip tone="ok">{call.direction === "inbound" ? "Answered" : "Connected"}</Chip>;
  if (call.direction === "inbound")
    return (
      <Chip tone="late">Missed{call.missReason === null ? "" : `: ${labelWords(call.missReason).toLowerCase()}`}</Chip>
    );
  return <Chip>{labelWords(call.outcome)}</Chip>;
}
