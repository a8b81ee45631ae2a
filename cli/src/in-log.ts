import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { bringLog, type LogOptions } from "#commands/bring-log.ts";
import { openContext } from "#open-context.ts";

/**
 * Runs one question on a call log alone: in a business of its own, in a database of its own, both gone afterwards. Nothing of
 * the installation is read or written. @throws Error with words for the terminal.
 */
export async function inLog<Answer>(
  file: string,
  options: Pick<LogOptions, "format" | "mapping"> & { readonly timeZone: string },
  ask: (ctx: Context, accountId: string) => Promise<Answer>,
): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), "ringback-log-"));
  try {
    const { ctx, close } = await openContext(folder);
    try {
      const created = await createAccount(ctx, {
        name: basename(file),
        timeZone: options.timeZone,
        trade: "general",
        owner: { userId: "nobody", name: "Nobody", email: "nobody@localhost" },
      });
      if (!created.ok) throw new Error(`There is no time zone ${options.timeZone}. Give one like America/Chicago.`);
      const { accountId } = created;
      const brought = await bringLog(ctx, { accountId, file, options, onStart: () => {}, onProgress: () => {} });
      if (brought.state !== "done") throw new Error(`The log could not be read: ${brought.error ?? brought.state}`);
      if (brought.rejected > 0)
        process.stderr.write(
          `${brought.rejected} of ${brought.rowsRead} rows could not be used. Why: ringback import --dry-run ${file}\n`,
        );
      return await ask(ctx, accountId);
    } finally {
      await close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
