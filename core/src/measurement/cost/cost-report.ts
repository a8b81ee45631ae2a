import type { DayRange } from "#measurement/figures/day-range.ts";
import { rangeWords } from "#measurement/figures/range-words.ts";
import { type Report, type ReportColumn, type ReportSection, wordsSection } from "#measurement/report/report-model.ts";
import { type CostInput, confidenceWords, type Scenarios, sourceWords } from "./cost-input.ts";
import { type CostSums, roundingWords } from "./estimate-cost.ts";
import { moneyWords } from "./money.ts";
import { outsideFigures } from "./outside-figures.ts";
import type { Cost } from "./work-out-cost.ts";

/** What may be claimed from a cost. */
export const costClaim =
  "Claim level: for planning. An estimate from the business's own calls and the inputs named here; what the lost callers would have done nobody can know.";

/** The cost of missed calls as a report: sums, formula, inputs with their sources, and what each line was worked out from. */
export function costReport(
  cost: Cost,
  about: { readonly businessName: string; readonly range: DayRange; readonly currency: string },
): Report {
  const { currency } = about;
  return {
    id: "cost",
    title: "What missed calls cost",
    subtitle: `${about.businessName}, ${rangeWords(about.range)}`,
    claim: costClaim,
    sections: [
      sums(cost, currency),
      inputs(cost, currency),
      ...(cost.lines.length === 0 ? [] : [lines(cost)]),
      ...(cost.numbers.length === 0 ? [] : [numbers(cost, currency)]),
      ...(cost.sources.length === 0 ? [] : [sources(cost, currency)]),
      phoneTag(cost, currency),
      outside(),
    ],
  };
}

const text = (title: string): ReportColumn => ({ title, kind: "text" });
const counted = (title: string): ReportColumn => ({ title, kind: "count" });
const money = (title: string, currency: string): ReportColumn => ({ title, kind: "money", currency });
const three = ({ low, middle, high }: Scenarios): number[] => [low, middle, high];

function sums({ simple, realistic }: Cost, currency: string): ReportSection {
  if (simple === null)
    return wordsSection("sums", "The sum", [
      "Nobody has said yet what a customer is worth to this business, so no sum is named. There is no universal average.",
    ]);
  const rowsOf = (name: string, { monthCents, yearCents, callerCents }: CostSums) => [
    [`${name}, a month`, ...three(monthCents)],
    [`${name}, a year`, ...three(yearCents)],
    [`${name}, one missed caller`, ...three(callerCents)],
  ];
  const best = realistic ?? simple;
  return {
    id: "sums",
    title: "The sum",
    words: [best.formula.low, best.formula.middle, best.formula.high, roundingWords],
    columns: [text(""), money("Low", currency), money("Middle", currency), money("High", currency)],
    rows: [
      ...rowsOf("First purchase", simple),
      ...(realistic === null ? [] : rowsOf("With repeat orders and word of mouth", realistic)),
    ],
  };
}

function inputs({ inputs: { lost, conversion, worth, repeat, referral } }: Cost, currency: string): ReportSection {
  const share = (value: number) => `${(value / 100).toLocaleString("en-US", { maximumFractionDigits: 1 })} %`;
  const cents = (value: number) => moneyWords(value, currency);
  const plain = (value: number) => value.toLocaleString("en-US");
  const row = (title: string, input: CostInput | null, words: (value: number) => string) =>
    input === null
      ? []
      : [[title, ...three(input.value).map(words), sourceWords(input.source), confidenceWords[input.confidence]]];
  return {
    id: "inputs",
    title: "What it was worked out from",
    words: [],
    columns: ["Input", "Low", "Middle", "High", "Where it comes from", "How sure"].map(text),
    rows: [
      ...row("Callers lost", lost, plain),
      ...row("Of those reached, book", conversion, share),
      ...row("First purchase", worth, cents),
      ...row("Repeat orders", repeat, cents),
      ...row("Word of mouth", referral, cents),
    ],
  };
}

function lines(cost: Cost): ReportSection {
  return {
    id: "lines",
    title: "From callers missed to callers lost",
    words: [],
    columns: [text("Who"), counted("Callers"), counted("Left, low"), counted("Left, middle"), counted("Left, high")],
    rows: cost.lines.map(({ words, callers, left }) => [words, callers, ...three(left)]),
  };
}

function numbers(cost: Cost, currency: string): ReportSection {
  return {
    id: "numbers",
    title: "By number",
    words: [],
    columns: [
      text("Number"),
      counted("Callers missed"),
      counted("Lost"),
      money("A month, low", currency),
      money("Middle", currency),
      money("High", currency),
    ],
    rows: cost.numbers.map(({ label, callers, lost, monthCents }) => [
      label,
      callers,
      lost.middle,
      ...(monthCents === null ? [null, null, null] : three(monthCents)),
    ]),
  };
}

function sources(cost: Cost, currency: string): ReportSection {
  return {
    id: "sources",
    title: "By advertised source",
    words: ["Wasted: the part of what a source costs that paid for callers who were lost."],
    columns: [
      text("Source"),
      counted("Calls"),
      counted("Lost"),
      money("Lost a month", currency),
      money("Spent a month", currency),
      money("Of it wasted", currency),
    ],
    rows: cost.sources.map(({ source, calls, lost, monthCents, spendMonthCents, wastedMonthCents }) => [
      source,
      calls,
      lost.middle,
      monthCents?.middle ?? null,
      spendMonthCents,
      wastedMonthCents?.middle ?? null,
    ]),
  };
}

function phoneTag({ phoneTag: { extraTries, minutesAMonth, monthCents } }: Cost, currency: string): ReportSection {
  const minutes =
    minutesAMonth === null ? "" : ` They take about ${minutesAMonth.toLocaleString("en-US")} minutes a month`;
  const paid = monthCents === null ? "." : `, worth ${moneyWords(monthCents, currency)}.`;
  return wordsSection("phone-tag", "Phone tag", [
    `${extraTries.toLocaleString("en-US")} tries came after a first one that reached nobody.${minutes === "" ? "" : `${minutes}${paid}`}`,
  ]);
}

function outside(): ReportSection {
  return {
    id: "outside",
    title: "What others say",
    words: ["None of it is in the sums above."],
    columns: ["About", "Range", "Source", "How far to trust it"].map(text),
    rows: outsideFigures.map(({ title, range, source, caution }) => [title, range, source, caution]),
  };
}
