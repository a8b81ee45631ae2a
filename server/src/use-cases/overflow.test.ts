// The overflow in the books: reports late, twice and in any order, and rules that change while phones ring.
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import type { OverflowRule } from "@ringback/core/playbook/overflow.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { figureDifferences } from "#db/queries/figure-differences.ts";
import { tallyDifferences } from "#db/queries/ledger-tally.ts";
import { currentPlaybook, savePlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "./context.ts";
import { recordCallEvent } from "./record-call-event.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let clock: HandClock;
let business: TestBusiness;
let luis: string;
const luisPhone = "+13125560163";

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
  luis = context.ids.next();
  await db.pool.query(
    "insert into ringback.member (account_id, id, name, phone, role, created_at) values ($1, $2, 'Luis', $3, 'agent', $4)",
    [business.accountId, luis, luisPhone, clock.now()],
  );
  await setOverflow([{ numberId: business.numberId, memberIds: [luis], afterSeconds: 15, ringSeconds: 25 }]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function setOverflow(overflow: readonly OverflowRule[]): Promise<void> {
  await transaction(db, business.accountId, clock.now(), async (tx) => {
    const { version, playbook } = await currentPlaybook(tx);
    const answering = { ...playbook.answering, overflow };
    savePlaybook(tx, { version: version + 1, playbook: { ...playbook, answering }, note: null, by: null });
  });
}

type Said = CallEvent extends infer Event ? (Event extends CallEvent ? Omit<Event, "at"> : never) : never;

/** Tells an event of a call; the same key is the same report. */
async function tell(providerCallId: string, key: string, event: Said) {
  clock.pass({ seconds: 1 });
  const { accountId, connectionId } = business;
  const { instruction, verdict, repeated } = await recordCallEvent(context, {
    accountId,
    connectionId,
    providerCallId,
    key: `${providerCallId}:${key}`,
    event: { ...event, at: clock.now() } as CallEvent, // a member of the union with its time back
    payload: {},
  });
  return { instruction, outcome: verdict.outcome, repeated };
}

let callers = 0;
const arrived = (): Said => ({
  kind: "arrived",
  from: `+1312557${String(callers++).padStart(4, "0")}`,
  to: business.line,
  forwardedFrom: null,
  callerName: null,
  callerIdTrust: "none",
});
const rangOut = (round: 1 | 2, bridged = false): Said => ({
  kind: "dial-ended",
  status: bridged ? "completed" : "no-answer",
  bridged,
  legId: bridged ? "leg" : null,
  talkSeconds: bridged ? 60 : null,
  round,
});
const ended: Said = { kind: "ended", status: "completed", durationSeconds: 60 };
const second = {
  do: "ring",
  phones: [expect.objectContaining({ number: luisPhone })],
  ringSeconds: 25,
  requireAcceptKey: true,
  round: 2,
};

async function books(providerCallId: string): Promise<{ outcome: string; reason: string | null; misses: number }> {
  const { rows } = await db.pool.query(
    `select outcome, miss_reason as reason,
      (select count(*)::int from ringback.call_event e where e.account_id = c.account_id and e.call_id = c.id and kind = 'missed') as misses
      from ringback.call c where provider_call_id = $1`,
    [providerCallId],
  );
  return rows[0];
}

test("the end of the group's ringing rings the overflow, told once, twice or after the end; the miss is one", async () => {
  expect((await tell("vain", "arrived", arrived())).instruction).toMatchObject({
    do: "ring",
    ringSeconds: 15,
    round: 1,
  });
  expect(await tell("vain", "first", rangOut(1))).toEqual({ instruction: second, outcome: null, repeated: false });
  expect(await tell("vain", "first", rangOut(1))).toEqual({ instruction: second, outcome: null, repeated: true });
  const over = await tell("vain", "second", rangOut(2));
  expect([over.instruction.do, over.outcome]).toEqual(["take-voicemail", "missed"]);
  expect((await tell("vain", "first", rangOut(1))).instruction).toEqual(second);
  expect((await tell("vain", "second", rangOut(2))).instruction.do).toBe("take-voicemail");
  await tell("vain", "ended", ended);
  expect(await books("vain")).toEqual({ outcome: "missed", reason: "no-answer", misses: 1 });
});

test("whoever pressed 1 as the group's ringing ended does not stop the overflow, which answers", async () => {
  await tell("late", "arrived", arrived());
  const pressed: Said = { kind: "leg-accepted", legId: "maya", memberId: business.ownerId, round: 1 };
  expect((await tell("late", "pressed", pressed)).outcome).toBe("answered");
  expect(await tell("late", "first", rangOut(1))).toMatchObject({ instruction: second, outcome: null });
  await tell("late", "luis", { kind: "leg-accepted", legId: "leg", memberId: luis, round: 2 });
  const over = await tell("late", "second", rangOut(2, true));
  expect([over.instruction.do, over.outcome]).toEqual(["hang-up", "answered"]);
  await tell("late", "ended", ended);
  const { rows } = await db.pool.query("select answered_by from ringback.call where provider_call_id = 'late'");
  expect(rows).toEqual([{ answered_by: luis }]);
  expect(await books("late")).toEqual({ outcome: "answered", reason: null, misses: 0 });
});

test("rules and phones that change while the group rings change nothing for that call", async () => {
  await tell("changed", "arrived", arrived());
  await setOverflow([]);
  await db.pool.query("update ringback.member set phone = null where id = $1", [luis]);
  expect((await tell("changed", "first", rangOut(1))).instruction).toEqual(second);
  expect((await tell("changed", "second", rangOut(2))).outcome).toBe("missed");
  await tell("changed", "ended", ended);
  const next = await tell("next", "arrived", arrived());
  expect(next.instruction).toMatchObject({ do: "ring", ringSeconds: 20 });
  expect(next.instruction).not.toHaveProperty("round");
});

test("the sums agree with the calls after all that", async () => {
  const differences = await transaction(db, business.accountId, clock.now(), async (tx) => [
    ...(await tallyDifferences(tx)),
    ...(await figureDifferences(tx)),
  ]);
  expect(differences).toEqual([]);
});
