import { picksAmongPeople } from "@ringback/core/ownership/routing.ts";
import { completePlaybook, type Playbook, type StoredPlaybook } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { coverNewVersion } from "./covered-hours.ts";

/** A version never changes once written, so what was read stays true. Bounded: old versions fall out. */
const known = new Map<string, Playbook>();
const knownMax = 500;

/** The playbook of one version. @throws Error when it does not exist. */
export async function loadPlaybook(tx: Transaction, version: number): Promise<Playbook> {
  const key = `${tx.accountId}:${version}`;
  const remembered = known.get(key);
  if (remembered) return remembered;
  const row = await tx.first<{ playbook: StoredPlaybook }>(
    sql`select playbook from ringback.playbook_version where account_id = ${tx.accountId} and version = ${version}`,
  );
  if (!row) throw new Error("The playbook version of this account does not exist.");
  if (known.size >= knownMax) known.delete(known.keys().next().value ?? "");
  const playbook = completePlaybook(row.playbook);
  known.set(key, playbook);
  return playbook;
}

/** The version now in force. */
export async function currentPlaybook(tx: Transaction): Promise<{ version: number; playbook: Playbook }> {
  const row = await tx.first<{ playbook_version: number }>(
    sql`select playbook_version from ringback.account where id = ${tx.accountId}`,
  );
  if (!row) throw new Error("The account does not exist.");
  return { version: row.playbook_version, playbook: await loadPlaybook(tx, row.playbook_version) };
}

/** Saves the next version. The caller has locked the account row and checked that nobody saved in between. */
export function savePlaybook(
  tx: Transaction,
  next: { version: number; playbook: Playbook; note: string | null; by: string | null },
): void {
  tx.write(sql`insert into ringback.playbook_version (account_id, version, playbook, note, created_at, created_by)
    values (${tx.accountId}, ${next.version}, ${next.playbook}, ${next.note}, ${tx.now}, ${next.by})`);
  coverNewVersion(tx, next.version, next.playbook.hours);
  tx.write(
    sql`update ringback.account set playbook_version = ${next.version}, time_zone = ${next.playbook.hours.timeZone}, name = ${next.playbook.businessName},
      balances_load = ${picksAmongPeople(next.playbook.routing)} where id = ${tx.accountId}`,
  );
}
