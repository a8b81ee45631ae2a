import { type AskedList, readWeeklyCursor, weeklyCallers, weeklyEmergencies } from "#db/queries/weekly-lists.ts";
import { weeklyReview } from "#db/queries/weekly-review.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { finishWeek, judgeEmergency, nameWeeklyOwner } from "#use-cases/review-week.ts";
import type { ApiParts } from "./api-parts.ts";
import { placeFrom } from "./page.ts";

const done = { ok: true as const };

/** The weekly review. */
export function weeklyHandlers({ context }: ApiParts) {
  return {
    weeklyReview: async ({ session, now, query }) => await weeklyReview(context.db, session.accountId, now, query.week),
    weeklyCallers: async ({ session, now, params, query }) =>
      await weeklyCallers(context.db, session.accountId, now, listOf(params.week, query)),
    weeklyEmergencies: async ({ session, now, params, query }) =>
      await weeklyEmergencies(context.db, session.accountId, now, listOf(params.week, query)),
    nameWeeklyOwner: async ({ session, params, body }) => {
      accepted(await nameWeeklyOwner(context, { ...session, ...params, ...body, note: body.note ?? null }));
      return done;
    },
    judgeEmergency: async ({ session, params, body }) => {
      accepted(await judgeEmergency(context, { ...session, ...params, ...body, note: body.note ?? null }));
      return done;
    },
    finishWeek: async ({ session, params, body }) => {
      accepted(await finishWeek(context, { ...session, ...params, note: body.note ?? null }));
      return done;
    },
  } satisfies Partial<Handlers>;
}

function listOf(
  week: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): AskedList {
  return { week, limit, after: placeFrom(cursor, readWeeklyCursor) };
}
