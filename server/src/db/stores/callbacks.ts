import type { BreachReason } from "@ringback/core/callbacks/breach-reason.ts";
import type { Callback } from "@ringback/core/callbacks/callback.ts";
import { readPauses } from "@ringback/core/callbacks/decide-clock.ts";
import { takesConversation } from "@ringback/core/conversations/takes-conversation.ts";
import { type RawBuilder, sql } from "kysely";
import { watchHoldJob } from "#db/jobs.ts";
import type { Transaction } from "#db/transaction.ts";
import { takeConversation } from "./takeover.ts";

interface CallbackColumns {
  readonly id: string;
  readonly state: "open" | "claimed" | "snoozed" | "closed";
  readonly owner_id: string;
  readonly backup_id: string | null;
  readonly claimed_by: string | null;
  readonly started_at: Temporal.Instant;
  readonly due_at: Temporal.Instant;
  readonly warn_at: Temporal.Instant;
  readonly warned_at: Temporal.Instant | null;
  readonly breached_at: Temporal.Instant | null;
  readonly snoozed_until: Temporal.Instant | null;
  readonly snooze_reason: string | null;
  readonly attempt_count: number;
  readonly target_minutes: number;
  readonly around_the_clock: boolean;
  /** Instants are text. */
  readonly pauses: unknown;
  readonly closed_at: Temporal.Instant | null;
  readonly closed_by: string | null;
  readonly close_kind: "person" | "caller-got-through" | "same-matter" | "reached-outside" | "drill" | null;
  readonly disposition: string | null;
  readonly recovered: boolean;
  readonly booked: boolean;
  readonly version: number;
  readonly episode_id: string;
  readonly contact_id: string | null;
  /** null: a text opened it. */
  readonly first_call_id: string | null;
  readonly number_id: string | null;
  readonly caller: string | null;
  readonly urgency: string;
  readonly intent: string | null;
  readonly lane: string;
  readonly playbook_version: number;
  readonly may_text: boolean;
  readonly decided_version: number;
}

/** A callback with what belongs to it but not to its life. */
export interface StoredCallback {
  readonly callback: Callback;
  readonly episodeId: string;
  readonly contactId: string | null;
  /** null: a text opened it. */
  readonly firstCallId: string | null;
  readonly numberId: string | null;
  readonly caller: string | null;
  readonly urgency: string;
  readonly intent: string | null;
  readonly lane: string;
  readonly playbookVersion: number;
  /** Whether a text could go to the caller when it opened; where none could, its target is the shorter one. */
  readonly mayText: boolean;
  /** Whoever has seen this version or a newer one has seen all that a person decides on. */
  readonly decidedVersion: number;
}

/** Many, locked in one order, so that two who take overlapping sets wait for each other and never in a circle. */
export async function lockCallbacks(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredCallback>> {
  const rows = await tx.rows(
    sql<CallbackColumns>`${selectCallback} where account_id = ${tx.accountId} and id = any(${[...ids]}::uuid[]) order by id for update`,
  );
  return new Map(rows.map((row) => [row.id, fromColumns(row)]));
}

/** Loads and locks; null when this account has no such callback. */
export async function lockCallback(tx: Transaction, callbackId: string): Promise<StoredCallback | null> {
  return await lockWhere(tx, sql`id = ${callbackId}`);
}

/** The one callback of an episode, locked. */
export async function lockCallbackOfEpisode(tx: Transaction, episodeId: string): Promise<StoredCallback | null> {
  return await lockWhere(tx, sql`episode_id = ${episodeId}`);
}

/** The caller's latest callback, locked, if this call had closed it because the caller got through. */
export async function closedByCall(tx: Transaction, caller: string, callId: string): Promise<StoredCallback | null> {
  return await lockWhere(
    tx,
    sql`close_kind = 'caller-got-through' and episode_id = (select id from ringback.episode
        where account_id = ${tx.accountId} and caller = ${caller} order by opened_at desc limit 1)
      and exists (select from ringback.callback_event e where e.account_id = callback.account_id and e.callback_id = callback.id
        and e.kind = 'closed-itself' and e.detail->>'callId' = ${callId})`,
  );
}

const selectCallback = sql`
    select id, state, owner_id, backup_id, claimed_by, started_at, due_at, warn_at, warned_at, breached_at, snoozed_until, snooze_reason, attempt_count, closed_at, closed_by,
      close_kind, disposition, recovered, booked, version, episode_id, contact_id, first_call_id, number_id, caller, urgency, intent, lane, playbook_version,
      target_minutes, around_the_clock, pauses, coalesce((explained->>'mayText')::boolean, true) as may_text, decided_version
    from ringback.callback`;

async function lockWhere(tx: Transaction, which: RawBuilder<unknown>): Promise<StoredCallback | null> {
  const row = await tx.first<CallbackColumns>(
    sql`${selectCallback} where account_id = ${tx.accountId} and ${which} for update`,
  );
  return row === null ? null : fromColumns(row);
}

function fromColumns(row: CallbackColumns): StoredCallback {
  return {
    callback: toCallback(row),
    episodeId: row.episode_id,
    contactId: row.contact_id,
    firstCallId: row.first_call_id,
    numberId: row.number_id,
    caller: row.caller,
    urgency: row.urgency,
    intent: row.intent,
    lane: row.lane,
    playbookVersion: row.playbook_version,
    mayText: row.may_text,
    decidedVersion: row.decided_version,
  };
}

/** The row as the rule's union. The table's checks promise what is asserted here. */
export function toCallback(
  row: Omit<CallbackColumns, "may_text" | "decided_version" | "booked"> & { readonly booked?: boolean },
): Callback {
  const facts = {
    id: row.id,
    ownerId: row.owner_id,
    backupId: row.backup_id,
    startedAt: row.started_at,
    clock: {
      targetMinutes: row.target_minutes,
      aroundTheClock: row.around_the_clock,
      pauses: readPauses(row.pauses),
    },
    dueAt: row.due_at,
    warnAt: row.warn_at,
    warnedAt: row.warned_at,
    breachedAt: row.breached_at,
    attemptCount: row.attempt_count,
    version: row.version,
  };
  if (row.state === "open") return { ...facts, state: "open" };
  if (row.state === "claimed" && row.claimed_by !== null)
    return { ...facts, state: "claimed", claimedBy: row.claimed_by };
  if (row.state === "snoozed" && row.snoozed_until !== null)
    return { ...facts, state: "snoozed", snoozedUntil: row.snoozed_until, snoozeReason: row.snooze_reason ?? "" };
  if (row.state === "closed" && row.closed_at !== null && row.disposition !== null) {
    return {
      ...facts,
      state: "closed",
      closedAt: row.closed_at,
      closedBy: row.closed_by,
      closeKind: row.close_kind ?? "person",
      disposition: row.disposition,
      recovered: row.recovered,
      booked: row.booked ?? false,
    };
  }
  throw new Error(`Callback ${row.id} is ${row.state} without what that state needs.`);
}

/**
 * Saves the state a rule decided. `marks` are what nobody has to have seen before they decide: a try, a warning, a breach,
 * the claim that a tap on "call" makes.
 */
export function saveCallback(tx: Transaction, callback: Callback, changes: "decision" | "marks" = "decision"): void {
  const claimedBy = callback.state === "claimed" ? callback.claimedBy : null;
  const snoozedUntil = callback.state === "snoozed" ? callback.snoozedUntil : null;
  const snoozeReason = callback.state === "snoozed" ? callback.snoozeReason : null;
  const end = callback.state === "closed" ? callback : null;
  tx.write(sql`update ringback.callback set state = ${callback.state}, owner_id = ${callback.ownerId}, backup_id = ${callback.backupId}, claimed_by = ${claimedBy},
      claimed_at = case when ${claimedBy}::uuid is null then null when claimed_by is not distinct from ${claimedBy}::uuid then claimed_at else ${tx.now}::timestamptz end,
      claim_attempt_id = case when claimed_by is not distinct from ${claimedBy}::uuid then claim_attempt_id end,
      due_at = ${callback.dueAt}, warn_at = ${callback.warnAt}, warned_at = ${callback.warnedAt}, breached_at = ${callback.breachedAt},
      target_minutes = ${callback.clock.targetMinutes}, around_the_clock = ${callback.clock.aroundTheClock}, pauses = ${JSON.stringify(callback.clock.pauses)},
      snoozed_until = ${snoozedUntil}, snooze_reason = ${snoozeReason}, attempt_count = ${callback.attemptCount},
      first_attempt_at = case when ${callback.attemptCount}::int > 0 then coalesce(first_attempt_at, ${tx.now}) end,
      closed_at = ${end?.closedAt ?? null}, closed_by = ${end?.closedBy ?? null}, close_kind = ${end?.closeKind ?? null}, disposition = ${end?.disposition ?? null}, recovered = ${end?.recovered ?? false}, booked = ${end?.booked ?? false},
      version = ${callback.version}, decided_version = case when ${changes} = 'decision' then ${callback.version}::int else decided_version end
    where account_id = ${tx.accountId} and id = ${callback.id}`);
}

export interface NewCallback {
  readonly id: string;
  readonly episodeId: string;
  readonly contactId: string | null;
  /** The call or the text that opened it: measured apart. */
  readonly openedBy: { readonly call: string } | { readonly text: string };
  readonly numberId: string | null;
  readonly caller: string | null;
  readonly ownerId: string;
  readonly backupId: string | null;
  /** What gave it to its owner. */
  readonly ownerRule: string;
  readonly urgency: string;
  readonly intent: string | null;
  readonly lane: string;
  readonly priority: number;
  readonly startedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly targetMinutes: number;
  readonly aroundTheClock: boolean;
  readonly playbookVersion: number;
  /** A copy of the rules in force, so that a later edit does not rewrite a running promise. */
  readonly policy: Record<string, unknown>;
  readonly explained: Record<string, unknown>;
  /** The drill it belongs to; then it is in no figure. */
  readonly drillId: string | null;
}

export function openCallback(tx: Transaction, callback: NewCallback): void {
  tx.write(sql`
    insert into ringback.callback (account_id, id, episode_id, contact_id, kind, first_call_id, first_message_id, number_id, caller, state, owner_id, backup_id, urgency, intent, lane, priority,
      started_at, opened_at, due_at, warn_at, target_minutes, around_the_clock, playbook_version, policy, explained, drill_id, owner_rule)
    values (${tx.accountId}, ${callback.id}, ${callback.episodeId}, ${callback.contactId}, ${"call" in callback.openedBy ? "call" : "text"},
      ${"call" in callback.openedBy ? callback.openedBy.call : null}, ${"text" in callback.openedBy ? callback.openedBy.text : null}, ${callback.numberId}, ${callback.caller}, 'open',
      ${callback.ownerId}, ${callback.backupId}, ${callback.urgency}, ${callback.intent}, ${callback.lane}, ${callback.priority}, ${callback.startedAt}, ${tx.now},
      ${callback.dueAt}, ${callback.warnAt}, ${callback.targetMinutes}, ${callback.aroundTheClock}, ${callback.playbookVersion}, ${callback.policy}, ${callback.explained}, ${callback.drillId}, ${callback.ownerRule})`);
}

/** The number of a caller whose call had come in without one. */
export function nameCallbackCaller(
  tx: Transaction,
  { id, episodeId, caller, contactId }: { id: string; episodeId: string; caller: string; contactId: string | null },
): void {
  tx.write(
    sql`update ringback.episode set caller = ${caller}, contact_id = coalesce(contact_id, ${contactId}::uuid) where account_id = ${tx.accountId} and id = ${episodeId}`,
  );
  tx.write(
    sql`update ringback.callback set caller = ${caller}, contact_id = coalesce(contact_id, ${contactId}::uuid), version = version + 1, decided_version = version + 1 where account_id = ${tx.accountId} and id = ${id}`,
  );
}

/** New labels, and the clock they bring. */
export function relabelCallback(
  tx: Transaction,
  label: {
    id: string;
    urgency: string;
    intent: string | null;
    lane: string;
    priority: number;
  } & Pick<Callback, "dueAt" | "warnAt" | "warnedAt" | "clock">,
): void {
  tx.write(sql`update ringback.callback set urgency = ${label.urgency}, intent = ${label.intent}, lane = ${label.lane}, priority = ${label.priority},
      due_at = ${label.dueAt}, warn_at = ${label.warnAt}, warned_at = ${label.warnedAt}, target_minutes = ${label.clock.targetMinutes}, around_the_clock = ${label.clock.aroundTheClock}, version = version + 1, decided_version = version + 1
    where account_id = ${tx.accountId} and id = ${label.id}`);
}

/** Why it was late, by rule (`by` null) or as a person says. */
export function keepBreachReason(
  tx: Transaction,
  callbackId: string,
  said: { readonly reason: BreachReason; readonly note: string | null; readonly by: string | null },
): void {
  tx.write(sql`update ringback.callback set breach_reason = ${said.reason}, breach_note = ${said.note}, breach_reason_by = ${said.by},
      breach_reason_at = ${tx.now} where account_id = ${tx.accountId} and id = ${callbackId}`);
}

/** The caller got no text: from now on the promise is that of callers who get none. */
export function noteNoText(tx: Transaction, callbackId: string): void {
  tx.write(sql`update ringback.callback set explained = explained || '{"mayText": false}'
    where account_id = ${tx.accountId} and id = ${callbackId}`);
}

/** Appends to the callback's own history; the timeline shows it. What a person does takes the conversation along. */
export function appendCallbackEvent(
  tx: Transaction,
  event: { id: string; callbackId: string; kind: string; by: string | null; detail?: Record<string, unknown> },
): void {
  tx.write(sql`insert into ringback.callback_event (account_id, callback_id, id, kind, at, by_member, detail)
    values (${tx.accountId}, ${event.callbackId}, ${event.id}, ${event.kind}, ${tx.now}, ${event.by}, ${event.detail ?? {}})`);
  if (event.by !== null && takesConversation(event.kind, event.by))
    takeConversation(tx, {
      number: sql`(select caller from ringback.callback where account_id = ${tx.accountId} and id = ${event.callbackId})`,
      by: event.by,
      claims: event.kind === "claimed",
    });
}

/**
 * Lets a person decide, by the hold's own clock. One hold a reason: where it waits already, it is about the newest words.
 */
export function openHold(
  tx: Transaction,
  hold: {
    id: string;
    callbackId: string;
    callId: string | null;
    /** The judgement that called for it; none where the call itself did. */
    assessmentId?: string;
    reason: string;
    dueAt: Temporal.Instant;
    detail?: Record<string, unknown>;
  },
): void {
  tx.write(sql`insert into ringback.hold as waiting (account_id, id, callback_id, call_id, assessment_id, reason, opened_at, due_at, detail)
    values (${tx.accountId}, ${hold.id}, ${hold.callbackId}, ${hold.callId}, ${hold.assessmentId ?? null}, ${hold.reason}, ${tx.now}, ${hold.dueAt}, ${hold.detail ?? {}})
    on conflict (account_id, callback_id, reason) where resolved_at is null do update set assessment_id = excluded.assessment_id,
      call_id = excluded.call_id, detail = waiting.detail || excluded.detail where excluded.assessment_id is not null`);
  tx.enqueue(watchHoldJob(tx.accountId, hold.id, hold.dueAt));
}
