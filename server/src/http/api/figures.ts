import { headlineFigures } from "@ringback/core/measurement/figures/asked.ts";
import { figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import { outsideRanges } from "@ringback/core/measurement/figures/figure-sources.ts";
import type { ToldFigure } from "@ringback/core/measurement/pilot/verdict-figure.ts";
import { agencyFigures } from "#db/queries/agency-figures.ts";
import { readPlace } from "#db/queries/cursor.ts";
import { figureRows } from "#db/queries/figure-rows.ts";
import { figuresAnswer } from "#db/queries/figures-answer.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import type { ApiParts } from "./api-parts.ts";
import { placeFrom } from "./page.ts";

/** The figures of one business and of all a person belongs to, what they mean, and the calls behind them. */
export function figureHandlers({ context }: ApiParts) {
  return {
    figures: async ({ session, query, now }) =>
      accepted(await figuresAnswer(context.db, session.accountId, now, query)).answer,
    figureDefinitions: async () => ({ definitions: figureDefinitions.map(toBody), outside: [...outsideRanges] }),
    figureRows: async ({ session, query, now }) => {
      const { cursor, ...asked } = query;
      const found = accepted(
        await figureRows(context.db, session.accountId, now, { ...asked, after: placeFrom(cursor, readPlace) }),
      );
      const { definition, rows, nextCursor, kept } = found;
      return {
        figure: toBody(definition),
        rows,
        nextCursor,
        kept: kept === null ? null : { at: kept.at.toString(), rows: kept.ids === null ? "today" : "kept" },
      };
    },
    agencyFigures: async ({ session, query, now }) => {
      const { accounts, together } = accepted(await agencyFigures(context.db, session.userId, now, query));
      const headline = headlineFigures.flatMap((id) => figureDefinitions.find((one) => one.id === id) ?? []);
      return { headline: headline.map(toBody), accounts, together };
    },
  } satisfies Partial<Handlers>;
}

function toBody({ id, title, counts, leavesOut, clock, unit, better, opens, sources }: ToldFigure) {
  return { id, title, counts, leavesOut, clock, unit, better, opens, sources: [...sources] };
}
