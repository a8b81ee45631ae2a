import { Link } from "@tanstack/react-router";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import styles from "./call-list.module.css";

interface CallListProps {
  readonly calls: readonly { readonly id: string; readonly at: string }[];
  /** How many there are in all, where only some are listed. */
  readonly all?: number;
  /** What they have in common, for the words to tap: `12 calls that failed`. */
  readonly words: string;
}

/** Calls behind a statement, folded away until somebody wants to look. */
export function CallList({ calls, all = calls.length, words }: CallListProps) {
  if (calls.length === 0) return null;
  return (
    <details className={styles.list}>
      <summary>{words}</summary>
      <ul>
        {calls.map(({ id, at }) => (
          <li key={id}>
            <Link to={paths.call} params={{ callId: id }}>
              <When at={at} />
            </Link>
          </li>
        ))}
      </ul>
      {all > calls.length && <p>The newest {calls.length} are listed.</p>}
    </details>
  );
}
