import { useNavigate } from "@tanstack/react-router";
import type { Answer } from "#api/client.ts";
import { paths } from "#paths.ts";
import styles from "./review.module.css";

interface ReasonFilterProps {
  readonly counts: Answer<"listHolds">;
  readonly reason: string | undefined;
}

/** Which reasons are shown; it stands in the address. */
export function ReasonFilter({ counts: { reasons, waiting }, reason }: ReasonFilterProps) {
  const navigate = useNavigate();
  if (reasons.length < 2 && reason === undefined) return null;
  const go = (to: string | undefined) =>
    void navigate({ to: paths.review, search: to === undefined ? {} : { reason: to }, replace: true });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own frame and legend
    <div className={styles.filter} role="group" aria-label="Why it waits">
      <button type="button" className={styles.pick} aria-pressed={reason === undefined} onClick={() => go(undefined)}>
        All <span className={styles.asRead}>{waiting}</span>
      </button>
      {reasons.map((each) => (
        <button
          key={each.reason}
          type="button"
          className={styles.pick}
          aria-pressed={each.reason === reason}
          onClick={() => go(each.reason)}
        >
          {each.label} <span className={styles.asRead}>{each.count}</span>
        </button>
      ))}
    </div>
  );
}
