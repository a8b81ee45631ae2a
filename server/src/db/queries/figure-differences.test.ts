// The kept figures stand whatever happens to a caller, and the check that counts them anew sees every one that does not.
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { close, recordAttempt, reopen } from "#use-cases/act-on-callback.ts";
import type { Context } from "#use-cases/context.ts";
import { coverLog } from "#use-cases/cover-hours.ts";
import { figureDifferences } from "./figure-differences.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let business: TestBusiness;
// A month that is over: its sums are kept once more.
const clock = new HandClock("2026-03-02T15:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
  const day = (date: string) => Temporal.Instant.from(`${date}T00:00:00Z`);
  await asked((tx) => coverLog((work) => work(tx), 1, { from: day("2026-02-01"), until: day("2026-05-01") }));
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const asked = <Answer>(work: Parameters<typeof transaction<Answer>>[3]) =>
  transaction(db, business.accountId, clock.now(), work);
const differ = () => asked((tx) => figureDifferences(tx));

async function newestCallback(): Promise<string> {
  const rows = await db.pool.query<{ id: string }>(
    "select id from ringback.callback order by opened_at desc, id desc limit 1",
  );
  return rows.rows[0]?.id ?? "";
}

test("after each thing that happens to a caller, all kept sums are what the ledger gives", async () => {
  const owner = { memberId: business.ownerId, role: "owner" } as const;
  const command = async () => ({ accountId: business.accountId, actor: owner, callbackId: await newestCallback() });
  const ring = async (from: string) => await new TestCall(context, business).arrive(from);
  const steps: readonly [string, () => Promise<unknown>][] = [
    ["a call that ends unanswered", async () => (await ring("+13125550141")).hangUp()],
    ["the same caller again", async () => (await ring("+13125550141")).hangUp()],
    ["a try", async () => recordAttempt(context, { ...(await command()), channel: "call", result: "no-answer" })],
    [
      "a conversation",
      async () => recordAttempt(context, { ...(await command()), channel: "call", result: "reached" }),
    ],
    ["an outcome", async () => close(context, { ...(await command()), disposition: "reached-booked" })],
    ["taken up again", async () => reopen(context, await command())],
    ["another outcome", async () => close(context, { ...(await command()), disposition: "went-elsewhere" })],
    [
      "a voicemail at night",
      async () => {
        clock.pass({ hours: 11 });
        await (await ring("+13125550142")).leaveVoicemail("Please call me back about the boiler.");
      },
    ],
    [
      "a caller whose call is told after a later one of theirs",
      async () => {
        const late = new TestCall(context, business);
        await (await ring("+13125550143")).hangUp();
        const at = clock.now().subtract({ hours: 5 });
        const told = {
          from: "+13125550143",
          to: business.line,
          forwardedFrom: null,
          callerName: null,
          callerIdTrust: "none",
        };
        await late.tell({ kind: "arrived", ...told, at } as Omit<CallEvent, "at">);
        await late.tell({ kind: "ended", status: "completed", durationSeconds: 9, at } as Omit<CallEvent, "at">);
      },
    ],
    [
      "a text that was delivered",
      () =>
        db.pool.query(
          "update ringback.message set state = 'delivered', sent_at = created_at + interval '4 seconds' where purpose = 'acknowledgement'",
        ),
    ],
    [
      "a month that is summed up",
      async () => {
        clock.pass({ hours: 24 * 40 });
        expect((await db.pool.query("select ringback.compact_figures(1, '1 hour')")).rows).toEqual([
          { compact_figures: expect.not.stringMatching(/^0$/) },
        ]);
      },
    ],
    [
      "a caller of a summed month who is reached at last",
      async () => close(context, { ...(await command()), disposition: "reached-booked", how: "called" }),
    ],
    [
      "a call that was answered after all, as is told later",
      async () => await (await (await ring("+13125550146")).hangUp()).talkTo(business.ownerId),
    ],
    [
      "the matter turns out to be another",
      async () => {
        const lanes = await db.pool.query<{ lane: string }>(
          `update ringback.callback b set lane = 'complaint' from ringback.call c
           where c.episode_id = b.episode_id and c.outcome = 'answered' and b.id = $1 returning c.lane`,
          [await newestCallback()],
        );
        expect(lanes.rows).toHaveLength(1);
      },
    ],
  ];
  for (const [what, step] of steps) {
    const answer = await step();
    if (answer !== null && typeof answer === "object" && "ok" in answer)
      expect([what, answer]).toMatchObject([what, { ok: true }]);
    expect([what, await differ()]).toEqual([what, []]);
    clock.pass({ minutes: 7 });
  }
});

test.each([
  [
    "calls",
    "update ringback.call_figure set calls = calls + 1 where ctid = (select min(ctid) from ringback.call_figure)",
  ],
  [
    "calls",
    "update ringback.call_figure set h9 = coalesce(h9, 0) + 1 where ctid = (select min(ctid) from ringback.call_figure)",
  ],
  [
    "matters",
    "update ringback.matter_figure set recovered = recovered + 1 where ctid = (select min(ctid) from ringback.matter_figure)",
  ],
  ["matter", "update ringback.matter set attempt_wall = attempt_wall + 1 where attempt_wall is not null"],
  [
    "month",
    "update ringback.call_month set calls = calls + 1 where ctid = (select min(ctid) from ringback.call_month)",
  ],
  ["month", "update ringback.call_month set h3 = coalesce(h3, 0) + 1"],
  ...["month", "day"].flatMap((span): [string, string][] => [
    ...["all", "number", "reason", "lane", "returning", "hours", "number+reason", "returning+hours"].map(
      (slice): [string, string] => [
        span,
        `update ringback.call_sum set answered = answered + 1 where span = '${span}' and slice = '${slice}'`,
      ],
    ),
    [
      span,
      `update ringback.matter_sum set live_recovered = live_recovered + 1 where span = '${span}' and slice = 'lane'`,
    ],
    [span, `delete from ringback.matter_sum where span = '${span}' and slice = 'all'`],
    [span, `update ringback.matter_sum set owned = owned + 1 where span = '${span}' and slice = 'reason+lane'`],
    [span, `update ringback.time_${span} set told_seconds = '5,' || told_seconds where slice = 'lane+returning'`],
  ]),
  ["day", "update ringback.time_day set completed_open = '99:7,' || completed_open where slice = 'hours'"],
  ["month", "update ringback.time_month set attempt_wall = attempt_wall || '3,'"],
])("a sum of %s that was tampered with is seen", async (what, tamper) => {
  await db.pool.query("select ringback.compact_figures(1, '1 hour')");
  const undone = new Error("undone");
  const seen = asked(async (tx) => {
    await tx.rows(sql`set local role none`);
    await tx.rows(sql`set local session_replication_role = replica`);
    await tx.rows(sql`${sql.raw(tamper)}`);
    const found = await figureDifferences(tx);
    expect(found.map((one) => one.what)).toContain(what);
    throw undone;
  });
  await expect(seen).rejects.toBe(undone);
});
