import type { ServiceHealth } from "@ringback/core/ai-services/circuit-breaker.ts";
import type { AiPrice } from "@ringback/core/ai-services/price.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** What a service does for us. */
export type AiKind = "speech" | "language-model";

/** A service as it is stored; the key is sealed. */
export interface StoredAiService {
  readonly kind: AiKind;
  readonly vendor: string;
  readonly baseUrl: string;
  readonly path: string | null;
  readonly model: string;
  readonly secret: Buffer | null;
  readonly enabled: boolean;
  readonly dailyBudgetMicrodollars: number;
  readonly price: AiPrice;
  readonly agreement: AiAgreement | null;
}

/** The business associate agreement with the vendor (docs/rules.md E3). */
export interface AiAgreement {
  /** ISO date on which it was signed. */
  readonly date: string;
  readonly product: string;
}

/** How it went lately, for people. */
export interface AiServiceRecord extends ServiceHealth {
  readonly lastError: string | null;
  readonly lastErrorAt: Temporal.Instant | null;
  readonly lastSuccessAt: Temporal.Instant | null;
}

const columns = sql`kind, vendor, base_url as "baseUrl", path, model, secret, enabled,
  daily_budget_microdollars as "dailyBudgetMicrodollars", price, agreement, failures_in_row as "failuresInRow",
  closed_until as "closedUntil", last_error as "lastError", last_error_at as "lastErrorAt", last_success_at as "lastSuccessAt"`;

/** The service of a kind, locked until the transaction ends, so that one process at a time probes. */
export async function lockAiService(
  tx: Transaction,
  kind: AiKind,
): Promise<(StoredAiService & AiServiceRecord) | null> {
  return await tx.first<StoredAiService & AiServiceRecord>(
    sql`select ${columns} from ringback.ai_service where account_id = ${tx.accountId} and kind = ${kind} for update`,
  );
}

/** The services of the account. */
export async function listAiServices(tx: Transaction): Promise<(StoredAiService & AiServiceRecord)[]> {
  return await tx.rows<StoredAiService & AiServiceRecord>(
    sql`select ${columns} from ringback.ai_service where account_id = ${tx.accountId} order by kind`,
  );
}

/** Whether content of the account may leave at all; the switch stands above every service. */
export async function sendsContent(tx: Transaction): Promise<boolean> {
  const row = await tx.first<{ sends: boolean }>(
    sql`select sends_content as sends from ringback.account where id = ${tx.accountId}`,
  );
  if (row === null) throw new Error("The account does not exist.");
  return row.sends;
}

export function saveHealth(tx: Transaction, kind: AiKind, health: ServiceHealth): void {
  tx.write(sql`update ringback.ai_service set failures_in_row = ${health.failuresInRow}, closed_until = ${health.closedUntil}
    where account_id = ${tx.accountId} and kind = ${kind}`);
}

/** A failure in one word; what was asked and answered is written nowhere. */
export function noteAiFailure(tx: Transaction, kind: AiKind, health: ServiceHealth, word: string): void {
  tx.write(sql`update ringback.ai_service set failures_in_row = ${health.failuresInRow}, closed_until = ${health.closedUntil},
    last_error = ${word}, last_error_at = ${tx.now} where account_id = ${tx.accountId} and kind = ${kind}`);
}

export function noteAiSuccess(tx: Transaction, kind: AiKind, health: ServiceHealth): void {
  tx.write(sql`update ringback.ai_service set failures_in_row = ${health.failuresInRow}, closed_until = ${health.closedUntil},
    last_success_at = ${tx.now} where account_id = ${tx.accountId} and kind = ${kind}`);
}

/** Puts a service in its kind's place, as if it had never failed. */
export function putAiService(tx: Transaction, service: StoredAiService): void {
  const { kind, vendor, baseUrl, path, model, secret, enabled, dailyBudgetMicrodollars, price, agreement } = service;
  tx.write(sql`insert into ringback.ai_service (account_id, kind, vendor, base_url, path, model, secret, enabled, daily_budget_microdollars, price, agreement, created_at, changed_at)
    values (${tx.accountId}, ${kind}, ${vendor}, ${baseUrl}, ${path}, ${model}, ${secret}, ${enabled}, ${dailyBudgetMicrodollars}, ${price}, ${agreement}, ${tx.now}, ${tx.now})
    on conflict (account_id, kind) do update set vendor = excluded.vendor, base_url = excluded.base_url, path = excluded.path, model = excluded.model, secret = excluded.secret,
      enabled = excluded.enabled, daily_budget_microdollars = excluded.daily_budget_microdollars, price = excluded.price, agreement = excluded.agreement, changed_at = excluded.changed_at,
      failures_in_row = 0, closed_until = null, last_error = null, last_error_at = null, last_success_at = null`);
}

/** Answers false when there was none. */
export async function removeStoredAiService(tx: Transaction, kind: AiKind): Promise<boolean> {
  const row = await tx.first(
    sql`delete from ringback.ai_service where account_id = ${tx.accountId} and kind = ${kind} returning kind`,
  );
  return row !== null;
}

export function saveSendsContent(tx: Transaction, sends: boolean): void {
  tx.write(sql`update ringback.account set sends_content = ${sends} where id = ${tx.accountId}`);
}
