import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { lengthWords } from "@ringback/core/callbacks/clock-words.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { requireCurrentSchema } from "#db/migrate.ts";
import { acrossAccounts, transaction } from "#db/transaction.ts";

type Check = AnswerOf<Routes["doctor"]>["checks"][number];

export interface DoctorQuestion {
  readonly emailSetUp: boolean;
  /** How far this process believes the application clock to be ahead. */
  readonly clockOffsetMs: number;
}

/** A job this late means that no worker takes jobs, or not enough of them. */
const lateJobSeconds = 60;
/** The round trip above which the loop's promises get tight. */
const slowDatabaseMs = 200;
/** Two minutes past due somebody must have been alarmed: a watching job and a ladder's first step fit in. */
const alarmGraceMinutes = 2;

/** What is well and what is not, for this business and the installation it runs on. */
export async function doctor(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  question: DoctorQuestion,
): Promise<AnswerOf<Routes["doctor"]>> {
  const started = performance.now();
  const [house] = await acrossAccounts(
    db,
    sql<House>`select now() as "databaseNow", (select offset_ms from ringback.app_clock) as "offsetMs",
      (select count(*)::int from graphile_worker.jobs where run_at < now() - ${`${lateJobSeconds} seconds`}::interval and locked_at is null
        and attempts < max_attempts) as "lateJobs",
      (select count(*)::int from graphile_worker.jobs where attempts >= max_attempts) as "lostJobs"`,
  );
  const tookMs = performance.now() - started;
  const [schema, business, connections] = await Promise.all([
    schemaCheck(db),
    transaction(db, accountId, now, (tx) => tx.first(businessQuestion(accountId, now))),
    transaction(db, accountId, now, (tx) =>
      tx.rows(sql<ConnectionRow>`select label, last_event_at as "lastEventAt", last_error as "lastError", log_error as "logError", refused_webhooks as "refused"
        from ringback.connection where account_id = ${accountId} and removed_at is null order by created_at`),
    ),
  ]);
  if (house === undefined || business === null) throw new Error("The doctor's questions are one row each.");
  const checks = [
    { name: "database", ok: tookMs < slowDatabaseMs, note: `answers in ${lengthWords(tookMs)}` },
    schema,
    ...houseChecks(house, question),
    ...connectionChecks(connections, now),
    ...businessChecks(business),
  ];
  return { ok: checks.every((check) => check.ok), checks };
}

interface House {
  readonly databaseNow: Temporal.Instant;
  readonly offsetMs: number;
  readonly lateJobs: number;
  readonly lostJobs: number;
}

async function schemaCheck(db: Database): Promise<Check> {
  const client = await db.pool.connect();
  try {
    await requireCurrentSchema(client);
    return { name: "schema", ok: true, note: "as this release expects" };
  } catch (error) {
    return { name: "schema", ok: false, note: error instanceof Error ? error.message : "cannot be read" };
  } finally {
    client.release();
  }
}

function houseChecks(house: House, { emailSetUp, clockOffsetMs }: DoctorQuestion): Check[] {
  const { lateJobs, lostJobs, offsetMs } = house;
  // The machine's clock against the database's; application clocks follow either by the same offset.
  const skewMs = Math.abs(Temporal.Now.instant().epochMilliseconds - house.databaseNow.epochMilliseconds);
  const moved = offsetMs === 0 ? "runs with the wall clock" : `moved ahead by ${lengthWords(offsetMs)}`;
  return [
    {
      name: "worker",
      ok: lateJobs === 0,
      note:
        lateJobs === 0
          ? "jobs run when they are due"
          : `${lateJobs} jobs are more than a minute late; is a worker running?`,
    },
    {
      name: "jobs given up",
      ok: lostJobs === 0,
      note: lostJobs === 0 ? "none" : `${lostJobs} jobs failed too often; see the log`,
    },
    {
      name: "application clock",
      ok: clockOffsetMs === offsetMs,
      note: clockOffsetMs === offsetMs ? moved : "this process has not heard that the clock was moved",
    },
    { name: "clock of the machine", ok: skewMs < 2_000, note: `${lengthWords(skewMs)} off the database's` },
    {
      name: "e-mail",
      ok: true,
      note: emailSetUp ? "is set up" : "is not set up; staff are told by text and on the screen (RINGBACK_SMTP_URL)",
    },
  ];
}

interface ConnectionRow {
  readonly label: string;
  readonly lastEventAt: Temporal.Instant | null;
  readonly lastError: string | null;
  readonly logError: string | null;
  readonly refused: number;
}

function connectionChecks(connections: readonly ConnectionRow[], now: Temporal.Instant): Check[] {
  if (connections.length === 0) return [{ name: "phone provider", ok: false, note: "no phone provider is connected" }];
  return connections.map(({ label, lastEventAt, lastError, logError, refused }) => {
    const heard =
      lastEventAt === null
        ? "nothing heard yet"
        : `heard ${lengthWords(Math.max(0, now.epochMilliseconds - lastEventAt.epochMilliseconds))} ago`;
    const turnedAway = refused === 0 ? "" : `; ${refused} webhooks refused`;
    return {
      name: `phone provider ${label}`,
      ok: lastError === null && logError === null,
      note: `${lastError ?? logError ?? heard}${turnedAway}`,
    };
  });
}

interface Business {
  readonly unknownMessages: number;
  readonly stuckMessages: number;
  readonly withoutOwner: number;
  readonly silentlyOverdue: number;
  readonly unsettledCalls: number;
}

function businessQuestion(accountId: string, now: Temporal.Instant) {
  return sql<Business>`select
    (select count(*)::int from ringback.message where account_id = ${accountId} and state in ('queued', 'sending', 'unknown') and state = 'unknown') as "unknownMessages",
    (select count(*)::int from ringback.message where account_id = ${accountId} and state in ('queued', 'sending', 'unknown') and state <> 'unknown'
      and created_at < ${now.subtract({ minutes: 15 })}) as "stuckMessages",
    (select count(*)::int from ringback.callback b where b.account_id = ${accountId} and b.state <> 'closed' and not exists
      (select from ringback.member m where m.account_id = b.account_id and m.id = b.owner_id and m.removed_at is null)) as "withoutOwner",
    (select count(*)::int from ringback.callback b where b.account_id = ${accountId} and b.state <> 'closed' and b.state <> 'snoozed'
      and b.due_at < ${now.subtract({ minutes: alarmGraceMinutes })} and not exists
      (select from ringback.escalation e where e.account_id = b.account_id and e.callback_id = b.id)) as "silentlyOverdue",
    (select count(*)::int from ringback.call where account_id = ${accountId} and state <> 'ended' and arrived_at < ${now.subtract({ hours: 6 })}) as "unsettledCalls"`;
}

function businessChecks(found: Business): Check[] {
  const count = (name: string, number: number, bad: string): Check => ({
    name,
    ok: number === 0,
    note: number === 0 ? "none" : `${number} ${bad}`,
  });
  return [
    count("texts with unknown outcome", found.unknownMessages, "may have been sent; the provider is being asked"),
    count("texts that do not go", found.stuckMessages, "have waited for more than 15 minutes"),
    count("callbacks without an owner", found.withoutOwner, "belong to somebody who left"),
    count("overdue without an alarm", found.silentlyOverdue, "are past due and nobody was told"),
    count("calls without an end", found.unsettledCalls, "never ended"),
  ];
}
