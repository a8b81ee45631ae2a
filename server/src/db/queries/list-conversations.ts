import type { ConversationRow } from "@ringback/contract/conversations.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { type Place, pageOf } from "./cursor.ts";

type Answer = AnswerOf<Routes["listConversations"]>;

export interface ConversationQuestion {
  readonly filter: "open" | "waiting" | "mine" | "unread" | "all" | "done";
  readonly team?: string | undefined;
  readonly search?: string | undefined;
  readonly limit: number;
  readonly after: Place | null;
}

export interface ConversationColumns {
  readonly id: string;
  readonly contact_id: string | null;
  readonly name: string | null;
  readonly number: string;
  readonly state: "open" | "done";
  readonly owner: ConversationRow["owner"];
  readonly team_id: string | null;
  readonly taken_by: ConversationRow["takenBy"];
  readonly last_at: Temporal.Instant;
  readonly last_kind: ConversationRow["lastKind"];
  readonly last_words: string;
  readonly waiting_since: Temporal.Instant | null;
  readonly unread: boolean;
  /** As JSON: its instants are text. */
  readonly callback: ConversationRow["callback"];
}

/** The list of conversations, the newest word first, with what a row shows. */
export async function listConversations(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  memberId: string,
  question: ConversationQuestion,
): Promise<Answer> {
  return await transaction(db, accountId, now, async (tx) => {
    const [{ playbook }, found] = await Promise.all([
      currentPlaybook(tx),
      tx.rows<ConversationColumns>(conversationRows(tx, memberId, pageOfList(tx, memberId, question))),
    ]);
    const rows = found.sort((a, b) => Temporal.Instant.compare(b.last_at, a.last_at) || (a.id < b.id ? -1 : 1));
    const { page, nextCursor } = pageOf(rows, question.limit, (row) => ({ at: row.last_at, id: row.id }));
    const { teams } = playbook.conversation;
    return {
      conversations: page.map((row) => toConversationRow(row, teams)),
      nextCursor,
      teams: teams.map(({ id, name }) => ({ id, name })),
    };
  });
}

/** Rows of the conversations in `page` (a question that answers `id`), in no order. */
export function conversationRows(tx: Transaction, memberId: string, page: RawBuilder<unknown>) {
  return sql<ConversationColumns>`
    with page as materialized (${page})
    select c.id, c.contact_id, contact.name, c.state, c.team_id, c.last_at, c.last_kind, c.last_words, c.waiting_since,
      coalesce((select n.number from ringback.conversation_number n where n.account_id = c.account_id and n.conversation_id = c.id
        order by n.number is not distinct from latest.caller desc, n.number limit 1), '') as number,
      case when owner.id is not null then jsonb_build_object('id', owner.id, 'name', owner.name) end as owner,
      case when taker.id is not null then jsonb_build_object('id', taker.id, 'name', taker.name) end as taken_by,
      ${isUnreadBy(memberId)} as unread,
      case when latest.state <> 'closed' then jsonb_build_object('id', latest.id, 'kind', latest.kind, 'urgency', latest.urgency, 'intent', latest.intent, 'state', latest.state,
        'startedAt', latest.started_at, 'dueAt', latest.due_at, 'warnAt', latest.warn_at) end as callback
    from page join ringback.conversation c on c.account_id = ${tx.accountId} and c.id = page.id
    left join ringback.contact contact on contact.account_id = c.account_id and contact.id = c.contact_id
    left join ringback.member owner on owner.account_id = c.account_id and owner.id = c.owner_id
    left join ringback.member taker on taker.account_id = c.account_id and taker.id = c.taken_by
    left join ringback.callback latest on latest.account_id = c.account_id and latest.id = c.callback_id`;
}

function isUnreadBy(memberId: string) {
  return sql<boolean>`exists (select from ringback.conversation_unread u
    where u.account_id = c.account_id and u.conversation_id = c.id and u.member_id = ${memberId})`;
}

/** With more unread than so many they lie so close in the list that walking it finds a page of them soon. */
const fewUnread = 5000;

function pageOfList(tx: Transaction, memberId: string, question: ConversationQuestion): RawBuilder<unknown> {
  const { filter, team, search = "", limit, after } = question;
  const tests = [sql`c.account_id = ${tx.accountId}`, sql`c.merged_into is null`];
  // Bare tests, as the indexes have them.
  if (filter === "waiting") tests.push(sql`c.waiting_since is not null`);
  else if (filter === "done") tests.push(sql`c.state = 'done'`);
  else if (filter !== "all") tests.push(sql`c.state = 'open'`);
  if (filter === "mine") tests.push(sql`c.owner_id = ${memberId}`);
  if (team !== undefined) tests.push(sql`c.team_id = ${team}`);
  if (after !== null)
    tests.push(sql`c.last_at <= ${after.at} and (c.last_at < ${after.at} or c.id > ${after.id}::uuid)`);
  const words = search.trim().toLowerCase();
  const order = sql`order by last_at desc, id limit ${limit + 1}`;
  if (words !== "") {
    if (filter === "unread") tests.push(isUnreadBy(memberId));
    return sql`with found as materialized (${foundByWords(tx, words)}) ${eachOf(sql`found`, tests)} ${order}`;
  }
  const inOrder = (more: readonly RawBuilder<unknown>[]) =>
    sql`(select c.id, c.last_at from ringback.conversation c where ${sql.join([...tests, ...more], sql` and `)} order by c.last_at desc, c.id limit ${limit + 1})`;
  if (filter !== "unread") return inOrder([]);
  // One of the two is run: few are looked up one by one, many are met on the way down the list.
  const areFew = sql`(select count(*) from unread) <= ${fewUnread}`;
  return sql`with unread as materialized (select u.conversation_id as id from ringback.conversation_unread u
      where u.account_id = ${tx.accountId} and u.member_id = ${memberId} limit ${fewUnread + 1})
    select id, last_at from (${eachOf(sql`unread`, [...tests, areFew])}
      union all ${inOrder([isUnreadBy(memberId), sql`not (${areFew})`])}) page ${order}`;
}

/** Each conversation of a list of ids, looked up by itself: the planner would else walk all in their order and hope to meet them. */
function eachOf(ids: RawBuilder<unknown>, tests: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql`select one.id, one.last_at from ${ids} asked cross join lateral
    (select c.id, c.last_at from ringback.conversation c where c.id = asked.id and ${sql.join([...tests], sql` and `)} offset 0) one`;
}

/** So many hits are looked at; whoever gets more searches on. */
const foundMax = 300;

/** By the contact, as everywhere a contact is searched, and by numbers that belong to none. Found first, so that its index serves. */
function foundByWords({ accountId }: Transaction, words: string): RawBuilder<unknown> {
  const digits = words.replace(/[\s().+-]/g, "");
  const byNumber = /^\d{3,20}$/.test(digits)
    ? sql`union select conversation_id from ringback.find_conversation_numbers(${digits}, ${foundMax})`
    : sql``;
  return sql`select id from ringback.conversation where account_id = ${accountId}
    and contact_id = any(array(select contact_id from ringback.find_contacts(${words}, ${foundMax}))) ${byNumber}`;
}

export function toConversationRow(
  row: ConversationColumns,
  teams: readonly { readonly id: string; readonly name: string }[],
): ConversationRow {
  return {
    id: row.id,
    name: row.name,
    number: row.number,
    state: row.state,
    owner: row.owner,
    team: teams.find((team) => team.id === row.team_id)?.name ?? null,
    takenBy: row.taken_by,
    lastAt: row.last_at.toString(),
    lastKind: row.last_kind,
    lastWords: row.last_words,
    waitingSince: row.waiting_since?.toString() ?? null,
    unread: row.unread,
    callback:
      row.callback === null
        ? null
        : {
            ...row.callback,
            startedAt: utc(row.callback.startedAt),
            dueAt: utc(row.callback.dueAt),
            warnAt: utc(row.callback.warnAt),
          },
  };
}

/** The database writes instants in JSON with an offset. */
function utc(written: string): string {
  return Temporal.Instant.from(written).toString();
}

/** Counted no further than this; a hundred says "many". */
const countMax = 100;

/** What waits: for the numbers beside the name of the page. */
export async function countConversations(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  memberId: string,
): Promise<AnswerOf<Routes["countConversations"]>> {
  return await transaction(db, accountId, now, async (tx) => {
    const waiting = (tests: RawBuilder<unknown>) => sql`(select count(*)::int from (select from ringback.conversation c
      where c.account_id = ${accountId} and c.merged_into is null and c.waiting_since is not null and ${tests} limit ${countMax}) counted)`;
    const counts = await tx.first<AnswerOf<Routes["countConversations"]>>(sql`select
      ${waiting(sql`true`)} as waiting,
      (select count(*)::int from (select from ringback.conversation_unread where account_id = ${accountId} and member_id = ${memberId} limit ${countMax}) counted) as unread,
      ${waiting(sql`c.owner_id = ${memberId}`)} as mine`);
    return counts ?? { waiting: 0, unread: 0, mine: 0 };
  });
}
