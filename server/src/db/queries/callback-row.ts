// The row that Today, the list of callbacks and the case share: everything about a callback at a glance, in one question.
import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import type { CallStory, TranscriptStanding } from "@ringback/core/callbacks/call-words.ts";
import { excerptOf, type SaidWords } from "@ringback/core/callbacks/excerpt.ts";
import { plainWords, selfClosedWords, sentenceCase } from "@ringback/core/callbacks/label-words.ts";
import { relationWords } from "@ringback/core/callbacks/relation.ts";
import { type RawBuilder, sql } from "kysely";
import { betterAssessmentFirst, betterTranscriptFirst, wordsStanding } from "./better-words.ts";

export interface RowColumns {
  readonly id: string;
  /** Whether a call or a text opened it. */
  readonly kind: CallbackRow["kind"];
  readonly state: CallbackRow["state"];
  readonly caller: string | null;
  readonly urgency: CallbackRow["urgency"];
  readonly intent: string | null;
  readonly lane: CallbackRow["lane"];
  readonly priority: number;
  readonly started_at: Temporal.Instant;
  readonly opened_at: Temporal.Instant;
  readonly due_at: Temporal.Instant;
  readonly warn_at: Temporal.Instant;
  readonly snoozed_until: Temporal.Instant | null;
  readonly breached_at: Temporal.Instant | null;
  readonly attempt_count: number;
  readonly closed_at: Temporal.Instant | null;
  readonly disposition: string | null;
  readonly disposition_label: string | null;
  readonly recovered: boolean;
  readonly owner: CallbackRow["owner"];
  readonly backup: CallbackRow["backup"];
  readonly claimed_by: CallbackRow["claimedBy"];
  readonly claimed_at: Temporal.Instant | null;
  readonly caller_name: string | null;
  readonly contact_kind: string | null;
  readonly since_year: number | null;
  readonly open_lead: string | null;
  readonly entered_now: boolean;
  readonly call_count: number;
  readonly number_label: string | null;
  readonly number_source: string | null;
  /** null: only texts so far. */
  readonly call_state: string | null;
  readonly call_outcome: string | null;
  readonly miss_reason: string | null;
  readonly rang_seconds: number | null;
  readonly voicemail: boolean;
  readonly voicemail_seconds: number | null;
  readonly transcript_standing: TranscriptStanding;
  readonly said: SaidWords | null;
  readonly escalation: CallbackRow["escalation"];
  readonly holds: number;
  readonly on_the_line: boolean;
  readonly on_the_line_by: CallbackRow["onTheLineBy"];
  readonly next_try_at: Temporal.Instant | null;
  readonly next_attempt: Omit<NonNullable<CallbackRow["nextAttempt"]>, "at"> | null;
  readonly caller_member: CallbackRow["callerIsStaff"];
}

/**
 * The rows of the callbacks in `page` (a question that answers `id`), in no order; the one who asks sorts. Everything
 * hangs on the callback's own account, so each part goes by an index of that account.
 */
export function callbackRows(accountId: string, now: Temporal.Instant, page: RawBuilder<unknown>) {
  return sql<RowColumns>`
    with page as materialized (${page})
    select b.id, b.kind, b.state, b.caller, b.urgency, b.intent, b.lane, b.priority, b.started_at, b.opened_at, b.due_at, b.warn_at,
      b.snoozed_until, b.breached_at, b.attempt_count, b.closed_at, b.disposition, b.recovered, (${labelOfDisposition}) as disposition_label,
      jsonb_build_object('id', owner.id, 'name', owner.name) as owner,
      case when backup.id is not null then jsonb_build_object('id', backup.id, 'name', backup.name) end as backup,
      case when claimer.id is not null then jsonb_build_object('id', claimer.id, 'name', claimer.name) end as claimed_by,
      coalesce(contact.name, call.caller_name) as caller_name,
      contact.kind as contact_kind, extract(year from contact.since)::int as since_year, lead.title as open_lead,
      coalesce(contact.created_from_call_id = b.first_call_id, b.kind = 'text' and contact.created_at = b.opened_at, false) as entered_now,
      episode.call_count, line.label as number_label, line.source as number_source,
      call.state as call_state, call.outcome as call_outcome, call.miss_reason, call.rang_seconds,
      voicemail.call_id is not null as voicemail, voicemail.duration_seconds as voicemail_seconds,
      coalesce(voicemail.transcript_state, 'none') as transcript_standing,
      said.words as said, alarm.escalation,
      (select count(*)::int from ringback.hold h where h.account_id = b.account_id and h.callback_id = b.id and h.resolved_at is null) as holds,
      ringing.attempt_id is not null as on_the_line, ringing.by as on_the_line_by, b.claimed_at, b.next_try_at, b.next_attempt,
      (select jsonb_build_object('id', m.id, 'name', m.name) from ringback.member m
        where m.account_id = b.account_id and m.phone = b.caller and m.removed_at is null limit 1) as caller_member
    from page join ringback.callback b on b.account_id = ${accountId} and b.id = page.id
    join ringback.episode episode on episode.account_id = b.account_id and episode.id = b.episode_id
    join ringback.member owner on owner.account_id = b.account_id and owner.id = b.owner_id
    left join ringback.member backup on backup.account_id = b.account_id and backup.id = b.backup_id
    left join ringback.member claimer on claimer.account_id = b.account_id and claimer.id = b.claimed_by
    left join ringback.contact contact on contact.account_id = b.account_id and contact.id = b.contact_id
    left join ringback.phone_number line on line.account_id = b.account_id and line.id = b.number_id
    left join lateral (select title from ringback.lead l where l.account_id = b.account_id and l.contact_id = b.contact_id and l.state = 'open'
      order by l.opened_at desc limit 1) lead on true
    left join lateral (select c.id, c.state, c.outcome, c.miss_reason, c.rang_seconds, c.caller_name from ringback.call c
      where c.account_id = b.account_id and c.episode_id = b.episode_id order by c.arrived_at desc, c.id desc limit 1) call on true
    left join lateral (select a.id as attempt_id, case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as by
      from ringback.attempt a left join ringback.member m on m.account_id = a.account_id and m.id = a.by_member
      where a.account_id = b.account_id and a.callback_id = b.id and a.result = 'dialing' and a.at > ${now.subtract({ hours: 4 })}
      order by a.at desc limit 1) ringing on true
    left join lateral (${newestVoicemail}) voicemail on true
    left join lateral (${strongestWords}) said on true
    left join lateral (${newestAlarm}) alarm on true`;
}

/** The outcome's name in the playbook that the callback was opened under. */
const labelOfDisposition = sql`
  select one->>'label' from ringback.playbook_version v, jsonb_array_elements(v.playbook->'dispositions') one
  where b.disposition is not null and v.account_id = b.account_id and v.version = b.playbook_version and one->>'key' = b.disposition limit 1`;

/** The newest recording of the matter, with what became of its words. A recording that the provider has not is none. */
const newestVoicemail = sql`
  select r.call_id, r.duration_seconds, ${wordsStanding} as transcript_state
  from ringback.call c join ringback.recording r on r.account_id = c.account_id and r.call_id = c.id and r.state <> 'absent'
  left join lateral (select t.state from ringback.transcript t where t.account_id = c.account_id and t.call_id = c.id
    order by ${betterTranscriptFirst} limit 1) t on true
  where c.account_id = b.account_id and c.episode_id = b.episode_id order by r.created_at desc limit 1`;

/** The words of the newest assessment that has a place in a text; else the newest words at all. */
const strongestWords = sql`
  select jsonb_build_object('text', coalesce(t.text, m.body), 'evidence', a.assessment->'evidence',
      'intent', a.assessment->>'intent') as words
  from ringback.assessment a
  left join lateral (select t.text from ringback.transcript t where t.account_id = a.account_id and t.call_id = a.call_id and t.state = 'ready'
    and (a.transcript_id is null or t.id = a.transcript_id) order by ${betterTranscriptFirst} limit 1) t on true
  left join ringback.message m on m.account_id = a.account_id and m.id = a.message_id
  where a.account_id = b.account_id and a.episode_id = b.episode_id and coalesce(t.text, m.body) is not null
  order by jsonb_path_exists(a.assessment, '$.evidence[*].start') desc, ${betterAssessmentFirst} limit 1`;

/** The newest alarm, unless it ended without a person. Until somebody was told it is the owner's. */
const newestAlarm = sql`
  select case when e.ended_at is null or e.acknowledged_at is not null then jsonb_build_object('reason', e.reason, 'level', e.level,
    'to', coalesce((select m.name from ringback.member m where m.account_id = e.account_id and m.id = (e.told->>-1)::uuid), owner.name),
    'acknowledgedBy', (select m.name from ringback.member m where m.account_id = e.account_id and m.id = e.acknowledged_by)) end as escalation
  from ringback.escalation e where e.account_id = b.account_id and e.callback_id = b.id order by e.raised_at desc, e.id desc limit 1`;

/** The call's own story, for the place where nobody said anything. */
export function storyOf(row: RowColumns): CallStory {
  return {
    state: row.call_state ?? "texted",
    outcome: row.call_outcome,
    missReason: row.miss_reason,
    rangSeconds: row.rang_seconds,
    voicemail: row.voicemail ? { seconds: row.voicemail_seconds, transcript: row.transcript_standing } : null,
  };
}

export function toCallbackRow(row: RowColumns): CallbackRow {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    callerName: row.caller_name,
    callerNumber: row.caller,
    relation: relationWords({
      number: row.caller,
      contactKind: row.contact_kind,
      sinceYear: row.since_year,
      openLead: row.open_lead,
      enteredNow: row.entered_now,
    }),
    urgency: row.urgency,
    intent: row.intent,
    lane: row.lane,
    excerpt: excerptOf(row.said, storyOf(row)),
    missReason: row.miss_reason,
    callCount: row.call_count,
    numberLabel: row.number_label,
    source: row.number_source,
    owner: row.owner,
    backup: row.backup,
    claimedBy: row.claimed_by,
    claimedAt: row.claimed_at?.toString() ?? null,
    openedAt: row.opened_at.toString(),
    startedAt: row.started_at.toString(),
    dueAt: row.due_at.toString(),
    warnAt: row.warn_at.toString(),
    snoozedUntil: row.snoozed_until?.toString() ?? null,
    breachedAt: row.breached_at?.toString() ?? null,
    escalation: row.escalation,
    holds: row.holds,
    attemptCount: row.attempt_count,
    attempted: row.attempt_count > 0,
    closedAt: row.closed_at?.toString() ?? null,
    disposition: row.disposition,
    dispositionLabel:
      row.disposition_label ??
      (row.disposition === null
        ? null
        : (selfClosedWords(row.disposition) ?? sentenceCase(plainWords(row.disposition)))),
    recovered: row.recovered,
    onTheLine: row.on_the_line,
    onTheLineBy: row.on_the_line_by,
    nextAttempt:
      row.next_attempt === null || row.state === "closed"
        ? null
        : { ...row.next_attempt, at: row.next_try_at?.toString() ?? null },
    callerIsStaff: row.caller_member,
  };
}
