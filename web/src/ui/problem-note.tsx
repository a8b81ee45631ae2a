import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { problemFacts, problemWords } from "./problem-words.ts";

interface ProblemNoteProps {
  readonly error: unknown;
  /** A way on, e.g. a "Try again" button. */
  readonly action?: ReactNode;
}

/** An error in words, in place: what happened and what to do. Shows nothing without an error. */
export function ProblemNote({ error, action }: ProblemNoteProps) {
  if (error === null || error === undefined) return null;
  const words = problemWords(problemFacts(error));
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={words.title}>
      {words.advice}
      {action !== undefined && <div style={{ marginTop: 10 }}>{action}</div>}
    </Alert>
  );
}
