import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { type Place, pageOf } from "./cursor.ts";

/** Days of the business's own calendar, both included. */
export interface CorrectionRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * What people said of messages, one row a message: the last word counts, and what was taken back counts nowhere. With
 * `before` and `after` of the two kinds of label.
 */
function lastWords(accountId: string, { from, to }: CorrectionRange): RawBuilder<unknown> {
  const since = from === undefined ? sql`` : sql`and l.at >= (${from}::date::timestamp at time zone a.time_zone)`;
  const until = to === undefined ? sql`` : sql`and l.at < ((${to}::date + 1)::timestamp at time zone a.time_zone)`;
  return sql`select distinct on (coalesce(l.call_id, l.message_id)) l.*
    from ringback.label_correction l join ringback.account a on a.id = l.account_id
    where l.account_id = ${accountId} and l.undone_at is null ${since} ${until}
    order by coalesce(l.call_id, l.message_id), l.at desc, l.id desc`;
}

/** Both confusion tables, in whole numbers. */
export async function confusion(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  range: CorrectionRange,
): Promise<AnswerOf<Routes["corrections"]>> {
  return await transaction(db, accountId, now, async (tx) => {
    const rows = await tx.rows<{ kind: "intent" | "urgency"; said: string; corrected: string; count: number }>(sql`
      with last as materialized (${lastWords(accountId, range)})
      select 'intent' as kind, intent_before as said, intent_after as corrected, count(*)::int as count from last group by 2, 3
      union all select 'urgency', urgency_before, urgency_after, count(*)::int from last group by 2, 3
      order by kind, count desc, said, corrected`);
    const cells = (kind: string) => rows.flatMap(({ kind: of, ...cell }) => (of === kind ? [cell] : []));
    const wrong = (kind: string) =>
      cells(kind).reduce((sum, { said, corrected, count }) => sum + (said === corrected ? 0 : count), 0);
    return {
      judged: cells("intent").reduce((sum, { count }) => sum + count, 0),
      correctedIntents: wrong("intent"),
      correctedUrgencies: wrong("urgency"),
      intents: cells("intent"),
      urgencies: cells("urgency"),
    };
  });
}

export interface CorrectionRow {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly by: string;
  readonly reason: string | null;
  readonly callbackId: string;
  readonly callerName: string | null;
  readonly channel: "voicemail" | "sms";
  readonly text: string | null;
  readonly intentSaid: string;
  readonly intentCorrected: string;
  readonly urgencySaid: string;
  readonly urgencyCorrected: string;
}

export interface CorrectionQuestion extends CorrectionRange {
  readonly kind: "intent" | "urgency";
  readonly said?: string | undefined;
  readonly corrected?: string | undefined;
  readonly limit: number;
  readonly after: Place | null;
}

/** The messages behind a cell of a table, newest first. */
export async function listCorrections(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  question: CorrectionQuestion,
): Promise<{ corrections: CorrectionRow[]; nextCursor: string | null }> {
  return await transaction(db, accountId, now, async (tx) => {
    const rows = await correctionPage(tx, question);
    const { page, nextCursor } = pageOf(rows, question.limit, ({ at, id }) => ({ at, id }));
    return { corrections: page, nextCursor };
  });
}

function correctionPage(tx: Transaction, question: CorrectionQuestion): Promise<CorrectionRow[]> {
  const { kind, said, corrected, limit, after } = question;
  const tests = [sql`true`];
  if (said !== undefined) tests.push(sql`${sql.ref(`${kind}_before`)} = ${said}`);
  if (corrected !== undefined) tests.push(sql`${sql.ref(`${kind}_after`)} = ${corrected}`);
  if (after !== null) tests.push(sql`(at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return tx.rows(sql<CorrectionRow>`
    with last as materialized (${lastWords(tx.accountId, question)}),
    page as materialized (select * from last where ${sql.join(tests, sql` and `)} order by at desc, id desc limit ${limit + 1})
    select p.id, p.at, who.name as by, p.reason, p.callback_id as "callbackId", contact.name as "callerName",
      case when p.message_id is null then 'voicemail' else 'sms' end as channel, coalesce(t.text, m.body) as text,
      p.intent_before as "intentSaid", p.intent_after as "intentCorrected", p.urgency_before as "urgencySaid", p.urgency_after as "urgencyCorrected"
    from page p join ringback.member who on who.account_id = p.account_id and who.id = p.by_member
    join ringback.callback b on b.account_id = p.account_id and b.id = p.callback_id
    left join ringback.contact contact on contact.account_id = b.account_id and contact.id = b.contact_id
    left join ringback.message m on m.account_id = p.account_id and m.id = p.message_id
    left join lateral (select text from ringback.transcript t where t.account_id = p.account_id and t.call_id = p.call_id and t.state = 'ready'
      order by t.created_at desc, t.id desc limit 1) t on true
    order by p.at desc, p.id desc`);
}

/** Messages with what a person says they are, for a file; a page at a time. */
const linesAtOnce = 200;

/** Every correction with words, newest first, a page at a time, and the trade they were read in. */
export async function* correctionLines(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  range: CorrectionRange,
): AsyncGenerator<{ readonly trade: string; readonly lines: readonly CorrectionRow[] }> {
  let after: Place | null = null;
  for (;;) {
    const question: CorrectionQuestion = { ...range, kind: "intent", limit: linesAtOnce, after };
    const { trade, rows } = await transaction(db, accountId, now, async (tx) => ({
      trade:
        (await tx.first<{ trade: string }>(sql`select trade from ringback.account where id = ${accountId}`))?.trade ??
        "general",
      rows: await correctionPage(tx, question),
    }));
    const lines: readonly CorrectionRow[] = rows.slice(0, linesAtOnce);
    yield { trade, lines: lines.filter(({ text }) => text !== null && text.trim() !== "") };
    const last = lines.at(-1);
    if (rows.length <= linesAtOnce || last === undefined) return;
    after = { at: last.at, id: last.id };
  }
}
