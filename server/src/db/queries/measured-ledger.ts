// What is measured, worked out anew from the ledger by core's rules and not from what triggers keep: the calls, and the
// matters out of callbacks, attempts, texts and corrections, or out of the calls of a log.
import { isOpenAt } from "@ringback/core/business-hours/is-open.ts";
import type { AttemptResult } from "@ringback/core/callbacks/record-attempt.ts";
import type { MissReason } from "@ringback/core/calls/missed-call.ts";
import type { Lane } from "@ringback/core/classification/assessment.ts";
import {
  chainHistory,
  type HistoryCall,
  historyConversationSeconds,
} from "@ringback/core/measurement/figures/chain-history.ts";
import { type MeasuredCallback, measureCallback } from "@ringback/core/measurement/figures/measure-callback.ts";
import type { MeasuredCall } from "@ringback/core/measurement/figures/measured-call.ts";
import type { MeasuredMatter } from "@ringback/core/measurement/figures/measured-matter.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";
import { reasonOfCall } from "./measured-rows.ts";

const pageRows = 2_000;

/** The rules of the account that measuring asks for. */
export interface LedgerRules {
  readonly timeZone: string;
  readonly playbooks: ReadonlyMap<number, Playbook>;
}

export async function loadLedgerRules(tx: Transaction): Promise<LedgerRules> {
  const rows = await tx.rows<{ version: number; zone: string }>(
    sql`select v.version, a.time_zone as zone from ringback.playbook_version v join ringback.account a on a.id = v.account_id where v.account_id = ${tx.accountId}`,
  );
  const playbooks = new Map<number, Playbook>();
  for (const { version } of rows) playbooks.set(version, await loadPlaybook(tx, version));
  return { timeZone: rows[0]?.zone ?? "UTC", playbooks };
}

function playbookOf({ playbooks }: LedgerRules, version: number): Playbook {
  const playbook = playbooks.get(version);
  if (playbook === undefined) throw new Error(`There is no version ${version} of the rules.`);
  return playbook;
}

interface LedgerCall {
  readonly id: string;
  readonly caller: string | null;
  readonly arrived_at: Temporal.Instant;
  readonly number_id: string | null;
  readonly reason: MissReason | null;
  readonly answered_late: boolean;
  readonly lane: Lane;
  readonly history: boolean;
  readonly to_voicemail: boolean;
  readonly playbook_version: number;
  readonly returning: boolean;
}

// A number that was deleted with its person says nothing of who had called before: what was found then stands.
const ledgerCall = sql`x.id, x.caller, x.arrived_at, x.number_id, ${reasonOfCall} as reason, x.answered_late, coalesce(b.lane, x.lane) as lane, x.entered = 'import' as history,
  x.left_voicemail as to_voicemail, x.playbook_version,
  case when x.caller is null then x.is_returning else exists (select from ringback.call e where e.account_id = x.account_id and e.caller = x.caller
    and (e.arrived_at, e.id) < (x.arrived_at, x.id)) end as returning`;

function measure(row: LedgerCall, rules: LedgerRules): MeasuredCall {
  const here = row.arrived_at.toZonedDateTimeISO(rules.timeZone);
  return {
    id: row.id,
    arrivedAt: row.arrived_at,
    localDay: here.toPlainDate().toString(),
    localHour: here.hour,
    numberId: row.number_id,
    missReason: row.reason,
    lane: row.lane,
    returning: row.returning,
    inHours: isOpenAt(playbookOf(rules, row.playbook_version).hours, row.arrived_at),
    history: row.history,
    answeredLate: row.reason === null && row.answered_late,
  };
}

/** The calls from a moment on, a page at a time. */
export async function* callsOfLedger(
  tx: Transaction,
  rules: LedgerRules,
  since: Temporal.Instant | null,
): AsyncGenerator<MeasuredCall[]> {
  let after: { at: Temporal.Instant; id: string } | null = null;
  while (true) {
    const from = after === null ? sql`true` : sql`(x.arrived_at, x.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
    const rows: LedgerCall[] = await tx.rows<LedgerCall>(sql`select ${ledgerCall} from ringback.call x
      left join ringback.callback b on b.account_id = x.account_id and b.episode_id = x.episode_id and x.entered <> 'import'
      where x.account_id = ${tx.accountId} and x.drill_id is null and x.outcome is not null and (${since}::timestamptz is null or x.arrived_at >= ${since}::timestamptz)
        and ${from} order by x.arrived_at, x.id limit ${pageRows}`);
    yield rows.map((row) => measure(row, rules));
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = { at: last.arrived_at, id: last.id };
  }
}

interface LedgerCallback {
  readonly id: string;
  readonly started_at: Temporal.Instant;
  readonly opened_at: Temporal.Instant;
  readonly due_at: Temporal.Instant;
  readonly number_id: string | null;
  readonly lane: Lane;
  readonly breached: boolean;
  readonly attempt_count: number;
  readonly first_attempt_at: Temporal.Instant | null;
  readonly closed_at: Temporal.Instant | null;
  readonly close_kind: string | null;
  readonly disposition: string | null;
  readonly recovered: boolean;
  readonly booked: boolean;
  readonly first_call_id: string;
  readonly playbook_version: number;
  readonly text_state: string | null;
  readonly text_sent_at: Temporal.Instant | null;
  readonly attempts: readonly { at: string; result: AttemptResult }[] | null;
  readonly causes: readonly string[] | null;
}

/** The matters of callbacks from a moment on, a page at a time. */
export async function* liveMattersOfLedger(
  tx: Transaction,
  rules: LedgerRules,
  since: Temporal.Instant | null,
): AsyncGenerator<MeasuredMatter[]> {
  let after: string | null = null;
  while (true) {
    const rows: LedgerCallback[] = await tx.rows<LedgerCallback>(sql`
      select b.id, b.started_at, b.opened_at, b.due_at, b.number_id, b.lane, b.breached_at is not null as breached, b.attempt_count, b.first_attempt_at, b.closed_at, b.close_kind,
        b.disposition, b.recovered, b.booked, b.first_call_id, b.playbook_version, m.state as text_state, m.sent_at as text_sent_at,
        (select jsonb_agg(jsonb_build_object('at', t.at, 'result', t.result)) from ringback.attempt t
          where t.account_id = b.account_id and t.callback_id = b.id and t.undone_at is null) as attempts,
        (select array_agg(w.cause) from ringback.owner_correction w where w.account_id = b.account_id and w.callback_id = b.id and w.kind = 'moved') as causes
      from ringback.callback b
      left join ringback.message m on m.account_id = b.account_id and m.episode_id = b.episode_id and m.purpose = 'acknowledgement'
      where b.account_id = ${tx.accountId} and b.kind = 'call' and b.drill_id is null and (${since}::timestamptz is null or b.started_at >= ${since}::timestamptz)
        and (${after}::uuid is null or b.id > ${after}::uuid) order by b.id limit ${pageRows}`);
    const calls = await missedCallsOf(tx, rules, rows);
    yield rows.flatMap((row) => {
      const theirs = calls.get(row.id) ?? [];
      const began = theirs.find(({ call }) => call.id === row.first_call_id) ?? theirs[0];
      if (began === undefined) return [];
      const { missReason, returning, inHours } = began.call;
      return [
        measureCallback(
          {
            ...factsOf(row),
            began: { missReason, returning, inHours },
            missedCalls: theirs.length,
            leftVoicemail: theirs.some(({ leftVoicemail }) => leftVoicemail),
          },
          { hours: playbookOf(rules, row.playbook_version).hours, localDay: localDayIn(rules) },
        ),
      ];
    });
    after = rows.at(-1)?.id ?? null;
    if (rows.length < pageRows) return;
  }
}

function factsOf(row: LedgerCallback): Omit<MeasuredCallback, "began" | "missedCalls" | "leftVoicemail"> {
  return {
    id: row.id,
    startedAt: row.started_at,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    numberId: row.number_id,
    lane: row.lane,
    breached: row.breached,
    attemptCount: row.attempt_count,
    firstAttemptAt: row.first_attempt_at,
    closed:
      row.closed_at === null
        ? null
        : {
            at: row.closed_at,
            kind: row.close_kind,
            disposition: row.disposition ?? "",
            recovered: row.recovered,
            booked: row.booked,
          },
    text: row.text_state === null ? null : { state: row.text_state, sentAt: row.text_sent_at },
    attempts: (row.attempts ?? []).map(({ at, result }) => ({ at: Temporal.Instant.from(at), result })),
    movedBecause: row.causes ?? [],
  };
}

async function missedCallsOf(
  tx: Transaction,
  rules: LedgerRules,
  callbacks: readonly { id: string }[],
): Promise<ReadonlyMap<string, { call: MeasuredCall; leftVoicemail: boolean }[]>> {
  const rows = await tx.rows<
    LedgerCall & { callback_id: string }
  >(sql`select b.id as callback_id, ${ledgerCall} from ringback.callback b
    join ringback.call x on x.account_id = b.account_id and x.episode_id = b.episode_id
    where b.account_id = ${tx.accountId} and b.id = any(${callbacks.map(({ id }) => id)}::uuid[]) and x.outcome = 'missed' and x.entered <> 'import' and x.drill_id is null
    order by x.arrived_at, x.id`);
  const found = new Map<string, { call: MeasuredCall; leftVoicemail: boolean }[]>();
  for (const row of rows) {
    const theirs = found.get(row.callback_id) ?? [];
    theirs.push({ call: measure(row, rules), leftVoicemail: row.to_voicemail });
    found.set(row.callback_id, theirs);
  }
  return found;
}

function localDayIn({ timeZone }: LedgerRules): (at: Temporal.Instant) => string {
  return (at) => at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

type HistoryRow = LedgerCall & { readonly outbound: boolean; readonly talked: boolean };

/** The matters of imported calls, a page at a time; with a moment, of the callers who called since. */
export async function* historyOfLedger(
  tx: Transaction,
  rules: LedgerRules,
  since: Temporal.Instant | null,
): AsyncGenerator<MeasuredMatter[]> {
  const recent =
    since === null
      ? sql`true`
      : sql`x.caller in (select c.caller from ringback.call c where c.account_id = ${tx.accountId} and c.entered = 'import' and c.arrived_at >= ${since}::timestamptz)`;
  let after: string | null = null;
  while (true) {
    const callers: { caller: string }[] = await tx.rows<{
      caller: string;
    }>(sql`select distinct x.caller from ringback.call x
      where x.account_id = ${tx.accountId} and x.entered = 'import' and x.caller > ${after ?? ""} and ${recent} order by 1 limit ${pageRows}`);
    yield await chainsOf(
      tx,
      rules,
      callers.map(({ caller }) => caller),
    );
    after = callers.at(-1)?.caller ?? null;
    if (callers.length < pageRows) break;
  }
  const withheld =
    await tx.rows<LedgerCall>(sql`select ${ledgerCall} from ringback.call x left join ringback.callback b on false
    where x.account_id = ${tx.accountId} and x.entered = 'import' and x.drill_id is null and x.outcome = 'missed' and x.caller is null
      and (${since}::timestamptz is null or x.arrived_at >= ${since}::timestamptz)`);
  yield withheld.flatMap((row) => chain([{ ...row, outbound: false, talked: false }], rules));
}

async function chainsOf(tx: Transaction, rules: LedgerRules, callers: readonly string[]): Promise<MeasuredMatter[]> {
  const inbound =
    await tx.rows<LedgerCall>(sql`select ${ledgerCall} from ringback.call x left join ringback.callback b on false
    where x.account_id = ${tx.accountId} and x.entered = 'import' and x.drill_id is null and x.outcome is not null and x.caller = any(${[...callers]}::text[])`);
  const outbound = await tx.rows<{ id: string; caller: string; arrived_at: Temporal.Instant; talked: boolean }>(
    sql`select id, called as caller, started_at as arrived_at, coalesce(outcome = 'connected' and talk_seconds >= ${historyConversationSeconds}, false) as talked
      from ringback.outbound_call where account_id = ${tx.accountId} and entered = 'import' and called = any(${[...callers]}::text[])`,
  );
  const byCaller = new Map<string, HistoryRow[]>();
  const put = (caller: string, row: HistoryRow) => {
    const theirs = byCaller.get(caller) ?? [];
    theirs.push(row);
    byCaller.set(caller, theirs);
  };
  for (const row of inbound) put(row.caller ?? "", { ...row, outbound: false, talked: false });
  for (const row of outbound) put(row.caller, { ...nothingKnown, ...row, outbound: true });
  return [...byCaller.values()].flatMap((calls) => chain(calls.sort(inOrder), rules));
}

const nothingKnown = {
  number_id: null,
  reason: null,
  answered_late: false,
  lane: "unknown",
  history: true,
  to_voicemail: false,
  playbook_version: 0,
  returning: false,
} as const;

function inOrder(a: HistoryRow, b: HistoryRow): number {
  const byTime = Temporal.Instant.compare(a.arrived_at, b.arrived_at);
  if (byTime !== 0) return byTime;
  if (a.outbound !== b.outbound) return a.outbound ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

function chain(rows: readonly HistoryRow[], rules: LedgerRules): MeasuredMatter[] {
  const versions = new Map(rows.map(({ id, playbook_version }) => [id, playbook_version]));
  const calls = rows.map(
    (row): HistoryCall =>
      row.outbound
        ? { direction: "out", id: row.id, at: row.arrived_at, talked: row.talked }
        : {
            direction: "in",
            id: row.id,
            at: row.arrived_at,
            measured: measure(row, rules),
            toVoicemail: row.to_voicemail,
          },
  );
  return chainHistory(calls, (callId) => {
    const playbook = playbookOf(rules, versions.get(callId) ?? 0);
    return { hours: playbook.hours, targetMinutes: playbook.sla.targetMinutes, localDay: localDayIn(rules) };
  });
}
