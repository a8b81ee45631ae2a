// What a case is told from: each part one question, all sent together, each by an index of the callback, episode or call.
import type { CallerMoment } from "@ringback/core/callbacks/best-hours.ts";
import type { BreachReason } from "@ringback/core/callbacks/breach-reason.ts";
import type { NoticeFact } from "@ringback/core/callbacks/notice-words.ts";
import type { Assessment } from "@ringback/core/classification/assessment.ts";
import type { AudioSpan, TimedWord } from "@ringback/core/classification/spoken-text.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import { callerMoments, toMoments } from "#db/stores/next-tries.ts";
import type { Transaction } from "#db/transaction.ts";
import { betterAssessmentFirst, betterTranscriptFirst, wordsStanding } from "./better-words.ts";

export interface CaseRow {
  readonly version: number;
  readonly episode_id: string;
  readonly contact_id: string | null;
  /** null: a text opened it. */
  readonly first_call_id: string | null;
  readonly owner_id: string;
  readonly backup_id: string | null;
  readonly claimed_by: string | null;
  readonly warned_at: Temporal.Instant | null;
  readonly snooze_reason: string | null;
  readonly closed_by: string | null;
  readonly close_kind: "person" | "caller-got-through" | "same-matter" | null;
  readonly playbook_version: number;
  readonly target_minutes: number;
  readonly around_the_clock: boolean;
  readonly pauses: unknown;
  readonly breach_reason: BreachReason | null;
  readonly breach_note: string | null;
  readonly breach_reason_by: string | null;
  readonly breach_reason_at: Temporal.Instant | null;
  readonly sla: Playbook["sla"] | null;
  readonly number_id: string | null;
  readonly line_number: string | null;
  readonly line_connected: boolean;
  readonly line_provider: string | null;
  readonly time_zone: string;
  readonly contact: {
    readonly name: string | null;
    readonly kind: string;
    readonly sinceYear: number | null;
    readonly openIssue: string | null;
    readonly note: string | null;
    readonly leadTitle: string | null;
    readonly leadAt: string | null;
    readonly enteredNow: boolean;
    /** Names of others behind the caller's number. */
    readonly others: readonly string[];
  } | null;
  readonly alarm_running: boolean;
  readonly actor_phone: string | null;
}

export async function loadCaseRow(tx: Transaction, callbackId: string, memberId: string): Promise<CaseRow | null> {
  return await tx.first(sql<CaseRow>`
    select b.version, b.episode_id, b.contact_id, b.first_call_id, b.number_id, b.owner_id, b.backup_id, b.claimed_by, b.warned_at, b.snooze_reason,
      b.closed_by, b.close_kind, b.playbook_version, b.target_minutes, b.around_the_clock, b.pauses, b.breach_reason, b.breach_note, b.breach_reason_by, b.breach_reason_at, b.policy->'sla' as sla,
      line.number as line_number, line.connection_id is not null as line_connected,
      (select provider from ringback.connection where account_id = ${tx.accountId} and id = line.connection_id) as line_provider, account.time_zone,
      case when contact.id is not null then jsonb_build_object('name', contact.name, 'kind', contact.kind,
        'sinceYear', extract(year from contact.since)::int, 'openIssue', contact.open_issue, 'note', contact.note,
        'leadTitle', lead.title, 'leadAt', lead.opened_at, 'enteredNow', coalesce(contact.created_from_call_id = b.first_call_id, b.kind = 'text' and contact.created_at = b.opened_at, false),
        'others', (select coalesce(jsonb_agg(coalesce(k.name, k.company, 'somebody') order by k.name), '[]') from ringback.contact_number n
          join ringback.contact k on k.account_id = n.account_id and k.id = n.contact_id
          where n.account_id = b.account_id and n.number = b.caller and n.contact_id <> b.contact_id)) end as contact,
      exists (select from ringback.escalation e where e.account_id = b.account_id and e.callback_id = b.id
        and e.acknowledged_at is null and e.ended_at is null) as alarm_running,
      (select phone from ringback.member m where m.account_id = b.account_id and m.id = ${memberId}) as actor_phone
    from ringback.callback b join ringback.account account on account.id = b.account_id
    left join ringback.phone_number line on line.account_id = b.account_id and line.id = b.number_id
    left join ringback.contact contact on contact.account_id = b.account_id and contact.id = b.contact_id
    left join lateral (select title, opened_at from ringback.lead l where l.account_id = b.account_id and l.contact_id = b.contact_id
      and l.state = 'open' order by l.opened_at desc limit 1) lead on true
    where b.account_id = ${tx.accountId} and b.id = ${callbackId}`);
}

export interface CaseCall {
  readonly id: string;
  readonly arrived_at: Temporal.Instant;
  readonly ended_at: Temporal.Instant | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly miss_reason: string | null;
  readonly rang_seconds: number | null;
  readonly detected_at: Temporal.Instant | null;
  readonly detected_after_ms: number | null;
  readonly caller_name: string | null;
  readonly of_this_matter: boolean;
}

/** The calls of this matter and the caller's others, from whatever number, newest first, fifty at most. */
export async function loadCalls(tx: Transaction, row: CaseRow, caller: string | null): Promise<CaseCall[]> {
  // Two questions by two indexes; an "or" over both would read every call of the business.
  return await tx.rows(sql<CaseCall>`
    with numbers as (
      select ${caller}::text as number union select number from ringback.contact_phone
      where account_id = ${tx.accountId} and contact_id = ${row.contact_id}
    ), found as materialized (
      select id from ringback.call where account_id = ${tx.accountId} and episode_id = ${row.episode_id}
      union select recent.id from numbers cross join lateral (select c.id from ringback.call c
        where c.account_id = ${tx.accountId} and c.caller = numbers.number order by c.arrived_at desc limit 50) recent
    )
    select c.id, c.arrived_at, c.ended_at, c.state, c.outcome, c.miss_reason, c.rang_seconds, c.detected_at, c.detected_after_ms, c.caller_name,
      c.episode_id is not distinct from ${row.episode_id}::uuid as of_this_matter
    from found join ringback.call c on c.account_id = ${tx.accountId} and c.id = found.id
    order by c.arrived_at desc, c.id desc limit 50`);
}

export interface CaseVoicemail {
  readonly call_id: string;
  readonly recording_id: string | null;
  readonly recording_state: "announced" | "fetched" | "withheld" | "failed" | "absent" | "quarantined" | null;
  readonly duration_seconds: number | null;
  readonly peaks: number[] | null;
  readonly transcript: string | null;
  readonly transcript_state: "none" | "on-its-way" | "ready" | "no-speech" | "failed";
  readonly source: "provider" | "speech-service" | null;
  readonly language: string | null;
  readonly words: readonly TimedWord[] | null;
  readonly problem: string | null;
  readonly words_awaited: boolean;
  readonly muted: readonly AudioSpan[];
  readonly assessment: Assessment | null;
}

/** The newest voicemail of the matter: its recording, its words, and the newest assessment of that very call. */
export async function loadVoicemail(tx: Transaction, row: CaseRow): Promise<CaseVoicemail | null> {
  return await tx.first(sql<CaseVoicemail>`
    select c.id as call_id, r.id as recording_id, r.state as recording_state, r.duration_seconds, r.peaks,
      t.text as transcript, ${wordsStanding} as transcript_state, t.source, t.language, t.words, t.problem,
      coalesce(r.words_awaited, false) as words_awaited, coalesce(r.muted, '[]') as muted, a.assessment
    from ringback.call c
    left join lateral (select id, state, duration_seconds, peaks, heard, words_awaited, muted from ringback.recording r where r.account_id = c.account_id and r.call_id = c.id
      and r.state <> 'absent' order by r.created_at desc limit 1) r on true
    left join lateral (select id, text, state, source, language, words, problem from ringback.transcript t where t.account_id = c.account_id and t.call_id = c.id
      order by ${betterTranscriptFirst} limit 1) t on true
    left join lateral (select assessment from ringback.assessment a where a.account_id = c.account_id and a.episode_id = c.episode_id
      and a.call_id = c.id and (a.transcript_id is null or a.transcript_id = t.id) order by ${betterAssessmentFirst} limit 1) a on true
    where c.account_id = ${tx.accountId} and c.episode_id = ${row.episode_id} and (r.id is not null or t.state is not null)
    order by c.arrived_at desc limit 1`);
}

export interface CaseAssessment {
  readonly at: Temporal.Instant;
  readonly assessment: Assessment;
  readonly of_message: boolean;
  readonly made_by: string;
  readonly person: string | null;
}

/** The newest labels. Who corrected them stands in the history of the callback. */
export async function loadAssessment(
  tx: Transaction,
  row: CaseRow,
  callbackId: string,
): Promise<CaseAssessment | null> {
  return await tx.first(sql<CaseAssessment>`
    select a.created_at as at, a.assessment, a.message_id is not null as of_message, a.made_by,
      case when a.made_by = 'person' then (select m.name from ringback.callback_event e join ringback.member m on m.account_id = e.account_id and m.id = e.by_member
        where e.account_id = a.account_id and e.callback_id = ${callbackId} and e.kind = 'corrected' order by e.at desc, e.id desc limit 1) end as person
    from ringback.assessment a where a.account_id = ${tx.accountId} and a.episode_id = ${row.episode_id}
    order by ${betterAssessmentFirst} limit 1`);
}

export interface CaseHold {
  readonly id: string;
  readonly reason: string;
  readonly opened_at: Temporal.Instant;
  readonly due_at: Temporal.Instant;
}

export async function loadHolds(tx: Transaction, callbackId: string): Promise<CaseHold[]> {
  return await tx.rows(sql<CaseHold>`select id, reason, opened_at, due_at from ringback.hold
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and resolved_at is null order by opened_at, id`);
}

export interface CaseMessage {
  readonly id: string;
  readonly direction: "in" | "out";
  readonly purpose: string;
  readonly state: string;
  readonly body: string;
  readonly rules: string[] | null;
  readonly reason: string | null;
  readonly error_code: string | null;
  readonly member_id: string | null;
  readonly created_at: Temporal.Instant;
  readonly sent_at: Temporal.Instant | null;
}

/** Texts of the case in both directions, and the automatic answers to STOP and HELP, which belong to no case. */
export async function loadMessages(
  tx: Transaction,
  row: CaseRow,
  callbackId: string,
  caller: string | null,
  openedAt: Temporal.Instant,
): Promise<CaseMessage[]> {
  const columns = sql`id, direction, purpose, state, body, decision->'rules' as rules, reason, error_code, member_id, created_at, sent_at`;
  return await tx.rows(sql<CaseMessage>`
    select ${columns} from ringback.message where account_id = ${tx.accountId} and callback_id = ${callbackId}
    union select ${columns} from ringback.message where account_id = ${tx.accountId} and episode_id = ${row.episode_id}
    union select ${columns} from ringback.message where account_id = ${tx.accountId} and direction = 'out' and to_number = ${caller}
      and purpose = 'keyword-reply' and created_at >= ${openedAt}
    order by created_at, id limit 500`);
}

export interface CaseNotice {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly member_id: string | null;
  readonly channels: NoticeFact[];
}

/** Who was told of this matter other than by text, and what became of it: one row a notice and person. */
export async function loadNotices(tx: Transaction, callbackId: string): Promise<CaseNotice[]> {
  return await tx.rows(sql<CaseNotice>`
    select min(n.id::text) as id, min(n.created_at) as at, n.member_id,
      jsonb_agg(jsonb_build_object('channel', n.channel, 'state', n.state, 'error', n.error) order by n.created_at, n.channel) as channels
    from ringback.notification n where n.account_id = ${tx.accountId} and n.callback_id = ${callbackId}
    group by n.member_id, coalesce(n.notice_key, n.id::text) order by min(n.created_at) limit 300`);
}

export interface CaseEvent {
  readonly id: string;
  readonly kind: string;
  readonly at: Temporal.Instant;
  readonly by_member: string | null;
  readonly detail: Record<string, unknown>;
}

export async function loadEvents(tx: Transaction, callbackId: string): Promise<CaseEvent[]> {
  return await tx.rows(sql<CaseEvent>`select id, kind, at, by_member, detail from ringback.callback_event
    where account_id = ${tx.accountId} and callback_id = ${callbackId} order by at, id limit 1000`);
}

export interface CaseCallEvent extends Omit<CaseEvent, "by_member"> {
  readonly call_id: string;
}

/** What the ledger of this matter's calls has that a timeline tells. */
export async function loadCallEvents(tx: Transaction, row: CaseRow): Promise<CaseCallEvent[]> {
  return await tx.rows(sql<CaseCallEvent>`
    select e.id, e.call_id, e.kind, e.at, e.detail from ringback.call c join ringback.call_event e on e.account_id = c.account_id and e.call_id = c.id
    where c.account_id = ${tx.accountId} and c.episode_id = ${row.episode_id} and e.kind in ('missed', 'answered', 'voicemail-left', 'entered-as-lead')
    order by e.at, e.id limit 500`);
}

export async function loadLastAttempt(tx: Transaction, callbackId: string): Promise<{ result: string } | null> {
  return await tx.first(sql<{ result: string }>`select result from ringback.attempt
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and undone_at is null order by at desc, id desc limit 1`);
}

/** When the caller used to be on the phone, and the name of who is about to call them. */
export async function loadCallerHabits(
  tx: Transaction,
  callbackId: string,
  memberId: string,
): Promise<{ readonly moments: readonly CallerMoment[]; readonly me: string }> {
  const row = await tx.first(sql<{ moments: Parameters<typeof toMoments>[0]; me: string | null }>`
    select ${callerMoments} as moments,
      (select name from ringback.member where account_id = ${tx.accountId} and id = ${memberId}) as me
    from ringback.callback b where b.account_id = ${tx.accountId} and b.id = ${callbackId}`);
  return { moments: toMoments(row?.moments ?? []), me: row?.me ?? "" };
}

/** Everybody who ever was on the team: history names them. */
export async function loadNames(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows(
    sql<{ id: string; name: string }>`select id, name from ringback.member where account_id = ${tx.accountId}`,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
