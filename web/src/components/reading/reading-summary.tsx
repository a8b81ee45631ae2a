import type { Reading } from "@ringback/contract/readings.ts";
import { Fragment } from "react";
import styles from "./reading.module.css";

const names = { who: "Who", why: "Why", known: "Known", next: "Next", owner: "Owner" } as const;
const sources = {
  quote: "their words",
  "call facts": "the call",
  record: "our records",
  "not said": null,
} as const;

/** Five fixed lines, each with where it comes from; what nobody said is said to be that. */
export function ReadingSummary({ summary }: { readonly summary: Reading["summary"] }) {
  if (summary.length === 0) return null;
  return (
    <dl className={styles.summary} aria-label="Summary">
      {summary.map(({ field, text, source }) => (
        <Fragment key={field}>
          <dt>{names[field]}</dt>
          <dd className={source === "not said" ? styles.notSaid : undefined}>
            {source === "quote" ? `“${text}”` : text}
            {sources[source] !== null && <span className={styles.source}> · {sources[source]}</span>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
