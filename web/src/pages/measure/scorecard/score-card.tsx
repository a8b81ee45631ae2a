import type { ScorecardAnswer } from "@ringback/contract/scorecard.ts";
import { Link } from "@tanstack/react-router";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import { checkAnchor, tones } from "./check-card.tsx";
import styles from "./scorecard.module.css";

/** The total: how many of the five stages hold, and what that means. */
export function ScoreCard({ scorecard }: { readonly scorecard: ScorecardAnswer }) {
  const { score, words, checks, drill, callers } = scorecard;
  return (
    <Card title="How many stages hold">
      <div className={styles.score}>
        <p className={styles.scoreNumber}>
          {score} <small>of 5</small>
        </p>
        <p className={styles.scoreWords}>
          {callers === 0 && drill === null
            ? "Nothing is proven yet. A drill is a test call through every stage and takes a minute; after the first missed calls this page fills by itself."
            : words}{" "}
          {drill === null ? (
            <>
              No drill in the last four weeks: <Link to={paths.numbers}>run one on a number</Link>.
            </>
          ) : (
            <>
              The last drill {drill.state}, <When at={drill.startedAt} />. <Link to={paths.numbers}>Run another</Link>.
            </>
          )}
        </p>
      </div>
      <ul className={styles.marks}>
        {checks.map(({ check, title, level, colour }) => (
          <li key={check}>
            <span className={`${styles.mark} ${styles[colour]}`} aria-hidden="true" />
            <a href={`#${checkAnchor(check)}`}>{title}</a>
            <span className={tones[colour]}>{level === null ? "Not proven" : `Level ${level}`}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
