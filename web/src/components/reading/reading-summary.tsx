import type { Reading } from "@ringback/contract/readings.ts";
import { Fragment } from "react";
import { phoneWords } from "#components/phone-words.ts";
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
            {field === "next" && isNumber(text) && "Call back on "}
            {source === "quote" ? `“${text}”` : phoneOr(text)}
            {sources[source] !== null && <span className={styles.source}> · {sources[source]}</span>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** Digits and what stands between them. */
function isNumber(text: string): boolean {
  return /^\+?[\d\s().-]{7,}$/.test(text);
}

function phoneOr(text: string): string {
  return /^\+\d{7,15}$/.test(text) ? phoneWords(text) : text;
}
