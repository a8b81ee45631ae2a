import type { ComparedFigure, PilotAnswer, PilotBody } from "@ringback/contract/pilot.ts";
import { figureWords } from "@ringback/core/measurement/figures/figure-words.ts";
import {
  verdictFigure,
  verdictFigureNote,
  verdictShareWords,
} from "@ringback/core/measurement/pilot/verdict-figure.ts";
import { Link } from "@tanstack/react-router";
import { DefinitionTip } from "#components/measure/definition-tip.tsx";
import type { FigureSearch } from "#pages/measure/figure/figure-search.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./pilot.module.css";

/** The same figures before and during the pilot, each with what it counts; that of the verdict first. A tap opens what is behind one. */
export function BeforeCard({ answer: { figures, pilot, today } }: { readonly answer: PilotAnswer }) {
  const before = pilot && daysOf(pilot, pilot.baseline.from, pilot.baseline.to, pilot.lockedAt);
  const during =
    pilot?.startsOn && pilot.endsOn
      ? daysOf(pilot, pilot.startsOn, pilot.endsOn < today ? pilot.endsOn : today, pilot.verdictAt)
      : null;
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
                  <DefinitionTip definition={figure} />
                  {figure.caution !== null && <span className={styles.caution}>{figure.caution}</span>}
                </th>
                <td>
                  <Value figure={figure} value={figure.baseline} days={before} />
                </td>
                <td className={tone(figure)}>
                  <Value figure={figure} value={figure.pilot} days={during} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.lacking}>{verdictFigureNote}</p>
    </Card>
  );
}

interface ValueProps {
  readonly figure: ComparedFigure;
  readonly value: number | null;
  readonly days: FigureSearch | null;
}

/** A value that opens the calls or callbacks it was counted from. */
function Value({ figure, value, days }: ValueProps) {
  const words = figure.id === verdictFigure.id ? verdictShareWords(value) : figureWords(value, figure.unit);
  if (value === null || days === null) return words;
  return (
    <Link to={paths.figure} params={{ figureId: figure.id }} search={days}>
      {words}
    </Link>
  );
}

/** What opens a figure of some days; of kept ones what it was counted from. */
function daysOf({ id, numbers }: PilotBody, from: string, to: string, keptAt: string | null): FigureSearch {
  const number = numbers === null ? {} : { number: numbers.map(({ id }) => id).join(",") };
  return { from, to, ...number, ...(keptAt === null ? {} : { pilot: id }) };
}

function tone({ baseline, pilot, better }: ComparedFigure): string | undefined {
  if (baseline === null || pilot === null || baseline === pilot || better === "neither") return undefined;
  return (better === "more") === pilot > baseline ? styles.better : styles.worse;
}
