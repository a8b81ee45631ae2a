import type { Report } from "@ringback/core/measurement/report/report-model.ts";
import type { ReportFormat } from "@ringback/core/measurement/report/report-names.ts";
import { writeCsv } from "./write-csv.ts";
import { writePdf } from "./write-pdf.ts";
import { writeXlsx } from "./write-xlsx.ts";

/** What a program is told each file is. */
export const reportContentTypes: Readonly<Record<ReportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
};

/** A report as a file. `madeAtWords` stands on every page of the one that is paper. */
export async function writeReport(report: Report, format: ReportFormat, madeAtWords: string): Promise<Buffer> {
  if (format === "pdf") return await writePdf(report, madeAtWords);
  return format === "xlsx" ? await writeXlsx(report) : Buffer.from(writeCsv(report));
}
