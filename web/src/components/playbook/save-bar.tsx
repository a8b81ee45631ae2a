import { Group } from "@mantine/core";
import { Problem } from "#api/problem.ts";
import { AskBeforeLeaving } from "#components/unsaved/ask-before-leaving.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./playbook.module.css";

interface SaveBarProps {
  readonly changed: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
  /** Why it cannot be saved now, e.g. because something is wrong in the form. */
  readonly refusal: string | null;
  /** Fields whose errors are said elsewhere on the form. */
  readonly saidAtField?: readonly string[];
  readonly onSave: () => void;
  readonly onReset: () => void;
}

/** The foot of a part of the rules: saving it, dropping the changes, and what the server says against it. In sight while anything is changed, and then nobody leaves the page without a question. */
export function SaveBar({ changed, busy, error, refusal, saidAtField = [], onSave, onReset }: SaveBarProps) {
  return (
    <div className={styles.saveBar} data-changed={changed}>
      <AskBeforeLeaving when={changed} />
      <RuleProblems error={error} saidAtField={saidAtField} />
      <Group gap="xs">
        <Button
          tone="primary"
          busy={busy}
          refusal={refusal ?? (changed ? null : "Nothing was changed.")}
          onClick={onSave}
        >
          Save
        </Button>
        {changed && (
          <Button tone="quiet" onClick={onReset}>
            Drop the changes
          </Button>
        )}
      </Group>
    </div>
  );
}

/** What the server says against the rules, field by field where it names them. */
export function RuleProblems({ error, saidAtField = [] }: { error: Error | null; saidAtField?: readonly string[] }) {
  if (error === null) return null;
  const fields = error instanceof Problem ? Object.entries(error.fields) : [];
  if (fields.length === 0) return <ProblemNote error={error} />;
  const rest = fields.filter(([field]) => !saidAtField.some((said) => field.endsWith(said)));
  if (rest.length === 0) return null;
  return (
    <ul className={styles.problems} role="alert">
      {rest.map(([field, message]) => (
        <li key={field}>{message}</li>
      ))}
    </ul>
  );
}
