// Whose a conversation is: a person's, or automation's too.
import { takenWithoutMatterHours, takesConversation } from "@ringback/core/conversations/takes-conversation.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/**
 * Gives the conversation of a number to a person; who has it already keeps it, unless this one claims it. Automatic texts
 * that wait are dropped here or, where one is being planned at this moment, when it would leave: texts are locked before
 * the conversation, as by whoever sends them.
 */
export function takeConversation(
  tx: Transaction,
  { number, by, claims = false }: { number: RawBuilder<unknown> | string; by: string; claims?: boolean },
): void {
  tx.write(sql`update ringback.message m set state = 'suppressed', reason = 'taken-by-a-person', settled_at = ${tx.now}
    from ringback.conversation_number n
    where n.account_id = ${tx.accountId} and n.conversation_id = ${ofNumber(tx, number)} and m.account_id = ${tx.accountId} and m.to_number = n.number
      and m.direction = 'out' and m.state = 'queued' and m.class in ('responsive', 'service', 'marketing')`);
  tx.write(sql`update ringback.conversation c set taken_by = ${by}, taken_at = ${tx.now}
    where c.account_id = ${tx.accountId} and c.id = ${ofNumber(tx, number)} and (c.taken_by is null or (${claims} and c.taken_by <> ${by}) or ${isStale(tx)})`);
}

/**
 * Hands a callback's conversation back where exactly this claim took it: whoever had it before the claim keeps it, and who
 * has written or called since has it by that. Texts that the claim dropped stay dropped.
 */
export async function handBackClaimed(
  tx: Transaction,
  { callbackId, memberId, at }: { callbackId: string; memberId: string; at: Temporal.Instant },
): Promise<void> {
  const since = await tx.rows<{ kind: string; by_member: string | null }>(
    sql`select kind, by_member from ringback.callback_event where account_id = ${tx.accountId} and callback_id = ${callbackId} and at > ${at}`,
  );
  if (since.some(({ kind, by_member }) => takesConversation(kind, by_member))) return;
  tx.write(sql`update ringback.conversation c set taken_by = null, taken_at = null
    where c.account_id = ${tx.accountId} and c.taken_by = ${memberId} and c.taken_at = ${at}
      and c.id = ${ofNumber(tx, sql`(select caller from ringback.callback where account_id = ${tx.accountId} and id = ${callbackId})`)}`);
}

/** Lets automation speak again. Answers whether there was anything to hand back. */
export async function handBack(tx: Transaction, conversationId: string): Promise<boolean> {
  const rows = await tx.rows(sql`update ringback.conversation set taken_by = null, taken_at = null
    where account_id = ${tx.accountId} and id = ${conversationId} and taken_by is not null returning id`);
  return rows.length > 0;
}

/**
 * Keeps everybody from taking the conversation of a number until this transaction ends, so that a text is claimed before or
 * after a takeover and never at the same moment. Ask `takenBy` after it.
 */
export function holdConversation(tx: Transaction, number: string): void {
  tx.write(
    sql`select c.id from ringback.conversation c where c.account_id = ${tx.accountId} and c.id = ${ofNumber(tx, number)} for share`,
  );
}

/** For a question that loads more: the member who has the conversation of a number, or null. */
export function takenBy(
  tx: Pick<Transaction, "accountId" | "now">,
  number: RawBuilder<unknown>,
): RawBuilder<string | null> {
  return sql<string | null>`(select c.taken_by from ringback.conversation_number n
    join ringback.conversation c on c.account_id = n.account_id and c.id = n.conversation_id
    where n.account_id = ${tx.accountId} and n.number = ${number} and c.taken_by is not null and not ${isStale(tx)})`;
}

/** Taken outside of any matter, a while ago: a new call of theirs finds automation again. */
function isStale({ now }: Pick<Transaction, "now">): RawBuilder<boolean> {
  return sql<boolean>`(c.taken_at < ${now.subtract({ hours: takenWithoutMatterHours })}::timestamptz and not exists (
    select from ringback.callback b where b.account_id = c.account_id and b.id = c.callback_id and b.state <> 'closed'))`;
}

function ofNumber(tx: Transaction, number: RawBuilder<unknown> | string): RawBuilder<unknown> {
  return sql`(select conversation_id from ringback.conversation_number where account_id = ${tx.accountId} and number = ${number})`;
}
