import type { ReportFormat } from "@ringback/core/measurement/report/report-names.ts";
import { type ReportRange, reportRanges, reportRangeWords } from "@ringback/core/measurement/report/report-range.ts";

export const formatChoices = [
  { value: "pdf", label: "PDF" },
  { value: "xlsx", label: "Excel" },
  { value: "csv", label: "CSV" },
] as const satisfies readonly { value: ReportFormat; label: string }[];

/** `The last week, Monday to Sunday` */
export const rangeChoices: readonly { readonly value: ReportRange; readonly label: string }[] = reportRanges.map(
  (value) => ({
    value,
    label: reportRangeWords[value].replace(/^t/, "T"),
  }),
);

export const weekdayChoices = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map(
  (label, index) => ({ value: String(index + 1), label }),
);

export const monthDayChoices = Array.from({ length: 31 }, (_, index) => ({
  value: String(index + 1),
  label: index === 30 ? "its last day" : `day ${index + 1}`,
}));

export const hourChoices = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${hour}:00` }));
