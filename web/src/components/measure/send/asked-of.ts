import type { ReportQuery } from "@ringback/contract/reports.ts";
import { isOfDays, type ReportFormat, type ReportName } from "@ringback/core/measurement/report/report-names.ts";
import type { MeasureSearch } from "#components/measure/measure-search.ts";

/** What a report is asked with, out of its screen's address. */
export function askedOf(report: ReportName, search: MeasureSearch, week?: string): ReportQuery {
  if (report === "weekly") return week === undefined ? {} : { week };
  if (!isOfDays(report)) return {};
  return report === "cost" ? withoutCalls(search) : { ...search };
}

/** What it is narrowed to, without its days. */
export function filterOf(
  report: ReportName,
  search: MeasureSearch,
): Omit<MeasureSearch, "range" | "from" | "to" | "compare"> {
  if (!isOfDays(report)) return {};
  const {
    range: _range,
    from: _from,
    to: _to,
    compare: _compare,
    ...filter
  } = report === "cost" ? withoutCalls(search) : search;
  return filter;
}

/** Kinds of calls mean nothing to what they cost. */
function withoutCalls({
  reason: _reason,
  lane: _lane,
  returning: _returning,
  hours: _hours,
  ...search
}: MeasureSearch) {
  return search;
}

/** Where the file of a report is. */
export function fileAddress(report: ReportName, format: ReportFormat, asked: ReportQuery, account: string): string {
  const query = new URLSearchParams({ ...(asked as Record<string, string>), account });
  return `/api/v1/reports/${report}.${format}?${query}`;
}
