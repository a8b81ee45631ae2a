import type { Reading } from "@ringback/contract/readings.ts";
import { IconAlertTriangle } from "@tabler/icons-react";
import styles from "./reading.module.css";

/** How the message was read: who wrote it down, who judged it, in which language, and what a model claimed in vain. */
export function ReadingNotes({ reading }: { readonly reading: Reading }) {
  const { transcribedBy, readBy, languageNote, dropped } = reading;
  const how = [transcribedBy === null ? null : `Words ${transcribedBy}.`, readBy].filter((part) => part !== null);
  return (
    <>
      {languageNote !== null && (
        <p className={styles.warning}>
          <IconAlertTriangle size={15} aria-hidden="true" /> {languageNote} Somebody who speaks it should listen.
        </p>
      )}
      {how.length > 0 && <p className={styles.how}>{how.join(" ")}</p>}
      {dropped.length > 0 && (
        <details className={styles.dropped}>
          <summary>
            {dropped.length === 1
              ? "One claim of the language model was"
              : `${dropped.length} claims of the language model were`}{" "}
            not let in
          </summary>
          <ul>
            {dropped.map(({ claim, whyWords }) => (
              <li key={`${claim} ${whyWords}`}>
                {claim}: {whyWords}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
