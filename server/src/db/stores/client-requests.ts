import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A tap by the name its client gave it. */
export interface ClientRequest {
  readonly memberId: string;
  readonly requestId: string;
  /** Everything that makes it this request. Only its digest is kept. */
  readonly asks: Readonly<Record<string, unknown>>;
}

/**
 * Begins a named request; null when it is new. One that is under way elsewhere is waited for. Otherwise whether the same was
 * asked under this name before, and what it was answered.
 */
export async function beginRequest(
  tx: Transaction,
  { memberId, requestId, asks }: ClientRequest,
): Promise<{ readonly isSame: boolean; readonly answer: unknown } | null> {
  const digest = sql`encode(sha256(convert_to(${JSON.stringify(asks)}::text, 'UTF8')), 'base64')`;
  const begun = await tx.first(sql<{ one: number }>`
    insert into ringback.client_request (account_id, member_id, request_id, fingerprint, at)
    values (${tx.accountId}, ${memberId}, ${requestId}, ${digest}, ${tx.now}) on conflict do nothing returning 1 as one`);
  if (begun !== null) return null;
  return await tx.first(sql<{ isSame: boolean; answer: unknown }>`
    select fingerprint = ${digest} as "isSame", answer from ringback.client_request
    where account_id = ${tx.accountId} and member_id = ${memberId} and request_id = ${requestId}`);
}

/** What a repetition of the request is answered. */
export function keepAnswer(
  tx: Transaction,
  { memberId, requestId }: Omit<ClientRequest, "asks">,
  answer: unknown,
): void {
  tx.write(sql`update ringback.client_request set answer = ${JSON.stringify(answer)}::jsonb
    where account_id = ${tx.accountId} and member_id = ${memberId} and request_id = ${requestId}`);
}
