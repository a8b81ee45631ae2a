import { beginRequest, keepAnswer } from "#db/stores/client-requests.ts";
import type { Transaction } from "#db/transaction.ts";

/** Who asks for what, under which name; without a name it is done each time. */
export interface NamedRequest {
  readonly memberId: string;
  readonly requestId: string | undefined;
  /** Everything that makes it this request: the action, its subject, its words. JSON. */
  readonly asks: Readonly<Record<string, unknown>>;
}

/**
 * Does a named request once: sent again it answers what it answered, be that a refusal, and changes nothing. Begin, deed and
 * answer are of one transaction, so a crash in between leaves nothing begun. `work` must answer plain JSON.
 */
export async function once<Answer>(
  tx: Transaction,
  { memberId, requestId, asks }: NamedRequest,
  work: () => Promise<Answer>,
): Promise<Answer | { readonly ok: false; readonly refusal: "request-reused" }> {
  if (requestId === undefined) return await work();
  const before = await beginRequest(tx, { memberId, requestId, asks });
  if (before === null) {
    const answer = await work();
    keepAnswer(tx, { memberId, requestId }, answer);
    return answer;
  }
  if (!before.isSame) return { ok: false, refusal: "request-reused" };
  return before.answer as Answer; // kept by the branch above under the same fingerprint
}
