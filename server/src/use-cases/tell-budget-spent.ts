import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/**
 * Tells every owner by e-mail, once a day, that the budget for texts is spent and automation texts nobody until there is
 * room again (docs/rules.md C5). Without a mail server the settings page says it.
 */
export function tellBudgetSpent(ctx: Pick<Context, "email" | "publicUrl">, tx: Transaction): void {
  if (ctx.email === null) return;
  const day = tx.now.toZonedDateTimeISO("UTC").toPlainDate().toString();
  // One statement: the notices are planned with their jobs, or neither is.
  tx.write(sql`
    with told as (
      insert into ringback.notification (account_id, id, member_id, channel, kind, notice_key, subject, body, url, urgency, useful_until, detail, state, created_at)
      select m.account_id, gen_random_uuid(), m.id, 'email', ${`budget-spent:${day}`}, ${`budget-spent:${day}`}, a.name || ': the day''s budget for texts is spent',
        'Ringback sends no more automatic texts until there is room in the budget again. Callbacks go on, with the shorter target of callers who get no text. Look whether these calls are real, and change the budget: ' || ${ctx.publicUrl} || '/settings/texting',
        '/settings/texting', 'normal', ${tx.now.add({ hours: 24 })}::timestamptz, '{}', 'queued', ${tx.now}::timestamptz
      from ringback.member m join ringback.account a on a.id = m.account_id
      where m.account_id = ${tx.accountId} and m.role = 'owner' and m.removed_at is null and m.email is not null
        and not exists (select from ringback.notification n where n.account_id = m.account_id and n.member_id = m.id and n.notice_key = ${`budget-spent:${day}`})
      on conflict do nothing returning id)
    select ringback.enqueue(coalesce(jsonb_agg(jsonb_build_object('kind', 'send-email', 'payload', jsonb_build_object('accountId', ${tx.accountId}::text, 'notificationId', id),
      'runAt', ${tx.now}::text, 'attempts', 12, 'key', 'send-email:' || id)), '[]')) from told`);
}
