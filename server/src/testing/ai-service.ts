import type { Context } from "#use-cases/context.ts";
import { aiSecretPurpose } from "#use-cases/with-ai-service.ts";

/** Gives a business a language model at this address, with the vendor and key of the tests. */
export async function giveLanguageModel(
  context: Context,
  accountId: string,
  baseUrl: string,
  more: { readonly budgetMicrodollars?: number; readonly price?: Readonly<Record<string, number>> } = {},
): Promise<void> {
  const secret = context.secretBox.seal(accountId, aiSecretPurpose("language-model"), "sk-test");
  await context.db.pool.query(
    `insert into ringback.ai_service (account_id, kind, vendor, base_url, model, secret, daily_budget_microdollars, price, created_at, changed_at)
     values ($1, 'language-model', 'openai-compatible', $2, 'tiny-1', $3, $4, $5, now(), now())`,
    [accountId, baseUrl, secret, more.budgetMicrodollars ?? 1_000_000, JSON.stringify(more.price ?? {})],
  );
}
