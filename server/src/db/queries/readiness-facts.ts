import type { ReadinessFacts } from "@ringback/core/measurement/readiness/judge-readiness.ts";
import { completePlaybook, type Playbook, type StoredPlaybook } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** What phone systems can do, by the name that a connection holds. */
export type SystemAbilities = Readonly<
  Record<string, { readonly abilities: { readonly sms: boolean; readonly callLog: boolean } }>
>;

/** What a business has in place, with the rules in force. */
export async function readinessFacts(
  tx: Transaction,
  systems: SystemAbilities,
): Promise<{ facts: ReadinessFacts; playbook: Playbook }> {
  const { accountId } = tx;
  const [rules, connections, numbers, members, logs] = await Promise.all([
    tx.first<{ playbook: StoredPlaybook }>(sql`select p.playbook from ringback.account a
      join ringback.playbook_version p on p.account_id = a.id and p.version = a.playbook_version where a.id = ${accountId}`),
    tx.rows<{
      id: string;
      provider: string;
      label: string;
      readUntil: Temporal.Instant | null;
      logError: string | null;
      failing: boolean;
    }>(sql`
      select id, provider, label, log_read_until as "readUntil", case when log_error_at >= coalesce(log_read_until, log_error_at) then log_error end as "logError",
        coalesce(last_error_at > coalesce(last_event_at, last_error_at - interval '1 second'), false) as failing
      from ringback.connection where account_id = ${accountId} and removed_at is null order by created_at, id`),
    tx.rows<{ label: string; connectionId: string; registration: string; webhooks: string }>(sql`
      select label, connection_id as "connectionId", registration, webhooks from ringback.phone_number
      where account_id = ${accountId} and retired_at is null and connection_id is not null and role <> 'fax' order by created_at, id`),
    tx.rows<{ id: string; name: string; role: string; gone: boolean }>(
      sql`select id, name, role, removed_at is not null as gone from ringback.member where account_id = ${accountId}`,
    ),
    tx.first<{ imported: number }>(
      sql`select count(*)::int as imported from ringback.call_import where account_id = ${accountId} and brings = 'calls' and state = 'done'`,
    ),
  ]);
  if (rules === null) throw new Error("The account has no rules in force.");
  const playbook = completePlaybook(rules.playbook) as Playbook;
  const { fallbackId, ownerId } = playbook.ownership;
  const fallback = members.find(({ id }) => id === (fallbackId ?? ownerId));
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  const canText = (id: string) => systems[byId.get(id)?.provider ?? ""]?.abilities.sms ?? false;
  return {
    playbook,
    facts: {
      systems: connections.map(({ provider, label, readUntil, logError }) => ({
        label,
        keepsLog: systems[provider]?.abilities.callLog ?? false,
        logReadAt: readUntil,
        logError,
      })),
      logsImported: logs?.imported ?? 0,
      fallback:
        fallback === undefined
          ? null
          : { name: fallback.name, mayClose: fallback.role !== "viewer", gone: fallback.gone },
      dispositions: playbook.dispositions.filter(({ retired }) => retired !== true).length,
      textsOn: playbook.acknowledgement.enabled,
      textingNumbers: numbers
        .filter(({ connectionId }) => canText(connectionId))
        .map(({ label, connectionId, registration, webhooks }) => ({
          label,
          registered: registration === "approved" || registration === "exempt",
          hears: webhooks !== "not-installed" && webhooks !== "changed" && byId.get(connectionId)?.failing !== true,
        })),
    },
  };
}
