import type { CostAnswer } from "@ringback/contract/costs.ts";
import { moneyWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { FigureCard } from "#components/measure/figure-card.tsx";
import measure from "#components/measure/measure.module.css";
import { confidence, moneyRange } from "./cost-words.ts";

const leavesOut = "Recovered callers, doubles, vendors and existing customers: they are no lost leads.";

/** A month, a year, one caller; nothing where nobody has said what a customer is worth. */
export function CostHeadline({ cost }: { readonly cost: CostAnswer }) {
  const sums = cost.realistic ?? cost.simple;
  const { low, middle, high } = cost.inputs.lost.value;
  const lost = low === high ? `${middle}` : `${low}–${high}`;
  const callers = (
    <FigureCard
      definition={{
        id: "cost.callers-lost",
        title: "Callers lost",
        counts: "Callers missed who are lost leads, one caller with one matter; a range where it is not known.",
        leavesOut,
      }}
      value={lost}
      beside={cost.inputs.lost.source}
    />
  );
  if (sums === null) return <div className={measure.figures}>{callers}</div>;
  const money = (id: string, title: string, counts: string, name: "monthCents" | "yearCents" | "callerCents") => {
    const words = moneyRange(sums[name], cost.currency);
    return (
      <FigureCard
        definition={{ id, title, counts, leavesOut }}
        value={words}
        chars={words.length}
        beside={
          name === "callerCents"
            ? confidence[sums.confidence]
            : `${moneyWords(sums[name].middle, cost.currency)} in the middle`
        }
      />
    );
  };
  return (
    <div className={measure.figures}>
      {money(
        "cost.month",
        "Likely lost a month",
        "Callers lost × share who book × what a customer brings.",
        "monthCents",
      )}
      {money("cost.year", "Likely lost a year", "Twelve such months.", "yearCents")}
      {money("cost.caller", "One missed caller", "Share who book × what a customer brings.", "callerCents")}
      {callers}
    </div>
  );
}
