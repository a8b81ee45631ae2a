import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { IconBan } from "@tabler/icons-react";
import { Card } from "#ui/card.tsx";
import styles from "./script-card.module.css";

/** What to say for what this caller wants: how to begin, what to ask, what not to promise. */
export function ScriptCard({ script }: { readonly script: CallbackCase["script"] }) {
  if (script === null) return null;
  return (
    <Card title="What to say">
      <p className={styles.opening}>{script.opening}</p>
      {script.questions.length > 0 && (
        <ul className={styles.questions}>
          {script.questions.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      )}
      {script.avoid.length > 0 && (
        <ul className={styles.avoid} aria-label="Do not promise">
          {script.avoid.map((words) => (
            <li key={words}>
              <IconBan size={14} aria-hidden="true" /> {words}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
