import type { FigurePoint } from "@ringback/contract/figures.ts";
import { Link } from "@tanstack/react-router";
import { FigureCard } from "#components/measure/figure-card.tsx";
import measure from "#components/measure/measure.module.css";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { SparkLine } from "#components/measure/spark-line.tsx";
import type { Figures } from "#components/measure/use-figures.ts";
import { paths } from "#paths.ts";
import { LostCard } from "./lost-card.tsx";
import { shareSteps } from "./share-steps.ts";

/** Of every ten callers nine are to be tried before the promise is due (docs/rules.md S1-48). */
const inTimeTarget = "target 90 %";

/** One figure for each question an owner has: how many are missed, are they called back, does it help, what does it cost. */
export function HeadlineFigures({ figures }: { readonly figures: Figures }) {
  const search = useMeasureSearch();
  const { trend: over } = figures.answer;
  const step = over.step === "day" ? "week" : over.step;
  const card = (id: string, shares: readonly number[], beside?: string) => {
    const { definition, words, trend, figure } = figures.of(id);
    return (
      <FigureCard
        definition={definition}
        value={
          <Link to={paths.figure} params={{ figureId: id }} search={search}>
            {words}
          </Link>
        }
        trend={trend}
        spark={<SparkLine shares={shares} step={step} />}
        {...(beside === undefined ? {} : { beside })}
        tooFew={!figure.enough}
      />
    );
  };
  const callers = (point: FigurePoint) => point.callers;
  return (
    <div className={measure.figures}>
      {card(
        "calls.missed-rate",
        shareSteps(
          over,
          (point) => point.missed,
          (point) => point.calls,
        ),
      )}
      {card(
        "callers.attempted-in-time",
        shareSteps(over, (point) => point.attemptedInTime, callers),
        inTimeTarget,
      )}
      {card(
        "callers.recovered",
        shareSteps(over, (point) => point.recovered, callers),
        `attempted ${figures.of("callers.attempted").words}`,
      )}
      <LostCard />
    </div>
  );
}
