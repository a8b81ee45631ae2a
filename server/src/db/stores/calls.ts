import type { CallFacts } from "@ringback/core/calls/call-facts.ts";
import type { Verdict } from "@ringback/core/calls/missed-call.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface CallRow {
  readonly id: string;
  readonly connectionId: string;
  readonly providerCallId: string;
  readonly numberId: string | null;
  readonly dialed: string;
  readonly caller: string | null;
  readonly callerWithheld: boolean;
  readonly callerName: string | null;
  readonly contactId: string | null;
  readonly episodeId: string | null;
  readonly arrivedAt: Temporal.Instant;
  readonly playbookVersion: number;
  /** How it got into the books; kept from its first report. */
  readonly entered: "webhook" | "stream" | "provider-log" | "import" | "sample";
  /** The drill it belongs to; then it is in no figure. */
  readonly drillId: string | null;
  readonly facts: CallFacts;
  readonly verdict: Verdict;
  /** When the miss was noticed; null when it was not one. */
  readonly detectedAt: Temporal.Instant | null;
  readonly detectedAfterMs: number | null;
}

/** Saves a call's folded state: new, or over the state before. */
export function saveCall(tx: Transaction, call: CallRow): void {
  const { verdict, facts } = call;
  tx.write(sql`
    insert into ringback.call (account_id, id, connection_id, provider_call_id, number_id, dialed, caller, caller_withheld, caller_name, contact_id, episode_id,
      arrived_at, ended_at, state, outcome, miss_reason, answered_by, answered_at, detected_at, detected_after_ms, rang_seconds, waited_seconds,
      answered_late, entered, drill_id, playbook_version, facts, created_at)
    values (${tx.accountId}, ${call.id}, ${call.connectionId}, ${call.providerCallId}, ${call.numberId}, ${call.dialed}, ${call.caller}, ${call.callerWithheld},
      ${call.callerName}, ${call.contactId}, ${call.episodeId}, ${call.arrivedAt}, ${facts.ended?.at ?? null}, ${verdict.state}, ${verdict.outcome}, ${verdict.missReason},
      ${verdict.answeredBy?.memberId ?? null}, ${verdict.answeredBy?.at ?? null}, ${call.detectedAt}, ${call.detectedAfterMs}, ${verdict.rangSeconds},
      ${verdict.waitedSeconds}, ${verdict.answeredLate}, ${call.entered}, ${call.drillId}, ${call.playbookVersion}, ${facts}, ${tx.now})
    on conflict (account_id, id) do update set
      number_id = excluded.number_id, dialed = excluded.dialed, caller = excluded.caller, caller_withheld = excluded.caller_withheld, caller_name = excluded.caller_name,
      contact_id = excluded.contact_id, episode_id = excluded.episode_id, arrived_at = excluded.arrived_at,
      ended_at = excluded.ended_at, state = excluded.state, outcome = excluded.outcome, miss_reason = excluded.miss_reason, answered_by = excluded.answered_by,
      answered_at = excluded.answered_at, detected_at = excluded.detected_at, detected_after_ms = coalesce(excluded.detected_after_ms, call.detected_after_ms), rang_seconds = excluded.rang_seconds,
      waited_seconds = excluded.waited_seconds, answered_late = excluded.answered_late, drill_id = excluded.drill_id, facts = excluded.facts`);
}

/** Appends to the call's ledger. */
export function appendCallEvent(
  tx: Transaction,
  event: { id: string; callId: string; kind: string; at: Temporal.Instant; detail: Record<string, unknown> },
): void {
  tx.write(sql`insert into ringback.call_event (account_id, call_id, id, kind, at, recorded_at, detail)
    values (${tx.accountId}, ${event.callId}, ${event.id}, ${event.kind}, ${event.at}, ${tx.now}, ${event.detail})`);
}

/** Keeps the webhook as it came. */
export function keepProviderEvent(
  tx: Transaction,
  event: { id: string; connectionId: string; key: string; kind: string; payload: Readonly<Record<string, string>> },
): void {
  tx.write(sql`insert into ringback.provider_event (account_id, id, connection_id, provider_key, kind, received_at, payload)
    values (${tx.accountId}, ${event.id}, ${event.connectionId}, ${event.key}, ${event.kind}, ${tx.now}, ${event.payload})`);
}
