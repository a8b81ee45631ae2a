import type { PilotAnswer } from "@ringback/contract/pilot.ts";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./pilot.module.css";

const places = {
  imports: { to: paths.imports, label: "Bring a call log" },
  numbers: { to: paths.numbers, label: "Open Numbers" },
  team: { to: paths.team, label: "Open Team and hours" },
  texting: { to: paths.texting, label: "Open Texting and consent" },
} as const;

/** The three things without which a pilot proves nothing, each with how to fix it. */
export function ReadinessCard({ answer }: { readonly answer: PilotAnswer }) {
  return (
    <Card title="Ready for a pilot?">
      <ul className={styles.checks}>
        {answer.readiness.map(({ check, title, ready, words, fix, fixAt }) => (
          <li key={check}>
            {ready ? (
              <IconCircleCheck size={20} className={styles.ok} aria-hidden="true" />
            ) : (
              <IconAlertTriangle size={20} className={styles.late} aria-hidden="true" />
            )}
            <div>
              <p className={styles.title}>
                {title}
                <span className="visually-hidden">: {ready ? "yes" : "no"}</span>
              </p>
              <p className={styles.soft}>{words}</p>
              {fix !== null && (
                <p>
                  {fix} <Link to={places[fixAt].to}>{places[fixAt].label}</Link>
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
