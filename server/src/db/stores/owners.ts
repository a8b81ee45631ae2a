// What the choice of an owner looks at, for callbacks that exist, and giving them to somebody.
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { type LoadedPerson, peopleAt } from "./people-now.ts";

/** What the record says of a callback's caller and line. */
export interface CallbackTraits {
  readonly line_of_service: string | null;
  readonly source: string | null;
  readonly tier: string | null;
  readonly language: string | null;
  readonly postal_code: string | null;
  readonly known_owner_id: string | null;
}

export interface RerouteFacts extends CallbackTraits {
  readonly people: readonly LoadedPerson[];
  /** The rule that gave it to its owner. */
  readonly owner_rule: string | null;
  /** A person has done something with it. */
  readonly touched: boolean;
}

/**
 * For a question about an account `account`, a callback `b`, its line `n` and its contact `c`: what the choice of its owner
 * looks at. Where a person's customer calls, `known_owner_id` is that person, else who had them last.
 */
export function rerouteFactsSql(tx: Transaction): RawBuilder<RerouteFacts> {
  return sql`${peopleAt(tx, tx.now)} as people, coalesce(b.owner_rule, b.explained->>'ownerRule') as owner_rule, ${traits},
    exists (select from ringback.callback_event e where e.account_id = b.account_id and e.callback_id = b.id and e.by_member is not null) as touched`;
}

const traits: RawBuilder<CallbackTraits> = sql`n.line_of_service, n.source, c.tier, c.language, c.postal_code,
  coalesce(c.owner_id, (select earlier.owner_id from ringback.episode e
    join ringback.callback earlier on earlier.account_id = e.account_id and earlier.episode_id = e.id
    where e.account_id = b.account_id and e.caller = b.caller and e.id <> b.episode_id order by e.opened_at desc limit 1)) as known_owner_id`;

/** A callback of somebody who leaves. */
export interface LeftCallback extends CallbackTraits {
  readonly id: string;
  readonly was_owner: boolean;
  readonly number_id: string | null;
  readonly caller: string | null;
  readonly intent: string | null;
  readonly urgency: string;
  readonly lane: string;
  readonly owner_id: string;
  readonly backup_id: string | null;
}

/** All callbacks that are not closed and that a person owns, backs up or has claimed, locked, oldest first. */
export async function lockCallbacksOf(tx: Transaction, memberId: string): Promise<LeftCallback[]> {
  return await tx.rows(sql<LeftCallback>`
    select b.id, b.owner_id = ${memberId} as was_owner, b.number_id, b.caller, b.intent, b.urgency, b.lane, b.owner_id, b.backup_id, ${traits}
    from ringback.callback b
      left join ringback.phone_number n on n.account_id = b.account_id and n.id = b.number_id
      left join ringback.contact c on c.account_id = b.account_id and c.id = b.contact_id
    where b.account_id = ${tx.accountId} and b.state <> 'closed'
      and (b.owner_id = ${memberId} or b.backup_id = ${memberId} or b.claimed_by = ${memberId})
    order by b.started_at, b.id for update of b`);
}

export interface GivenCallback {
  readonly id: string;
  readonly ownerId: string;
  readonly backupId: string | null;
  readonly rule: string;
}

/** Gives a callback to an owner whom the rules chose. Its clock is not touched. */
export function giveCallback(tx: Transaction, { id, ownerId, backupId, rule }: GivenCallback): void {
  tx.write(sql`update ringback.callback set owner_id = ${ownerId}, backup_id = ${backupId}, owner_rule = ${rule}, version = version + 1, decided_version = version + 1
    where account_id = ${tx.accountId} and id = ${id}`);
}

/** Hands many over at once. What the person who leaves had claimed is open again, and as a backup they fall away. */
export function handOver(
  tx: Transaction,
  from: string,
  given: readonly GivenCallback[],
  others: readonly string[],
): void {
  tx.write(sql`
    update ringback.callback b set owner_id = given.owner_id, backup_id = given.backup_id, owner_rule = given.rule, ${letGo(from)}
    from unnest(${given.map(({ id }) => id)}::uuid[], ${given.map(({ ownerId }) => ownerId)}::uuid[],
      ${given.map(({ backupId }) => backupId)}::uuid[], ${given.map(({ rule }) => rule)}::text[]) as given (id, owner_id, backup_id, rule)
    where b.account_id = ${tx.accountId} and b.id = given.id`);
  tx.write(sql`
    update ringback.callback b set backup_id = nullif(b.backup_id, ${from}), ${letGo(from)}
    where b.account_id = ${tx.accountId} and b.id = any(${[...others]}::uuid[])`);
}

function letGo(from: string): RawBuilder<unknown> {
  return sql`state = case when b.claimed_by = ${from} then 'open' else b.state end,
    claimed_by = nullif(b.claimed_by, ${from}), claimed_at = case when b.claimed_by is distinct from ${from} then b.claimed_at end, version = b.version + 1, decided_version = b.version + 1`;
}
