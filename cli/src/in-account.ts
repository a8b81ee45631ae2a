import type { Context } from "@ringback/server/use-cases/context.ts";
import { chooseAccount, openContext } from "#open-context.ts";

/** Runs one question in the business a command is for, and closes everything again, also after a failure. */
export async function inAccount<Answer>(
  account: string | undefined,
  ask: (ctx: Context, accountId: string) => Promise<Answer>,
): Promise<Answer> {
  const { ctx, close } = await openContext();
  try {
    const { id } = await chooseAccount(ctx, account);
    return await ask(ctx, id);
  } finally {
    await close();
  }
}
