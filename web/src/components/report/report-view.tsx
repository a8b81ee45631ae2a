import type { ReportBody } from "@ringback/contract/reports.ts";
import { cellWords, kindOfCell } from "@ringback/core/measurement/report/cell-words.ts";
import { forReading, type ReportSection } from "@ringback/core/measurement/report/report-model.ts";
import { BarRows } from "#components/measure/bar-rows.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./report-view.module.css";
import { WeekPicture } from "./week-picture.tsx";

/** A report as a page: the same sections, pictures and tables as on paper. */
export function ReportView({ report }: { readonly report: ReportBody }) {
  return (
    <div className={styles.sections}>
      {report.sections.map(forReading).map((section) => (
        <Card key={section.id} title={section.title}>
          {section.words.map((words) => (
            <p key={words} className={styles.words}>
              {words}
            </p>
          ))}
          <Picture section={section} />
          {section.rows.length > 0 && <Rows section={section} />}
        </Card>
      ))}
    </div>
  );
}

function Picture({ section: { chart, title } }: { readonly section: ReportSection }) {
  if (chart === undefined) return null;
  if (chart.kind === "hours") return <WeekPicture cells={chart.cells} fewerThan={chart.fewerThan} title={title} />;
  if (chart.kind === "headline") return <Headline figures={chart.figures} />;
  const rows = chart.bars.map(({ label, share, words }) => ({ id: label, label, share, words, value: 0 }));
  return <BarRows rows={rows} label={title} />;
}

type Headlines = Extract<NonNullable<ReportSection["chart"]>, { kind: "headline" }>["figures"];

function Headline({ figures }: { readonly figures: Headlines }) {
  return (
    <dl className={styles.headline}>
      {figures.map(({ label, words, beside, tone }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className={styles.value}>{words}</dd>
          <dd className={styles[tone]}>{beside}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the picture says already, and long explanations, are a tap away. */
function Rows({ section }: { readonly section: ReportSection }) {
  // Its picture is made of the very words.
  if (section.chart?.kind === "headline") return null;
  if (section.chart === undefined && section.id !== "meaning") return <Table section={section} />;
  return (
    <details className={styles.more}>
      <summary>{section.chart === undefined ? "Read it" : "As a table"}</summary>
      <Table section={section} />
    </details>
  );
}

function Table({ section }: { readonly section: ReportSection }) {
  const { columns, rows } = section;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be within a keyboard's reach
    // biome-ignore lint/a11y/useSemanticElements: a section of its own would be a landmark too many
    <div className={styles.frame} tabIndex={0} role="group" aria-label={`${section.title}, table`}>
      <table className={styles.table}>
        <caption className="visually-hidden">{section.title}</caption>
        <thead>
          <tr>
            {columns.map(({ title, kind }, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a report's columns never move
              <th key={column} scope="col" data-kind={kind}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report's rows never move
            <tr key={row}>
              {cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: nor do its cells
                <td key={column} data-kind={columns[column]?.kind}>
                  {cellWords(cell, kindOfCell(section, row, column), columns[column]?.currency)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
