import { Link } from "@tanstack/react-router";
import { FigureCard } from "#components/measure/figure-card.tsx";
import measure from "#components/measure/measure.module.css";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import type { Figures } from "#components/measure/use-figures.ts";
import { paths } from "#paths.ts";
import { LostCard } from "./lost-card.tsx";

/** Of every ten callers nine are to be tried before the promise is due (docs/rules.md S1-48). */
const inTimeTarget = "target 90 %";

/** One figure for each question an owner has: how many are missed, are they called back, does it help, what does it cost. */
export function HeadlineFigures({ figures }: { readonly figures: Figures }) {
  const search = useMeasureSearch();
  const card = (id: string, beside?: string) => {
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
        {...(beside === undefined ? {} : { beside })}
        tooFew={!figure.enough}
      />
    );
  };
  return (
    <div className={measure.figures}>
      {card("calls.missed-rate")}
      {card("callers.attempted-in-time", inTimeTarget)}
      {card("callers.recovered", `attempted ${figures.of("callers.attempted").words}`)}
      <LostCard />
    </div>
  );
}
