import { headlineFigures } from "@ringback/core/measurement/figures/asked.ts";
import { figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import { agencyReport } from "@ringback/core/measurement/report/agency-report.ts";
import { type AskedAgency, agencyFigures } from "#db/queries/agency-figures.ts";
import type { QuestionRefusal } from "#db/queries/figure-question.ts";
import type { Context } from "./context.ts";
import type { MadeReport } from "./make-report.ts";

type MadeAgencyReport = Omit<MadeReport, "name"> & { readonly name: "agency" };

/**
 * Every business a person belongs to, side by side. It is the person's own and no business's: it is saved, and neither mailed
 * by itself nor shared by a link.
 */
export async function makeAgencyReport(
  ctx: Pick<Context, "db" | "clock">,
  userId: string,
  asked: AskedAgency,
): Promise<MadeAgencyReport | { readonly ok: false; readonly refusal: QuestionRefusal; readonly detail?: string }> {
  const found = await agencyFigures(ctx.db, userId, ctx.clock.now(), asked);
  if (!found.ok) return found;
  const headline = headlineFigures.flatMap((id) => figureDefinitions.find((one) => one.id === id) ?? []);
  const [first, ...others] = found.accounts;
  const sameDays = others.every(({ range }) => range.from === first?.range.from && range.to === first.range.to);
  return {
    ok: true,
    report: agencyReport(found, headline),
    name: "agency",
    business: "",
    timeZone: first?.timeZone ?? "UTC",
    days: first !== undefined && sameDays ? first.range : null,
  };
}
