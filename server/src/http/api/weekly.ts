import { weeklyReview } from "#db/queries/weekly-review.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { finishWeek, judgeEmergency, nameWeeklyOwner } from "#use-cases/review-week.ts";
import type { ApiParts } from "./api-parts.ts";

const done = { ok: true as const };

/** The weekly review. */
export function weeklyHandlers({ context }: ApiParts) {
  return {
    weeklyReview: async ({ session, now, query }) => await weeklyReview(context.db, session.accountId, now, query.week),
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
