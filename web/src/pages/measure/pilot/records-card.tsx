import type { ComparedRecordsBody } from "@ringback/contract/pilot.ts";
import { agreementWords } from "@ringback/core/measurement/pilot/compare-records.ts";
import { BarRows } from "#components/measure/bar-rows.tsx";
import { CallList } from "#components/measure/call-list.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./pilot.module.css";

/** The phone log against everything that should have come of it, with every difference by name. */
export function RecordsCard({ records }: { readonly records: ComparedRecordsBody }) {
  const most = Math.max(1, ...records.places.map(({ calls }) => calls ?? 0));
  return (
    <Card title="From the phone log to a closed callback">
      <BarRows
        label="Missed calls in each place"
        rows={records.places.map(({ place, title, calls }) => ({
          id: place,
          label: title,
          value: calls ?? 0,
          share: (calls ?? 0) / most,
          ...(calls === null ? { words: "not compared" } : {}),
        }))}
      />
      {records.differences.length === 0 ? (
        <p className={styles.words}>{agreementWords(records)}</p>
      ) : (
        <ul className={styles.differences}>
          {records.differences.map(({ kind, title, calls, examples }) => (
            <li key={kind}>
              <strong>{calls}</strong> · {title}
              <CallList calls={examples} all={calls} words="Open the calls" />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
