import type { CostInput } from "@ringback/core/measurement/cost/cost-input.ts";
import { costReport } from "@ringback/core/measurement/cost/cost-report.ts";
import type { Cost } from "@ringback/core/measurement/cost/work-out-cost.ts";
import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import { figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import { figuresReport, type ReportedLeaks } from "@ringback/core/measurement/report/figures-report.ts";
import type { Report } from "@ringback/core/measurement/report/report-model.ts";
import type { ReportName } from "@ringback/core/measurement/report/report-names.ts";
import { weeklyReport } from "@ringback/core/measurement/report/weekly-report.ts";
import { findingsWithoutPeople, withoutPeople } from "@ringback/core/measurement/report/without-people.ts";
import { scorecardReport } from "@ringback/core/measurement/scorecard/scorecard-report.ts";
import { sql } from "kysely";
import type { AskedReport } from "#db/queries/asked-report.ts";
import { loadCost } from "#db/queries/cost.ts";
import type { QuestionRefusal } from "#db/queries/figure-question.ts";
import { figuresAnswer } from "#db/queries/figures-answer.ts";
import { pilotAnswer } from "#db/queries/pilot.ts";
import { pilotDays, reportOfPilot } from "#db/queries/reported-pilot.ts";
import { reportedWeek } from "#db/queries/reported-week.ts";
import { loadScorecard } from "#db/queries/scorecard.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { readLeaks } from "./read-leaks.ts";

/** `anyone`: whoever has a link; then nothing of it is about a person. */
export type ReportReaders = "team" | "anyone";

export interface ReportQuestion {
  readonly accountId: string;
  readonly name: ReportName;
  readonly asked: AskedReport;
  readonly readers: ReportReaders;
  /** Waits for what would be worked out in the background, however long that takes. */
  readonly waits?: boolean;
}

export interface MadeReport {
  readonly ok: true;
  readonly report: Report;
  readonly name: ReportName;
  readonly business: string;
  readonly timeZone: string;
  /** The days it is of; null where it has none. */
  readonly days: DayRange | null;
}

/** `report-working`: where calls leak is worked out in the background for such a long range; ask again in a minute. */
export type ReportRefusal = QuestionRefusal | "leak-not-found" | "report-working";
export type MadeOrRefused =
  | MadeReport
  | { readonly ok: false; readonly refusal: ReportRefusal; readonly detail?: string };

type Parts = Pick<Context, "db" | "clock" | "telephony">;

interface Asked extends Pick<ReportQuestion, "accountId" | "asked" | "readers" | "waits"> {
  readonly business: string;
  /** The account's own day. */
  readonly today: string;
}

type Found =
  | { readonly ok: true; readonly report: Report; readonly days: DayRange | null }
  | Extract<MadeOrRefused, { readonly ok: false }>;

/** Makes a report by its name, from what its screen reads. */
export async function makeReport(ctx: Parts, { name, ...question }: ReportQuestion): Promise<MadeOrRefused> {
  const about = await transaction(ctx.db, question.accountId, ctx.clock.now(), (tx) =>
    tx.first<{ business: string; timeZone: string }>(
      sql`select name as business, time_zone as "timeZone" from ringback.account where id = ${tx.accountId}`,
    ),
  );
  if (about === null) throw new Error("The account does not exist.");
  const today = ctx.clock.now().toZonedDateTimeISO(about.timeZone).toPlainDate().toString();
  const found = await makers[name](ctx, { ...question, today, business: about.business });
  if (!found.ok) return found;
  const report = question.readers === "anyone" ? withoutPeople(found.report) : found.report;
  return { ...found, ...about, name, report };
}

/** How each report is made. A new one needs a line here, a name in core and a screen. */
const makers: Readonly<Record<ReportName, (ctx: Parts, asked: Asked) => Promise<Found>>> = {
  figures: async (ctx, { accountId, asked, business }) => {
    const found = await figuresAnswer(ctx.db, accountId, ctx.clock.now(), asked);
    if (!found.ok) return found;
    const report = figuresReport({ business, ...found.answer }, null, figureDefinitions);
    return { ok: true, report, days: found.answer.range };
  },
  leaks: async (ctx, { accountId, asked, business, readers, waits }) => {
    const found = await figuresAnswer(ctx.db, accountId, ctx.clock.now(), asked);
    if (!found.ok) return found;
    const leaks = await readLeaks(ctx, accountId, asked, waits);
    if (!leaks.ok) return leaks;
    // The figures beside them are of the days that were asked for.
    if (leaks.report === null || leaks.ofEarlierDay) return { ok: false, refusal: "report-working" };
    const { headline, fewerThan, cutTo, cells, byOthers, findings } = leaks.report;
    const told: ReportedLeaks["findings"] = readers === "anyone" ? findingsWithoutPeople(findings) : findings;
    const reported = { headline, fewerThan, cutTo, cells, byOthers, findings: told };
    const report = figuresReport({ business, ...found.answer }, reported, figureDefinitions);
    return { ok: true, report, days: found.answer.range };
  },
  cost: async (ctx, { accountId, asked, business, readers }) => {
    const found = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => loadCost(tx, asked));
    if (!found.ok) return found;
    const { range, currency } = found.material;
    const cost = readers === "anyone" ? typedByNobody(found.cost) : found.cost;
    return { ok: true, report: costReport(cost, { businessName: business, range, currency }), days: range };
  },
  scorecard: async (ctx, { accountId, business, today }) => {
    const { scorecard, since, callers } = await transaction(ctx.db, accountId, ctx.clock.now(), loadScorecard);
    const report = scorecardReport(scorecard, { businessName: business, since, callers });
    return { ok: true, report, days: { from: since, to: today } };
  },
  pilot: async (ctx, { accountId, business, readers }) => {
    const answer = await pilotAnswer(ctx.db, accountId, ctx.clock.now(), ctx.telephony);
    const owner = readers === "anyone" ? "a person of the team" : undefined;
    return { ok: true, report: reportOfPilot(answer, business, owner), days: pilotDays(answer) };
  },
  weekly: async (ctx, { accountId, asked: { week }, business, today }) => {
    const reported = await reportedWeek(ctx.db, accountId, ctx.clock.now(), { business, today, week });
    return { ok: true, report: weeklyReport(reported), days: reported.week };
  },
};

function typedByNobody(cost: Cost): Cost {
  const nameless = <Input extends CostInput | null>(input: Input): Input =>
    input?.source.kind === "typed" ? { ...input, source: { ...input.source, by: null } } : input;
  const { lost, conversion, worth, repeat, referral } = cost.inputs;
  return {
    ...cost,
    inputs: {
      lost: nameless(lost),
      conversion: nameless(conversion),
      worth: nameless(worth),
      repeat: nameless(repeat),
      referral: nameless(referral),
    },
  };
}
