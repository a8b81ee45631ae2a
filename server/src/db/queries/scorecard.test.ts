// Breaking one stage of a running business turns exactly that check of its scorecard red.
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import type { CheckName } from "@ringback/core/measurement/scorecard/scorecard-case.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { close } from "#use-cases/act-on-callback.ts";
import type { Context } from "#use-cases/context.ts";
import { savePlaybook } from "#use-cases/save-playbook.ts";
import { fourWayPage } from "./four-way-test.ts";
import { loadScorecard } from "./scorecard.ts";

let database: TestDatabase;
let db: Database;
let clock: HandClock;
let context: Context;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const run = async <Row>(text: string, values: unknown[] = []) => (await db.pool.query(text, values)).rows as Row[];

interface Broken {
  /** Rules that break the stage. */
  readonly rules?: (playbook: Playbook) => Playbook;
  /** What befalls a call that was just missed. */
  readonly afterwards?: (business: TestBusiness, callId: string) => Promise<unknown>;
  readonly textFails?: true;
  readonly neverClosed?: true;
}

let callers = 0;
/** A caller leaves an urgent voicemail; the text goes; two hours later the callback is closed. */
async function recoverCaller(business: TestBusiness, broken: Broken = {}): Promise<void> {
  callers += 1;
  const call = await new TestCall(context, business).arrive(`+1312555${String(2000 + callers)}`);
  clock.pass({ seconds: 25 });
  await call.hangUp();
  const said = "Our water heater is broken and we have no hot water. Please call me back as soon as possible.";
  await call.tell({
    kind: "transcript-ready",
    transcriptId: `TR${callers}`,
    recordingId: "RE1",
    text: said,
    state: "ready",
  } as Omit<CallEvent, "at">);
  await broken.afterwards?.(business, call.callId);
  const [callback] = await run<{ id: string; episode_id: string }>(
    "select id, episode_id from ringback.callback where account_id = $1 order by opened_at desc limit 1",
    [business.accountId],
  );
  // As the sending job and the phone system's report leave it; a text that came too late was not sent.
  await run(
    `update ringback.message set state = $3, sent_at = case when $3 = 'delivered' then $4::timestamptz end
      where account_id = $1 and episode_id = $2 and purpose = 'acknowledgement' and state <> 'suppressed'`,
    [
      business.accountId,
      callback?.episode_id,
      broken.textFails ? "failed" : broken.afterwards ? "expired" : "delivered",
      clock.now().add({ seconds: 3 }).toString(),
    ],
  );
  clock.pass({ hours: 2 });
  if (broken.neverClosed) return;
  const actor = { memberId: business.ownerId, role: "owner" } as const;
  const command = { accountId: business.accountId, actor, callbackId: callback?.id ?? "" };
  expect(await close(context, { ...command, disposition: "reached-booked", how: "called" })).toMatchObject({
    ok: true,
  });
}

async function rulesOf({ accountId }: TestBusiness): Promise<{ version: number; playbook: Playbook }> {
  const [row] = await run<{ version: number; playbook: Playbook }>(
    "select version, playbook from ringback.playbook_version where account_id = $1 order by version desc limit 1",
    [accountId],
  );
  if (row === undefined) throw new Error("The business has no rules.");
  return row;
}

async function changeRules(business: TestBusiness, change: (playbook: Playbook) => Playbook): Promise<void> {
  const row = await rulesOf(business);
  const saved = await savePlaybook(
    context,
    { accountId: business.accountId, memberId: business.ownerId },
    { expectedVersion: row.version, playbook: change(row.playbook), note: null },
  );
  expect(saved).toMatchObject({ ok: true });
}

/** Four weeks in which everything went well: a caller every other day. */
async function goodMonth(): Promise<TestBusiness> {
  clock = new HandClock("2026-10-19T15:00:00Z");
  context = { ...bareContext(db), clock };
  const business = await openBusiness(context, "maya");
  for (let day = 0; day < 10; day += 1) {
    await recoverCaller(business);
    clock.pass({ hours: 46 });
  }
  return business;
}

/** What is broken is seen in open hours: at night nothing falls due. */
function nextWorkingMorning(): void {
  const now = clock.now().toZonedDateTimeISO("America/Chicago");
  const morning = now
    .add({ days: [0, 1, 1, 1, 1, 3, 2, 1][now.dayOfWeek] ?? 1 })
    .with({ hour: 9, minute: 0, second: 0 });
  clock.pass({ seconds: Math.round(now.until(morning).total("seconds")) });
}

const redOf = async ({ accountId }: TestBusiness) => {
  const { scorecard } = await transaction(db, accountId, clock.now(), loadScorecard);
  return scorecard.checks.filter(({ colour }) => colour === "red").map(({ check }) => check);
};

const ways: Record<CheckName, Broken> = {
  // The phone system's notices do not arrive any more; its log is read hours later.
  detect: {
    afterwards: (business, callId) =>
      run(
        "update ringback.call set entered = 'provider-log', detected_at = detected_at + interval '3 hours' where account_id = $1 and id = $2",
        [business.accountId, callId],
      ),
  },
  acknowledge: { textFails: true },
  // One rule for every callback, however urgent.
  urgency: {
    rules: ({ sla, ...playbook }) => ({
      ...playbook,
      sla: {
        ...sla,
        highMinutes: sla.targetMinutes,
        emergencyMinutes: sla.targetMinutes,
        noTextMinutes: sla.targetMinutes,
      },
    }),
  },
  // Nobody is named but whoever is left.
  ownership: {
    rules: ({ ownership, routing, ...playbook }) => ({
      ...playbook,
      routing: { ...routing, rules: [] },
      ownership: { ...ownership, ownerId: null, backupId: null, byNumber: [] },
    }),
  },
  loop: { neverClosed: true },
};

test("after a good month, breaking one stage turns its check red and no other", async () => {
  const business = await goodMonth();
  expect(await redOf(business)).toEqual([]);
  const found: [CheckName, CheckName[]][] = [];
  for (const check of Object.keys(ways) as CheckName[]) {
    const broken = ways[check];
    nextWorkingMorning();
    const rules = await rulesOf(business);
    if (broken.rules) await changeRules(business, broken.rules);
    const since = clock.now().toString();
    for (let caller = 0; caller < 4; caller += 1) await recoverCaller(business, broken);
    found.push([check, await redOf(business)]);
    // Mended again, as if it had never been.
    if (broken.rules) await changeRules(business, () => rules.playbook);
    await run("delete from ringback.matter where account_id = $1 and started_at >= $2", [business.accountId, since]);
  }
  expect(found).toEqual(Object.keys(ways).map((check) => [check, [check]]));
}, 120_000);

test("a business without calls has proven nothing", async () => {
  clock = new HandClock("2026-10-19T15:00:00Z");
  context = { ...bareContext(db), clock };
  const business = await openBusiness(context, "new", "+13125550199", "New");
  expect(await redOf(business)).toHaveLength(5);
});

test("a call that no person took, nobody owns and nobody told fails the four-way test and comes first", async () => {
  clock = new HandClock("2026-10-19T15:00:00Z");
  context = { ...bareContext(db), clock };
  const business = await openBusiness(context, "four", "+13125550199", "Four ways");
  await recoverCaller(business);
  const lost = await new TestCall(context, business).arrive("+13125559999");
  await lost.hangUp();
  await run("delete from ringback.callback where account_id = $1 and caller = '+13125559999'", [business.accountId]);
  await run("delete from ringback.message where account_id = $1 and to_number = '+13125559999'", [business.accountId]);
  await recoverCaller(business);
  const found = await fourWayPage(db, business.accountId, clock.now(), { limit: 10, after: null });
  if (!found.ok) throw new Error(found.refusal);
  expect(found.page).toMatchObject({ tested: 3, violations: 1, nextCursor: null });
  expect(found.page.calls.map(({ callId, ways: passed }) => [callId === lost.callId, passed.length > 0])).toEqual([
    [true, false],
    [false, true],
    [false, true],
  ]);
});
