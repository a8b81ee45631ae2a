// Delivery reports of texts whose provider id is not ours to know yet: our own request is still open, or its answer got lost.
import type { DeliveryState } from "@ringback/core/acknowledgement/delivery-state.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/**
 * Makes those who bring a report and those who learn the id of the text wait for each other, so that neither misses what the
 * other just wrote. Ask for the message, or for the reports, after it.
 */
export function lockReports(tx: Transaction, connectionId: string, providerMessageId: string): void {
  tx.write(sql`select pg_advisory_xact_lock(hashtextextended(${`report:${connectionId}:${providerMessageId}`}, 0))`);
}

export function keepReport(
  tx: Transaction,
  report: {
    readonly connectionId: string;
    readonly providerMessageId: string;
    readonly state: DeliveryState;
    readonly errorCode: string | null;
  },
): void {
  tx.write(sql`insert into ringback.message_report (account_id, connection_id, provider_message_id, state, error_code, received_at)
    values (${tx.accountId}, ${report.connectionId}, ${report.providerMessageId}, ${report.state}, ${report.errorCode}, ${tx.now})
    on conflict do nothing`);
}

export interface KeptReport {
  readonly state: DeliveryState;
  readonly error_code: string | null;
}

/** The reports that waited for this text, from now on applied. */
export async function takeReports(
  tx: Transaction,
  connectionId: string,
  providerMessageId: string,
): Promise<readonly KeptReport[]> {
  return await tx.rows(sql<KeptReport>`update ringback.message_report set applied_at = ${tx.now}
    where account_id = ${tx.accountId} and connection_id = ${connectionId} and provider_message_id = ${providerMessageId} and applied_at is null
    returning state, error_code`);
}
