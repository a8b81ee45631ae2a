import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import type { Definition } from "#components/measure/definition-tip.tsx";
import { FigureCard } from "#components/measure/figure-card.tsx";
import { useMeasureSearch } from "#components/measure/measure-search.ts";
import { moneyRange } from "#pages/measure/cost/cost-words.ts";
import { paths } from "#paths.ts";

const definition: Definition = {
  id: "cost.lost-a-month",
  title: "Likely lost a month",
  counts:
    "Callers missed and not recovered, times the share that books, times what a customer is worth; from a cautious to a high reading, worked out for a month.",
  leavesOut:
    "Callers who got a person, vendors and customers you have already, and everything others measured elsewhere.",
};

/** What the callers lost are likely worth, with where that comes from. */
export function LostCard() {
  const search = useMeasureSearch();
  const { range, from, to, number, source, line } = search;
  const query = {
    ...(range && { range }),
    ...(from && { from }),
    ...(to && { to }),
    ...(number && { number }),
    ...(source && { source }),
    ...(line && { line }),
  };
  const { data } = useQuery(read("cost", { query }));
  const link = (words: string) => (
    <Link to={paths.cost} search={search}>
      {words}
    </Link>
  );
  if (data === undefined) return <FigureCard definition={definition} value="…" />;
  const sums = data.realistic ?? data.simple;
  const callers = Math.round(data.callersAMonth.middle);
  const isNarrower = [search.reason, search.lane, search.returning, search.hours].some((one) => one !== undefined);
  const beside = `${callers} ${callers === 1 ? "caller" : "callers"} a month${isNarrower ? ", whoever and whenever" : ""}, ${whoseWords[data.inputs.worth?.kind ?? "guess"]}`;
  if (sums === null)
    return (
      <FigureCard
        definition={definition}
        value={link(unknown)}
        chars={unknown.length}
        beside="say what a customer is worth"
      />
    );
  const words = moneyRange(sums.monthCents, data.currency);
  return <FigureCard definition={definition} value={link(words)} chars={words.length} beside={beside} />;
}

const unknown = "Not known yet";
const whoseWords = { own: "your own figures", typed: "worth as you set it", guess: "a cautious guess" } as const;
