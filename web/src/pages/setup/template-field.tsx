import { Textarea } from "@mantine/core";
import { useId } from "react";
import { MarkedText } from "#components/marked-text.tsx";
import styles from "./setup.module.css";
import type { TemplateCheck } from "./use-template-check.ts";

interface TemplateFieldProps {
  readonly label: string;
  readonly template: string;
  readonly onChange: (template: string) => void;
  readonly check: TemplateCheck;
}

/** An automatic text with its live preview; what the promise guard refuses is marked with the reason. */
export function TemplateField({ label, template, onChange, check }: TemplateFieldProps) {
  const problemsId = useId();
  const { found } = check;
  const problems = (found?.problems ?? []).toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const spans = problems.flatMap(({ start, end, message }) =>
    start === undefined || end === undefined ? [] : [{ start, end, label: message }],
  );
  return (
    <div className={styles.template}>
      <div>
        <Textarea
          aria-label={label}
          autosize
          minRows={4}
          maxLength={480}
          value={template}
          error={problems.length > 0}
          aria-describedby={problemsId}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <p className={styles.hint}>
          <code>{"{business}"}</code> becomes your name.{" "}
          {found !== undefined && (
            <span>
              {found.rendered.length} characters, {found.segments === 1 ? "1 text" : `paid as ${found.segments} texts`}.
            </span>
          )}
        </p>
        <ul id={problemsId} className={styles.findings} aria-live="polite">
          {problems.map((problem) => (
            <li key={`${problem.rule}-${problem.start ?? ""}`}>{problem.message}</li>
          ))}
        </ul>
      </div>
      <div className={styles.preview} aria-hidden="true">
        <div className={styles.bubble} data-stale={check.checking}>
          {found === undefined ? template : <MarkedText text={found.rendered} spans={spans} />}
        </div>
        <span>as the caller sees it</span>
      </div>
    </div>
  );
}
