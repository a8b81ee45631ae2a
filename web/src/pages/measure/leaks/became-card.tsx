import { countWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { BarRows } from "#components/measure/bar-rows.tsx";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import type { Figures } from "#components/measure/use-figures.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./leaks.module.css";

/** What became of the missed callers, step by step. Each row opens the calls behind it. */
export function BecameCard({ figures }: { readonly figures: Figures }) {
  const search = useMeasureSearch();
  const { missedCalls, callers, steps } = figures.answer.whatBecame;
  const logged = callers - (figures.of("callers.owned").figure.whole ?? 0);
  return (
    <Card title={`What became of ${countWords(missedCalls)} missed ${missedCalls === 1 ? "call" : "calls"}`}>
      <p className={styles.lead}>
        {countWords(callers)} {callers === 1 ? "caller" : "callers"}. Tap a row for the calls.
        {logged > 0 &&
          ` ${logged === callers ? "All" : countWords(logged)} of them are from a call log, which does not tell who owned them, who was told or who booked.`}
      </p>
      <BarRows
        label="What became of the callers missed"
        rows={steps.map(({ step, title, callers: reached, figure }) => {
          // Of a call log some steps are not known: what is not is no zero, and the bar is of those of whom it is.
          const { value, whole } = figures.of(figure).figure;
          return {
            id: step,
            label: title,
            value: reached,
            share: value === null ? 0 : reached / Math.max(1, whole ?? callers),
            tone: step === "open" ? "quiet" : "accent",
            ...(callers > 0 && value === null
              ? { words: "not known" }
              : { link: { to: paths.figure, params: { figureId: figure }, search } }),
          };
        })}
      />
    </Card>
  );
}
