import { type ReportFormat, reportFileName } from "@ringback/core/measurement/report/report-names.ts";
import { reportContentTypes, writeReport } from "#reports/write-report.ts";
import type { Context } from "./context.ts";
import type { MadeReport } from "./make-report.ts";

export interface ReportFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A report as a file with a name that says what it is of. */
export async function reportFile(
  { clock }: Pick<Context, "clock">,
  made: Omit<MadeReport, "name"> & { readonly name: MadeReport["name"] | "agency" },
  format: ReportFormat,
): Promise<ReportFile> {
  const madeAt = clock.now().toZonedDateTimeISO(made.timeZone).toPlainDateTime();
  const bytes = await writeReport(made.report, format, madeAt.toString({ smallestUnit: "minute" }).replace("T", " "));
  return { name: reportFileName(made, format), contentType: reportContentTypes[format], bytes };
}
