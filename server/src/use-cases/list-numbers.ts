import { numbersInventory } from "#db/queries/numbers-inventory.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** The numbers of a business with what is wrong with each, and those nobody added. Asks the database only. */
export async function listNumbers(ctx: Context, accountId: string): Promise<ReturnType<typeof numbersInventory>> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const { playbook } = await currentPlaybook(tx);
    const rules = {
      acknowledgementEnabled: playbook.acknowledgement.enabled,
      ringingPhones: playbook.answering.ringMemberIds.length,
    };
    return await numbersInventory(tx, rules, (name) => {
      const provider = ctx.telephony[name];
      if (provider === undefined) return null;
      const { numbers, sms, answersCalls } = provider.abilities;
      return { numbers, sms, answersCalls, buyUrl: provider.connectForm.buyUrl ?? null };
    });
  });
}
