import { SegmentedControl, Skeleton } from "@mantine/core";
import type { FigureSplit, FiguresAnswer } from "@ringback/contract/figures.ts";
import { countWords, shareWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAccount } from "#api/use-account.ts";
import measure from "#components/measure/measure.module.css";
import { MeasureFilter } from "#components/measure/measure-filter.tsx";
import { MeasureScreen } from "#components/measure/measure-screen.tsx";
import { type MeasureSearch, useMeasureSearch } from "#components/measure/measure-search.ts";
import { MeasureTabs } from "#components/measure/measure-tabs.tsx";
import { hasNoCalls, NoCalls } from "#components/measure/no-calls.tsx";
import { PartialNote } from "#components/measure/partial-note.tsx";
import { SendMenu } from "#components/measure/send/send-menu.tsx";
import { TrendLine } from "#components/measure/trend-line.tsx";
import { type Figures, useFigures } from "#components/measure/use-figures.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { PageHead } from "#ui/page-head.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { FigureTable } from "./figure-table.tsx";
import styles from "./figures.module.css";
import { TimesCard } from "./times-card.tsx";
import { fewWords, readable, type TrendOf, trendPoints } from "./trend-points.ts";

const splits = [
  { value: "byNumber", label: "Number", name: "number" },
  { value: "bySource", label: "Source or campaign", name: "source" },
  { value: "byLine", label: "Line", name: "line" },
  { value: "byReason", label: "Reason", name: "reason" },
  { value: "byLane", label: "Who called", name: "lane" },
  { value: "byReturning", label: "New or known", name: "returning" },
  { value: "byHours", label: "Open or closed", name: "hours" },
] as const satisfies readonly { value: keyof FiguresAnswer["splits"]; label: string; name: keyof MeasureSearch }[];

/** Every figure of the range, over time, and split. */
export function FiguresPage() {
  const account = useAccount();
  const { figures, error, isStale, retry } = useFigures();
  return (
    <MeasureScreen wide>
      <PageHead
        title="Figures"
        lead={figures === null ? account.name : `${account.name} · ${figures.answer.rangeWords}`}
        aside={<SendMenu report="figures" days={figures?.answer.range ?? null} />}
      />
      <MeasureTabs />
      <MeasureFilter days={figures?.answer.range ?? null} />
      {error !== null && <ProblemNote error={error} action={<Button onClick={retry}>Try again</Button>} />}
      {figures === null && error === null && <Skeleton height={480} radius={12} />}
      {figures !== null && hasNoCalls(figures) && (
        <NoCalls figures={figures}>
          After the first calls every figure stands here, with what it counts and the calls behind it.
        </NoCalls>
      )}
      {figures !== null && !hasNoCalls(figures) && (
        <div className={isStale ? styles.stale : undefined} aria-busy={isStale}>
          <Trends figures={figures} />
          <PartialNote figures={figures} />
          <FigureTable figures={figures} />
          <div className={styles.apart}>
            <TimesCard figures={figures} />
          </div>
          <Splits figures={figures} />
          <Outside figures={figures} />
        </div>
      )}
    </MeasureScreen>
  );
}

function Trends({ figures }: { readonly figures: Figures }) {
  // A period before that is not whole would be drawn as days without calls.
  const trend = { ...figures.answer.trend, before: figures.partialBefore === null ? figures.answer.trend.before : [] };
  const drawn = (of: TrendOf) => {
    const { step, points, before } = "count" in of ? trend : readable(trend, of.whole);
    return { step, points: trendPoints(points, step, of), before: trendPoints(before, step, of) };
  };
  const missed = drawn({ part: (point) => point.missed, whole: (point) => point.calls });
  const callers = drawn({ count: (point) => point.callers });
  const recovered = drawn({ part: (point) => point.recovered, whole: (point) => point.callers });
  return (
    <div className={styles.trends}>
      <Card title="Missed by people">
        <Headline figures={figures} id="calls.missed-rate" />
        <TrendLine
          title={`Share of calls, by ${missed.step}`}
          top={1}
          axis={shareWords}
          fewWords={fewWords(missed.points, missed.step, "calls")}
          points={missed.points}
          before={missed.before}
        />
      </Card>
      <Card title="Callers missed">
        <Headline figures={figures} id="callers.missed" />
        <TrendLine
          title={`Callers, by ${callers.step}`}
          axis={countWords}
          points={callers.points}
          before={callers.before}
        />
      </Card>
      <Card title="Really recovered">
        <Headline figures={figures} id="callers.recovered" />
        <TrendLine
          title={`Share of callers missed, by ${recovered.step}`}
          top={1}
          axis={shareWords}
          fewWords={fewWords(recovered.points, recovered.step, "callers")}
          points={recovered.points}
          before={recovered.before}
        />
      </Card>
    </div>
  );
}

/** The one number of a question, with the period before it. */
function Headline({ figures, id }: { readonly figures: Figures; readonly id: string }) {
  const search = useMeasureSearch();
  const { words, trend } = figures.of(id);
  return (
    <p className={styles.headline}>
      <Link to={paths.figure} params={{ figureId: id }} search={search}>
        {words}
      </Link>
      {trend !== null && <span className={measure[trend.tone]}>{trend.words}</span>}
    </p>
  );
}

function Splits({ figures }: { readonly figures: Figures }) {
  const search = useMeasureSearch();
  const [by, setBy] = useState<(typeof splits)[number]["value"]>("byNumber");
  const split = splits.find(({ value }) => value === by) ?? splits[0];
  const rows = figures.answer.splits[split.value];
  return (
    <Card title="Where it differs">
      <div className={styles.splitBy}>
        <SegmentedControl
          size="xs"
          aria-label="Split by"
          data={splits.map(({ value, label }) => ({ value, label }))}
          value={by}
          onChange={(value) => setBy(value as typeof by)}
        />
      </div>
      {rows.length === 0 ? (
        <p className={measure.meaning}>Nothing to split: no number has that set.</p>
      ) : (
        <div className={styles.frame}>
          <table className={`${styles.table} ${styles.split}`}>
            <thead>
              <tr>
                <th scope="col">{split.label}</th>
                <th scope="col">Calls</th>
                <th scope="col">Missed</th>
                <th scope="col">Missed by people</th>
                <th scope="col">Callers</th>
                <th scope="col">Called back in time</th>
                <th scope="col">Recovered</th>
                <th scope="col">Booked</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <SplitRow
                  key={row.key ?? row.label}
                  row={row}
                  search={row.key === null ? null : { ...search, [split.name]: row.key }}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function SplitRow({ row, search }: { readonly row: FigureSplit; readonly search: MeasureSearch | null }) {
  const of = (part: number) => (row.callers === 0 ? "–" : shareWords(part / row.callers));
  return (
    <tr className={row.enough ? undefined : styles.few} title={row.enough ? undefined : "Few calls: read with care"}>
      <th scope="row">
        {search === null ? (
          row.label
        ) : (
          <Link to="." search={search}>
            {row.label}
          </Link>
        )}
      </th>
      <td>{countWords(row.calls)}</td>
      <td>{countWords(row.missed)}</td>
      <td>{row.missedRate === null ? "–" : shareWords(row.missedRate)}</td>
      <td>{countWords(row.callers)}</td>
      <td>{of(row.attemptedInTime)}</td>
      <td>{of(row.recovered)}</td>
      <td>{of(row.booked)}</td>
    </tr>
  );
}

/** What others measured elsewhere, never mixed with one's own. */
function Outside({ figures }: { readonly figures: Figures }) {
  const { outside } = figures.answer;
  if (outside.length === 0) return null;
  return (
    <details className={styles.outside}>
      <summary>What others measured elsewhere</summary>
      <ul>
        {outside.map((range) => (
          <li key={`${range.figure}-${range.title}`}>
            {range.title}: {shareWords(range.from)} to {shareWords(range.to)}. <cite>{range.source}</cite>
          </li>
        ))}
      </ul>
      <p>Businesses differ: compare with your own past first.</p>
    </details>
  );
}
