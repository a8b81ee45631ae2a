import {
  type ImportAccount,
  listImports,
  listMappings,
  loadImport,
  loadImportAccount,
  type SavedMapping,
  type StoredImport,
} from "#db/stores/call-imports.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

const shownMax = 100;

/** The account's imports, newest first, and its saved mappings. */
export async function findImports(
  ctx: Context,
  accountId: string,
): Promise<{ readonly imports: readonly StoredImport[]; readonly mappings: readonly SavedMapping[] }> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => ({
    imports: await listImports(tx, shownMax),
    mappings: await listMappings(tx),
  }));
}

/** One import; null when the account has none of this id. */
export async function findImport(
  ctx: Context,
  asked: { accountId: string; importId: string },
): Promise<StoredImport | null> {
  return await transaction(
    ctx.db,
    asked.accountId,
    ctx.clock.now(),
    async (tx) => await loadImport(tx, asked.importId),
  );
}

/** What a log is read with: the account's zone and numbers. */
export async function findImportAccount(ctx: Context, accountId: string): Promise<ImportAccount> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => await loadImportAccount(tx));
}
