import type { ComparedFigure, PilotAnswer } from "@ringback/contract/pilot.ts";
import { figureWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { DefinitionTip } from "#components/measure/definition-tip.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./pilot.module.css";

/** The same figures before and during the pilot, each with what it counts. */
export function BeforeCard({ answer: { figures } }: { readonly answer: PilotAnswer }) {
  return (
    <Card title="Before and during">
      <div className={styles.frame}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Baseline</th>
              <th scope="col">Pilot</th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <tr key={figure.id}>
                <th scope="row">
                  <DefinitionTip definition={{ ...figure, leavesOut: "Calls to other numbers, drills." }} />
                  {figure.caution !== null && <span className={styles.caution}>{figure.caution}</span>}
                </th>
                <td>{figureWords(figure.baseline, figure.unit)}</td>
                <td className={tone(figure)}>{figureWords(figure.pilot, figure.unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function tone({ baseline, pilot, better }: ComparedFigure): string | undefined {
  if (baseline === null || pilot === null || baseline === pilot || better === "neither") return undefined;
  return (better === "more") === pilot > baseline ? styles.better : styles.worse;
}
