// What callers said and wrote, message by message, with what was understood of it and the words that show it.
import type { Reading } from "@ringback/contract/readings.ts";
import type { Assessment } from "@ringback/core/classification/assessment.ts";
import type { TimedWord } from "@ringback/core/classification/spoken-text.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { betterAssessmentFirst, betterTranscriptFirst } from "./better-words.ts";
import { toReading } from "./to-reading.ts";

export interface ReadingColumns {
  readonly call_id: string | null;
  readonly message_id: string | null;
  readonly at: Temporal.Instant;
  readonly text: string | null;
  readonly transcript_state: "ready" | "no-speech" | "failed" | null;
  readonly transcript_source: "provider" | "speech-service" | null;
  readonly words: readonly TimedWord[] | null;
  /** Why the speech service did not write it down, as a word. */
  readonly problem: string | null;
  readonly words_awaited: boolean;
  readonly recording_id: string | null;
  readonly recording_state: "announced" | "fetched" | "withheld" | "failed" | "quarantined" | null;
  readonly duration_seconds: number | null;
  readonly peaks: number[] | null;
  readonly heard: "speech" | "silence" | "too-short" | "tone-or-music" | "unreadable" | null;
  readonly muted: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly assessment_id: string | null;
  readonly assessment: Assessment | null;
  readonly made_by: string | null;
  /** Why no language model read it, as a word. */
  readonly model_problem: string | null;
  readonly person: string | null;
}

/** Whether anything but the rules could have read a message, for saying why nothing else did. */
export interface ModelStanding {
  readonly sends_content: boolean;
  readonly model: "none" | "off" | "on";
}

export interface MessagesMeant {
  readonly callIds: readonly string[];
  readonly messageIds: readonly string[];
}

/** The readings of these calls and texts by their ids. A call in which nothing was recorded or judged has none. */
export async function loadReadings(tx: Transaction, meant: MessagesMeant): Promise<ReadonlyMap<string, Reading>> {
  if (meant.callIds.length === 0 && meant.messageIds.length === 0) return new Map();
  const [rows, standing] = await Promise.all([
    tx.rows<ReadingColumns>(sql`${spoken(tx, meant.callIds)} union all ${written(tx, meant.messageIds)}`),
    loadStanding(tx),
  ]);
  return new Map(rows.map((row) => [row.call_id ?? row.message_id ?? "", toReading(row, standing)]));
}

/** Every message of a matter, newest first, twenty at most. */
export async function readingsOfMatter(tx: Transaction, episodeId: string): Promise<Reading[]> {
  const meant = await tx.rows<{ call_id: string | null; message_id: string | null }>(sql`
    select call_id, message_id from (
      select c.id as call_id, null::uuid as message_id, c.arrived_at as at from ringback.call c
      where c.account_id = ${tx.accountId} and c.episode_id = ${episodeId}
      union all
      select null, m.id, m.created_at from ringback.message m
      where m.account_id = ${tx.accountId} and m.episode_id = ${episodeId} and m.direction = 'in'
    ) said order by at desc limit 20`);
  const found = await loadReadings(tx, {
    callIds: meant.flatMap(({ call_id: id }) => (id === null ? [] : [id])),
    messageIds: meant.flatMap(({ message_id: id }) => (id === null ? [] : [id])),
  });
  return meant.flatMap(({ call_id, message_id }) => found.get(call_id ?? message_id ?? "") ?? []);
}

/** Voicemails: the newest recording, the newest judgement of the call, and the transcript that it was made of. */
function spoken(tx: Transaction, callIds: readonly string[]) {
  return sql`
    select c.id as call_id, null::uuid as message_id, c.arrived_at as at, t.text, t.state as transcript_state, t.source as transcript_source, t.words,
      t.problem, coalesce(r.words_awaited, false) as words_awaited,
      r.id as recording_id, r.state as recording_state, r.duration_seconds, r.peaks, r.heard, coalesce(r.muted, '[]') as muted,
      a.id as assessment_id, a.assessment, a.made_by, a.model_problem, case when a.made_by = 'person' then ${personWho(sql`b.account_id = c.account_id and b.episode_id = c.episode_id`, sql`l.call_id = c.id`)} end as person
    from ringback.call c
    left join lateral (select id, state, duration_seconds, peaks, heard, muted, words_awaited from ringback.recording r where r.account_id = c.account_id and r.call_id = c.id
      and r.state <> 'absent' order by r.created_at desc, r.id desc limit 1) r on true
    left join lateral (select id, transcript_id, assessment, made_by, model_problem from ringback.assessment a where a.account_id = c.account_id and a.episode_id = c.episode_id
      and a.call_id = c.id order by ${betterAssessmentFirst} limit 1) a on true
    left join lateral (select text, state, source, words, problem from ringback.transcript t where t.account_id = c.account_id and t.call_id = c.id
      order by t.id is not distinct from a.transcript_id desc, ${betterTranscriptFirst} limit 1) t on true
    where c.account_id = ${tx.accountId} and c.id = any(${[...callIds]}::uuid[]) and (r.id is not null or t.state is not null or a.id is not null)`;
}

function written(tx: Transaction, messageIds: readonly string[]) {
  return sql`
    select null::uuid, m.id, m.created_at, m.body, 'ready', null, null, null, false, null, null, null, null, null, '[]'::jsonb,
      a.id, a.assessment, a.made_by, a.model_problem, case when a.made_by = 'person' then ${personWho(sql`b.account_id = m.account_id and b.episode_id = m.episode_id`, sql`l.message_id = m.id`)} end
    from ringback.message m
    left join lateral (select id, assessment, made_by, model_problem from ringback.assessment a where a.account_id = m.account_id and a.episode_id = m.episode_id
      and a.message_id = m.id order by a.created_at desc, a.id desc limit 1) a on true
    where m.account_id = ${tx.accountId} and m.id = any(${[...messageIds]}::uuid[])`;
}

/** Who set the labels by hand last. */
function personWho(ofMatter: RawBuilder<unknown>, ofMessage: RawBuilder<unknown>) {
  return sql`(select who.name from ringback.callback b
    join ringback.label_correction l on l.account_id = b.account_id and l.callback_id = b.id and l.undone_at is null
    join ringback.member who on who.account_id = l.account_id and who.id = l.by_member
    where ${ofMatter} and ${ofMessage} order by l.at desc limit 1)`;
}

async function loadStanding(tx: Transaction): Promise<ModelStanding> {
  const row = await tx.first<ModelStanding>(sql`
    select a.sends_content, case when s.enabled is null then 'none' when s.enabled then 'on' else 'off' end as model
    from ringback.account a left join ringback.ai_service s on s.account_id = a.id and s.kind = 'language-model' where a.id = ${tx.accountId}`);
  return row ?? { sends_content: true, model: "none" };
}
