import type { ScorecardCheck } from "@ringback/contract/scorecard.ts";
import { Link } from "@tanstack/react-router";
import { CallList } from "#components/measure/call-list.tsx";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./scorecard.module.css";

/** Where a check stands on the page. */
export function checkAnchor(check: ScorecardCheck["check"]): string {
  return `check-${check}`;
}

/** The colour of a level's words. */
export const tones = { green: styles.toneGreen, amber: styles.toneAmber, red: styles.toneRed } as const;
const places = {
  numbers: { to: paths.numbers, label: "Open Numbers" },
  texting: { to: paths.texting, label: "Open Texting and consent" },
  listening: { to: paths.listening, label: "Open Listening" },
  team: { to: paths.team, label: "Open Team and hours" },
  today: { to: paths.today, label: "Open Today" },
} as const;

/** One check: its level, the evidence with the calls behind it, and what to do where it does not hold. */
export function CheckCard({ check }: { readonly check: ScorecardCheck }) {
  const { level, colour, evidence, passed, judged } = check;
  const place = places[check.fixAt];
  return (
    <Card title={check.title}>
      <div className={styles.check} id={checkAnchor(check.check)}>
        <div className={styles.level}>
          <p className={`${styles.levelWords} ${tones[colour]}`}>{level === null ? "Not proven" : `Level ${level}`}</p>
          <span className={styles.dots} aria-hidden="true">
            {[1, 2, 3, 4, 5].map((step) => (
              <span key={step} className={`${styles.dot} ${step <= (level ?? 0) ? styles[colour] : ""}`} />
            ))}
          </span>
        </div>
        <div>
          <p className={styles.question}>{check.question}</p>
          <ul className={styles.evidence}>
            {evidence.map((one) => (
              <li key={one.kind}>
                {one.words}
                <CallList
                  calls={one.calls}
                  words={callWords(one, judged - passed)}
                  all={callsAll(one, judged, passed)}
                />
              </li>
            ))}
          </ul>
          {colour !== "green" &&
            // Without anything to judge by, a repair would be a guess; a drill shows within a minute what is to be done.
            (judged === 0 ? (
              <p className={styles.soft}>
                Not proven is red too. <Link to={paths.numbers}>Run a drill on a number</Link>, or wait for the first
                missed calls.
              </p>
            ) : (
              <p className={styles.fix}>
                {check.fix} <Link to={place.to}>{place.label}</Link>
              </p>
            ))}
          <details className={styles.how}>
            <summary>What counts</summary>
            <p>{check.counts}</p>
            <p>Left out: {check.leavesOut}</p>
            <p>{check.thresholds}</p>
          </details>
        </div>
      </div>
    </Card>
  );
}

type Evidence = ScorecardCheck["evidence"][number];

function callWords({ kind, calls }: Evidence, failed: number): string {
  if (kind === "callers" && failed > 0) return `Open the ${failed === 1 ? "call" : `${failed} calls`} that failed`;
  if (kind === "lately") return `Open the ${calls.length} that failed`;
  return "Open the newest calls that passed";
}

function callsAll({ kind, calls }: Evidence, judged: number, passed: number): number {
  if (kind !== "callers") return calls.length;
  return judged > passed ? judged - passed : judged;
}
