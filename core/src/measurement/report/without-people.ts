import type { ReportedLeaks } from "./figures-report.ts";
import type { Report, ReportCell, ReportSection } from "./report-model.ts";

/** A report for whoever has its link: columns about people are left out, and of a caller's number its end is told. */
export function withoutPeople(report: Report): Report {
  return { ...report, sections: report.sections.map(sectionWithout) };
}

function sectionWithout({ columns, rows, ...section }: ReportSection): ReportSection {
  const kept = columns.flatMap((column, index) => (column.people === true ? [] : [{ column, index }]));
  return {
    ...section,
    columns: kept.map(({ column }) => (column.kind === "phone" ? { ...column, kind: "text" as const } : column)),
    rows: rows.map((cells) =>
      kept.map(({ column, index }) => {
        const cell = cells[index] ?? null;
        return column.kind === "phone" ? maskedNumber(cell) : cell;
      }),
    ),
  };
}

/** A number by its last two digits: enough for whoever knows it to find it, nothing for others. */
export function maskedNumber(number: ReportCell): string {
  return typeof number === "string" && number.length > 4 ? `ends in ${number.slice(-2)}` : "withheld";
}

type Findings = readonly (ReportedLeaks["findings"][number] & {
  readonly kind: string;
  readonly change: { readonly changes: readonly object[] } | null;
})[];

/** Leaks that lie with one person are left out, and a change that names a person says only what it is. */
export function findingsWithoutPeople(findings: Findings): ReportedLeaks["findings"] {
  return findings
    .filter(({ kind }) => kind !== "bottleneck" && kind !== "one-phone")
    .map(({ change, ...finding }) => ({
      ...finding,
      change: change?.changes.some((one) => "memberIds" in one)
        ? { title: "One more phone that rings", words: "", meets: change.meets }
        : change,
    }));
}
