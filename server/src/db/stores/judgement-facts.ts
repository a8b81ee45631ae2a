// What new words about a matter are judged beside: one lock and one question, sent together.
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { lockCallback, lockCallbackOfEpisode, type StoredCallback } from "./callbacks.ts";
import type { RunningAlarm } from "./escalations.ts";
import { type RerouteFacts, rerouteFactsSql } from "./owners.ts";

export interface JudgementFacts extends RerouteFacts {
  /** A language model may be asked, as far as the account's switches tell. */
  readonly has_language_model: boolean;
  /** The alarm that nobody has taken in hand. */
  readonly running_alarm: RunningAlarm | null;
  /** People have been alarmed, whoever has it in hand by now. */
  readonly alarmed: boolean;
}

/** A callback that is locked, with everything its judgement looks at as of then. */
export interface MatterToJudge {
  readonly stored: StoredCallback;
  readonly facts: JudgementFacts;
}

/** Locks the callback and loads what the judgement of new words needs, in one round trip; null when there is no such callback. */
export async function lockMatterToJudge(
  tx: Transaction,
  which: { readonly callbackId: string } | { readonly episodeId: string },
): Promise<MatterToJudge | null> {
  const [stored, facts] = await Promise.all([
    "callbackId" in which ? lockCallback(tx, which.callbackId) : lockCallbackOfEpisode(tx, which.episodeId),
    tx.first(sql<JudgementFacts>`
      select ${rerouteFactsSql(tx)},
        account.sends_content and exists (select from ringback.ai_service s
          where s.account_id = b.account_id and s.kind = 'language-model' and s.enabled) as has_language_model,
        (select jsonb_build_object('id', e.id, 'reason', e.reason) from ringback.escalation e
          where e.account_id = b.account_id and e.callback_id = b.id and e.acknowledged_at is null and e.ended_at is null) as running_alarm,
        exists (select from ringback.escalation e where e.account_id = b.account_id and e.callback_id = b.id and e.ended_at is null) as alarmed
      from ringback.account account join ringback.callback b on b.account_id = account.id
        left join ringback.phone_number n on n.account_id = b.account_id and n.id = b.number_id
        left join ringback.contact c on c.account_id = b.account_id and c.id = b.contact_id
      where account.id = ${tx.accountId}
        and ${"callbackId" in which ? sql`b.id = ${which.callbackId}` : sql`b.episode_id = ${which.episodeId}`}`),
  ]);
  return stored === null || facts === null ? null : { stored, facts };
}
