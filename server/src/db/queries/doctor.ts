import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { lengthWords } from "@ringback/core/callbacks/clock-words.ts";
import { connectionHealth } from "@ringback/core/numbers/connection-health.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { jobGivenUp } from "#db/given-up-jobs.ts";
import { requireCurrentSchema } from "#db/migrate.ts";
import { acrossAccounts, transaction } from "#db/transaction.ts";
import { type ConnectionRow, loadConnectionRows } from "./connections.ts";
import { figureHealth, ledgerHealth } from "./ledger-health.ts";

type Check = AnswerOf<Routes["doctor"]>["checks"][number];

export interface DoctorQuestion {
  readonly emailSetUp: boolean;
  /** How far this process believes the application clock to be ahead. */
  readonly clockOffsetMs: number;
  /** What phone systems can do, by the name that a connection holds. */
  readonly systems: Readonly<Record<string, { readonly abilities: SystemAbilities }>>;
}

interface SystemAbilities {
  readonly sms: boolean;
  readonly callLog: boolean;
  readonly events: "webhooks" | "stream";
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
      (select count(*)::int from graphile_worker.jobs where ${sql.raw(jobGivenUp)}) as "lostJobs"`,
  );
  const tookMs = performance.now() - started;
  const [schema, business, connections] = await Promise.all([
    schemaCheck(db),
    transaction(db, accountId, now, (tx) => tx.first(businessQuestion(accountId, now, textingOf(question)))),
    transaction(db, accountId, now, loadConnectionRows),
  ]);
  const ledger = await transaction(db, accountId, now, ledgerHealth);
  const figures = await transaction(db, accountId, now, figureHealth, { sees: "one moment" });
  if (house === undefined || business === null) throw new Error("The doctor's questions are one row each.");
  const checks = [
    { name: "database", ok: tookMs < slowDatabaseMs, note: `answers in ${lengthWords(tookMs)}` },
    schema,
    ...houseChecks(house, question),
    ...connectionChecks(connections, question, now),
    ...businessChecks(business),
    ...ledger,
    figures,
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

function textingOf({ systems }: DoctorQuestion): string[] {
  return Object.entries(systems).flatMap(([name, { abilities }]) => (abilities.sms ? [name] : []));
}

function connectionChecks(
  connections: readonly ConnectionRow[],
  { systems }: DoctorQuestion,
  now: Temporal.Instant,
): Check[] {
  if (connections.length === 0) return [{ name: "phone system", ok: false, note: "none is connected" }];
  const ago = (at: Temporal.Instant) => lengthWords(Math.max(0, now.epochMilliseconds - at.epochMilliseconds));
  return connections.map((row) => {
    const can = systems[row.provider]?.abilities;
    if (can === undefined)
      return { name: `phone system ${row.label}`, ok: false, note: "this release does not know it" };
    const { health, note } = connectionHealth({ ...row, events: can.events });
    const notes = [
      note.replace(/\.$/, ""),
      row.lastEventAt === null ? null : `heard ${ago(row.lastEventAt)} ago`,
      ...(can.events === "stream" && row.liveSince !== null ? [`connected for ${ago(row.liveSince)}`] : []),
      !can.callLog
        ? "no call log, so lost calls cannot be checked"
        : row.logReadUntil === null
          ? "its call log was not compared yet"
          : `its call log compared up to ${ago(row.logReadUntil)} ago`,
      row.refusedWebhooks === 0 ? null : `${row.refusedWebhooks} webhooks refused`,
    ];
    return { name: `phone system ${row.label}`, ok: health !== "failing", note: notes.filter(Boolean).join("; ") };
  });
}

interface Business {
  readonly unknownMessages: number;
  readonly stuckMessages: number;
  readonly withoutOwner: number;
  readonly silentlyOverdue: number;
  readonly foundLastDay: number;
  readonly foundLastHour: number;
  readonly unsettledCalls: number;
  readonly wantTexts: number;
  readonly canText: boolean;
}

function businessQuestion(accountId: string, now: Temporal.Instant, texting: readonly string[]) {
  return sql<Business>`select
    (select count(*)::int from ringback.message where account_id = ${accountId} and state in ('queued', 'sending', 'unknown') and state = 'unknown') as "unknownMessages",
    (select count(*)::int from ringback.message where account_id = ${accountId} and state in ('queued', 'sending', 'unknown') and state <> 'unknown'
      and created_at < ${now.subtract({ minutes: 15 })}) as "stuckMessages",
    (select count(*)::int from ringback.callback b where b.account_id = ${accountId} and b.state <> 'closed' and not exists
      (select from ringback.member m where m.account_id = b.account_id and m.id = b.owner_id and m.removed_at is null)) as "withoutOwner",
    (select count(*)::int from ringback.callback b where b.account_id = ${accountId} and b.state <> 'closed' and b.state <> 'snoozed'
      and b.due_at < ${now.subtract({ minutes: alarmGraceMinutes })} and not exists
      (select from ringback.escalation e where e.account_id = b.account_id and e.callback_id = b.id)) as "silentlyOverdue",
    (select count(*)::int from ringback.audit_finding where account_id = ${accountId} and last_found_at >= ${now.subtract({ hours: 24 })}) as "foundLastDay",
    (select count(*)::int from ringback.audit_finding where account_id = ${accountId} and last_found_at >= ${now.subtract({ hours: 1 })}) as "foundLastHour",
    (select count(*)::int from ringback.call where account_id = ${accountId} and state <> 'ended' and arrived_at < ${now.subtract({ hours: 6 })}) as "unsettledCalls",
    (select count(*)::int from ringback.member where account_id = ${accountId} and removed_at is null and notify_by_sms and phone is not null) as "wantTexts",
    exists (select from ringback.phone_number n join ringback.connection c on c.account_id = n.account_id and c.id = n.connection_id
      where n.account_id = ${accountId} and n.retired_at is null and c.provider = any(${[...texting]}::text[])) as "canText"`;
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
    {
      name: "promises that broke unheard",
      ok: found.foundLastHour === 0,
      note:
        found.foundLastDay === 0
          ? "none in the last day"
          : `${found.foundLastDay} in the last day; each was raised again (GET /api/v1/audit/findings)`,
    },
    {
      name: "texts to the team",
      ok: found.canText || found.wantTexts === 0,
      note: found.canText
        ? "can go out"
        : found.wantTexts === 0
          ? "nobody wants them"
          : `${found.wantTexts} people want them, but no number here can text; connect one that can, or tell them by e-mail`,
    },
    count("calls without an end", found.unsettledCalls, "never ended"),
  ];
}
