import { callLedger } from "@ringback/server/db/queries/call-ledger.ts";
import { callbackCase } from "@ringback/server/db/queries/callback-case.ts";
import { ledgerBooks, ledgerDays } from "@ringback/server/db/queries/ledger-books.ts";
import { ledgerExceptions } from "@ringback/server/db/queries/ledger-exceptions.ts";
import { listCallbacks } from "@ringback/server/db/queries/list-callbacks.ts";
import { type CallFilter, listCalls } from "@ringback/server/db/queries/list-calls.ts";
import { listMessages } from "@ringback/server/db/queries/list-messages.ts";
import { review } from "@ringback/server/db/queries/review.ts";
import { today } from "@ringback/server/db/queries/today.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { listConnections } from "@ringback/server/use-cases/list-connections.ts";
import { listNumbers } from "@ringback/server/use-cases/list-numbers.ts";

/** One question a screen asks. */
export interface ScreenQuestion {
  readonly what: string;
  /** `turn` counts up, so that a question may look somewhere else every time. */
  readonly ask: (turn: number) => Promise<unknown>;
}

/** Every question of every screen that touches what a year of calls makes large. */
export async function screenQuestions(ctx: Context, accountId: string): Promise<ScreenQuestion[]> {
  const { db } = ctx;
  const now = ctx.clock.now();
  const dayAgo = (days: number) =>
    now
      .subtract({ hours: 24 * days })
      .toString()
      .slice(0, 10);
  const { rows } = await db.pool.query<{
    callback: string;
    call: string;
    provider: string;
    at: string;
    number: string;
    member: string;
  }>(
    `select c.id as call, c.provider_call_id as provider, b.id as callback, to_char(c.arrived_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
       c.number_id as number, b.owner_id as member
     from ringback.call c tablesample system (0.5) join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id where c.account_id = $1 limit 200`,
    [accountId],
  );
  const sample = (turn: number) => {
    const row = rows[turn % rows.length];
    if (row === undefined) throw new Error("The account has no missed calls.");
    return row;
  };
  const calls = (what: string, filter: CallFilter | ((turn: number) => CallFilter), deep = false): ScreenQuestion => ({
    what: `calls, ${what}${deep ? ", from anywhere in the year" : ""}`,
    ask: async (turn) =>
      await listCalls(db, accountId, now, {
        ...(typeof filter === "function" ? filter(turn) : filter),
        limit: 100,
        after: deep ? { at: Temporal.Instant.from(sample(turn).at), id: sample(turn).call } : null,
      }),
  });
  const book = (what: string, range: { from: string; to: string; number?: string }): ScreenQuestion => ({
    what: `ledger, ${what}`,
    ask: () => ledgerBooks(db, accountId, now, range),
  });
  const ofDay = (turn: number) => ({ from: sample(turn).at.slice(0, 10), to: sample(turn).at.slice(0, 10) });
  const year = { from: dayAgo(364), to: dayAgo(0) };
  const month = { from: dayAgo(29), to: dayAgo(0) };
  return [
    book("a year", year),
    book("a year of one number", { ...year, number: sample(0).number }),
    book("a month", month),
    book("today", { from: dayAgo(0), to: dayAgo(0) }),
    { what: "ledger, days of a year", ask: () => ledgerDays(db, accountId, now, { ...year, limit: 31 }) },
    {
      what: "ledger, days of a year, a later page",
      ask: (turn) => ledgerDays(db, accountId, now, { ...year, before: dayAgo(40 + (turn % 300)), limit: 31 }),
    },
    { what: "ledger, exceptions of a year", ask: () => ledgerExceptions(db, accountId, now, { ...year, limit: 100 }) },
    calls("all", {}),
    calls("all", {}, true),
    calls("missed", { outcome: "missed" }, true),
    calls("answered", { outcome: "answered" }, true),
    calls("of a day", ofDay),
    calls("of a day and number", (turn) => ({ ...ofDay(turn), number: sample(turn).number })),
    calls("of a day, recovered", (turn) => ({ ...ofDay(turn), standing: "recovered" })),
    calls("of a day, found late", (turn) => ({ ...ofDay(turn), entered: "provider-log" })),
    calls("of a number", (turn) => ({ number: sample(turn).number }), true),
    calls("to no number of ours", { number: "00000000-0000-0000-0000-000000000000" }),
    ...(["open", "closed", "recovered", "answered", "loose", "live", "history"] as const).map((standing) =>
      calls(`standing ${standing}`, { standing }, standing !== "open"),
    ),
    ...(["provider-log", "import", "stream", "webhook"] as const).map((entered) =>
      calls(`entered by ${entered}`, { entered }, true),
    ),
    calls("of a number, closed", (turn) => ({ number: sample(turn).number, standing: "closed" }), true),
    { what: "today", ask: () => today(db, accountId, now, { limit: 200 }) },
    {
      what: "a case",
      ask: (turn) =>
        callbackCase(
          db,
          accountId,
          now,
          sample(turn).callback,
          { memberId: sample(turn).member, role: "owner" },
          ctx.telephony,
        ),
    },
    { what: "a call's story", ask: (turn) => callLedger(db, accountId, now, sample(turn).call) },
    {
      what: "a call's story, by the provider's id",
      ask: (turn) => callLedger(db, accountId, now, sample(turn).provider),
    },
    { what: "callbacks", ask: () => listCallbacks(db, accountId, now, { limit: 100, after: null }) },
    {
      what: "callbacks, from anywhere in the year",
      ask: (turn) =>
        listCallbacks(db, accountId, now, {
          limit: 100,
          after: { at: Temporal.Instant.from(sample(turn).at), id: sample(turn).callback },
        }),
    },
    {
      what: "open callbacks",
      ask: () => listCallbacks(db, accountId, now, { state: "open", limit: 100, after: null }),
    },
    { what: "texts", ask: () => listMessages(db, accountId, now, { limit: 100, after: null }) },
    { what: "review", ask: () => review(db, accountId, now, { limit: 100, after: null }) },
    { what: "connections and numbers", ask: () => listConnections(ctx, accountId) },
    { what: "numbers inventory", ask: () => listNumbers(ctx, accountId) },
  ];
}
