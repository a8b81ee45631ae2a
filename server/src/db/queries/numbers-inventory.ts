import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import {
  findNumberProblems,
  type InventoryRules,
  localOrTollFree,
  numberProblemWords,
} from "@ringback/core/numbers/find-number-problems.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { loadNumberRows, type NumberRow } from "./connections.ts";

type Inventory = AnswerOf<Routes["listNumbers"]>;

/** What a provider can do, by its name; what a removed one could is asked of nobody. */
export type AbilitiesOf = (provider: string) => {
  readonly numbers: boolean;
  readonly sms: boolean;
  readonly answersCalls: boolean;
  readonly buyUrl: string | null;
} | null;

interface Details {
  readonly id: string;
  readonly role: Inventory["numbers"][number]["role"];
  readonly team: string | null;
  readonly recordingPolicy: Inventory["numbers"][number]["recordingPolicy"];
  readonly note: string | null;
  readonly retiredAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly gone: boolean | null;
  readonly warnings: readonly string[] | null;
}

interface Connected {
  readonly id: string;
  readonly label: string;
  readonly provider: string;
  readonly simulated: boolean;
  readonly syncedAt: Temporal.Instant | null;
}

/** Every number of the business with what is wrong with it, and the numbers nobody added. Four questions, one round trip. */
export async function numbersInventory(
  tx: Transaction,
  rules: InventoryRules,
  abilitiesOf: AbilitiesOf,
): Promise<Inventory> {
  const [rows, details, connections, strangers, dialed] = await Promise.all([
    loadNumberRows(tx),
    tx.rows<Details>(sql`
      select number.id, number.role, number.team, number.recording_policy as "recordingPolicy", number.note,
        number.retired_at as "retiredAt", number.created_at as "createdAt", listed.gone_at is not null as gone, listed.warnings
      from ringback.phone_number number
      left join lateral (
        select gone_at, warnings from ringback.provider_number p
        where p.account_id = number.account_id and p.connection_id = number.connection_id and p.number = number.number
        order by p.gone_at is not null, p.seen_at desc limit 1
      ) listed on true
      where number.account_id = ${tx.accountId}`),
    tx.rows<Connected>(sql`
      select id, label, provider, simulated, (select max(seen_at) from ringback.provider_number p
        where p.account_id = c.account_id and p.connection_id = c.id) as "syncedAt"
      from ringback.connection c where account_id = ${tx.accountId} and removed_at is null order by created_at, id`),
    tx.rows<Omit<Inventory["strangers"][number], "firstSeenAt"> & { firstSeenAt: Temporal.Instant }>(sql`
      select p.number, p.label, p.connection_id as "connectionId", c.label as "connectionLabel", p.can_text as "canText",
        p.first_seen_at as "firstSeenAt"
      from ringback.provider_number p
      join ringback.connection c on c.account_id = p.account_id and c.id = p.connection_id and c.removed_at is null
      where p.account_id = ${tx.accountId} and p.gone_at is null
        and not exists (select from ringback.phone_number n where n.account_id = p.account_id and n.number = p.number)
      order by p.number limit 200`),
    tx.rows<{ dialed: string; calls: number; lastCallAt: Temporal.Instant }>(sql`
      select dialed, count(*)::int as calls, max(arrived_at) as "lastCallAt" from ringback.call
      where account_id = ${tx.accountId} and number_id is null and dialed <> '' and entered <> 'import'
        and arrived_at > ${tx.now}::timestamptz - interval '30 days'
      group by dialed order by count(*) desc limit 50`),
  ]);
  const detailOf = new Map(details.map((detail) => [detail.id, detail]));
  const connectionOf = new Map(connections.map((connection) => [connection.id, connection]));
  return {
    numbers: rows.flatMap((row) => {
      const detail = detailOf.get(row.id);
      const connection = row.connectionId === null ? undefined : connectionOf.get(row.connectionId);
      return detail === undefined ? [] : [toNumber(row, detail, connection, rules, abilitiesOf, tx.now)];
    }),
    strangers: strangers.map((stranger) => ({ ...stranger, firstSeenAt: stranger.firstSeenAt.toString() })),
    dialedStrangers: dialed.map((one) => ({ ...one, lastCallAt: one.lastCallAt.toString() })),
    connections: connections.map(({ id, label, provider, simulated, syncedAt }) => ({
      id,
      label,
      provider,
      listsNumbers: !simulated && (abilitiesOf(provider)?.numbers ?? false),
      syncedAt: syncedAt?.toString() ?? null,
      buyUrl: simulated ? null : (abilitiesOf(provider)?.buyUrl ?? null),
    })),
  };
}

function toNumber(
  row: NumberRow,
  detail: Details,
  connection: Connected | undefined,
  rules: InventoryRules,
  abilitiesOf: AbilitiesOf,
  now: Temporal.Instant,
): Inventory["numbers"][number] {
  const { id: _id, createdAt, gone, warnings, retiredAt, ...described } = detail;
  const simulated = connection?.simulated ?? false;
  const problems = findNumberProblems(
    {
      ...row,
      ...described,
      simulated,
      retired: retiredAt !== null,
      connection: connection === undefined ? null : abilitiesOf(connection.provider),
      atProvider: warnings === null ? null : { gone: gone ?? false, warnings },
      addedAt: createdAt,
      lastCallAt: row.lastCallAt === null ? null : Temporal.Instant.from(row.lastCallAt),
    },
    rules,
    now,
  );
  return {
    ...row,
    ...described,
    retiredAt: retiredAt?.toString() ?? null,
    kind: localOrTollFree(row.number),
    connectionLabel: connection?.label ?? null,
    simulated,
    problems: problems.map((problem) => ({ problem, ...numberProblemWords[problem] })),
    warnings: [...(warnings ?? [])],
  };
}
