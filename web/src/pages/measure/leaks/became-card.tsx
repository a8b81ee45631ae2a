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
  return (
    <Card title={`What became of ${countWords(missedCalls)} missed calls`}>
      <p className={styles.lead}>{countWords(callers)} callers. Tap a row for the calls.</p>
      <BarRows
        label="What became of the callers missed"
        rows={steps.map(({ step, title, callers: reached, figure }) => ({
          id: step,
          label: title,
          value: reached,
          share: callers === 0 ? 0 : reached / callers,
          tone: step === "open" ? "quiet" : "accent",
          link: { to: paths.figure, params: { figureId: figure }, search },
        }))}
      />
    </Card>
  );
}
