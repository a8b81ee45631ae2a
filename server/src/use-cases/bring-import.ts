import { addChunk, addImport, lockImport } from "#db/stores/call-imports.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** A log has at most so many bytes: about fifteen million calls. */
export const importBytesMax = 2 * 1024 ** 3;
/** A piece of it. */
export const importChunkBytesMax = 1024 * 1024;

const fileNameCharsMax = 200;

/** Begins an import: a place for the pieces of a file. Answers its id. */
export async function beginImport(
  ctx: Context,
  {
    accountId,
    by,
    fileName,
    bytes,
    brings = "calls",
  }: {
    accountId: string;
    by: string | null;
    fileName: string;
    bytes?: number | undefined;
    brings?: "calls" | "contacts" | undefined;
  },
): Promise<string> {
  const id = ctx.ids.next();
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) =>
    addImport(tx, {
      id,
      by,
      brings,
      options: bytes === undefined ? {} : { expectedBytes: bytes },
      fileName:
        fileName.replace(/^.*[/\\]/, "").slice(0, fileNameCharsMax) || (brings === "calls" ? "call log" : "contacts"),
    }),
  );
  return id;
}

export type AddChunkResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: "import-not-found" | "import-under-way" | "import-too-large" };

/** Takes a piece of the file; pieces are numbered from 0 and may come again. */
export async function addImportChunk(
  ctx: Context,
  piece: { accountId: string; importId: string; number: number; bytes: Uint8Array },
): Promise<AddChunkResult> {
  const { accountId, importId, number, bytes } = piece;
  if (bytes.length > importChunkBytesMax) return { ok: false, refusal: "import-too-large" };
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const found = await lockImport(tx, importId);
    if (found === null) return { ok: false, refusal: "import-not-found" };
    if (found.state !== "uploading") return { ok: false, refusal: "import-under-way" };
    if (found.fileBytes + bytes.length > importBytesMax) return { ok: false, refusal: "import-too-large" };
    addChunk(tx, importId, number, bytes);
    return { ok: true };
  });
}
