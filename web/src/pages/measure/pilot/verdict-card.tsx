import type { PilotAnswer, PilotResultBody } from "@ringback/contract/pilot.ts";
import { verdictFigureOf, verdictShareWords } from "@ringback/core/measurement/pilot/verdict-figure.ts";
import { CallList } from "#components/measure/call-list.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./pilot.module.css";

interface VerdictCardProps {
  readonly result: PilotResultBody;
  readonly answer: PilotAnswer;
}

const lackingWords = {
  owner: ["had no owner", "had no owner"],
  outcome: ["has no outcome yet", "have no outcome yet"],
  attempt: ["was not tried before the promise was due", "were not tried before the promise was due"],
} as const;

/** How many missed calls got all three, in hours and after hours, and what the others lacked. */
export function VerdictCard({ result, answer }: VerdictCardProps) {
  const { percent } = answer.threshold;
  const isFinal = answer.stage.stage === "ended";
  const parts = [
    ["All missed calls", result],
    ["In business hours", result.inHours],
    ["After hours", result.afterHours],
  ] as const;
  return (
    <Card title={isFinal ? "The verdict" : "So far"}>
      <div className={styles.shares}>
        {parts.map(([title, share]) => (
          <Share key={title} title={title} share={share} percent={percent} />
        ))}
      </div>
      <p className={styles.lacking}>
        {result.kept} of {result.calls} missed calls got an owner, an outcome and a try in time; so did{" "}
        {result.callersKept} of {result.callers} callers. Whoever rang again in time and got a person was owed no try.
        The line in each bar is the goal of {percent} %.
      </p>
      {isFinal && result.listedToday && result.lackingCalls.length > 0 && (
        <p className={styles.lacking}>
          The calls below lack something in today’s records; those that were judged were not kept.
        </p>
      )}
      {(["owner", "outcome", "attempt"] as const).map((lack) => {
        const calls = result.lackingCalls.filter(({ lacks }) => lacks.includes(lack));
        if (result.lacking[lack] === 0) return null;
        return (
          <CallList
            key={lack}
            calls={calls}
            words={`${result.lacking[lack]} ${lackingWords[lack][result.lacking[lack] === 1 ? 0 : 1]}`}
            all={calls.length}
          />
        );
      })}
    </Card>
  );
}

interface ShareProps {
  readonly title: string;
  readonly share: { readonly calls: number; readonly kept: number };
  readonly percent: number;
}

function Share({ title, share: { calls, kept }, percent }: ShareProps) {
  const { value } = verdictFigureOf({ calls, kept });
  const percentKept = (value ?? 0) * 100;
  return (
    <div className={styles.share}>
      <p className={styles.soft}>{title}</p>
      <p className={styles.shareValue}>{verdictShareWords(value)}</p>
      <div className={styles.gauge} aria-hidden="true">
        <span
          className={`${styles.gaugeBar} ${percentKept >= percent ? styles.passed : styles.failed}`}
          style={{ width: `${percentKept}%` }}
        />
        <span className={styles.gaugeGoal} style={{ left: `${percent}%` }} />
      </div>
      <p className={styles.soft}>{calls === 0 ? "no missed calls" : `${kept} of ${calls}`}</p>
    </div>
  );
}
