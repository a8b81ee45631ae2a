// What is asked about somebody who texts.
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** What went before a text without an open matter. */
export interface PastOfTexter {
  /** Their last matter. */
  readonly lastCallbackId: string | null;
  /** They had a matter, or a person of ours wrote to them. */
  readonly knowsUs: boolean;
  /** First names of the team. */
  readonly names: readonly string[];
}

/** Loads what went before; nobody is known by no number. */
export async function loadPastOfTexter(tx: Transaction, number: string | null): Promise<PastOfTexter> {
  if (number === null) return { lastCallbackId: null, knowsUs: false, names: [] };
  const row = await tx.first<{ last: string | null; written: boolean; names: string[] }>(sql`select
    (select b.id from ringback.episode e join ringback.callback b on b.account_id = e.account_id and b.episode_id = e.id
      where e.account_id = ${tx.accountId} and e.caller = ${number} order by e.opened_at desc limit 1) as last,
    exists (select from ringback.message m where m.account_id = ${tx.accountId} and m.to_number = ${number} and m.direction = 'out'
      and m.state in ('sent', 'delivered') and m.class = 'staff') as written,
    array(select split_part(name, ' ', 1) from ringback.member where account_id = ${tx.accountId} and removed_at is null) as names`);
  return {
    lastCallbackId: row?.last ?? null,
    knowsUs: row !== null && (row.last !== null || row.written),
    names: row?.names ?? [],
  };
}

/** Whether they were told whom to dial before: in this matter, or where there is none, within a day. */
export async function wasWarned(
  tx: Transaction,
  { number, episodeId }: { readonly number: string; readonly episodeId: string | null },
): Promise<boolean> {
  const told = sql`select from ringback.message where account_id = ${tx.accountId} and purpose = 'emergency-notice'`;
  const row = await tx.first<{ told: boolean }>(
    episodeId === null
      ? sql`select exists (${told} and to_number = ${number} and direction = 'out' and created_at > ${tx.now.subtract({ hours: 24 })}) as told`
      : sql`select exists (${told} and episode_id = ${episodeId}) as told`,
  );
  return row?.told ?? false;
}

/** Whether the acknowledgement of a matter asked and may have arrived, and this text is the first thing they wrote since. */
export async function awaitsAnswer(tx: Transaction, episodeId: string, messageId: string): Promise<boolean> {
  const rows =
    await tx.rows(sql`select from ringback.message a where a.account_id = ${tx.accountId} and a.episode_id = ${episodeId}
    and a.purpose = 'acknowledgement' and a.decision->>'asks' = 'true' and a.state in ('sending', 'sent', 'delivered', 'unknown')
    and not exists (select from ringback.message m where m.account_id = a.account_id and m.episode_id = a.episode_id and m.direction = 'in'
      and m.id <> ${messageId} and m.created_at >= a.created_at)`);
  return rows.length > 0;
}

/** After so long a YES answers no question of ours any more. */
const questionHours = 72;

/** Whether nobody has asked this number anything since it last wrote; `messageId` is what it writes now. */
export async function isAskedNothing(tx: Transaction, number: string, messageId: string): Promise<boolean> {
  const asked = await tx.first(sql`select 1 from ringback.message
    where account_id = ${tx.accountId} and to_number = ${number} and direction = 'out' and purpose <> 'keyword-reply' and body like '%?%'
      and state not in ('suppressed', 'expired', 'failed') and created_at > ${tx.now.subtract({ hours: questionHours })}
      and created_at > coalesce((select max(at) from ringback.consent_event where account_id = ${tx.accountId} and number = ${number}
        and kind in ('inbound_sms', 'opt_out') and source_id is distinct from ${messageId}), '-infinity') limit 1`);
  return asked === null;
}
