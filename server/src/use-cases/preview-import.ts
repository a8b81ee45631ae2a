import { defaultMapping } from "@ringback/core/importing/default-mapping.ts";
import { headerKey, type ImportMapping } from "@ringback/core/importing/mapping.ts";
import { type LogPreview, previewLog } from "@ringback/core/importing/preview.ts";
import { type Recognised, recognise } from "@ringback/core/importing/recognise.ts";
import {
  firstChunks,
  type ImportAccount,
  listMappings,
  loadImport,
  loadImportAccount,
} from "#db/stores/call-imports.ts";
import { transaction } from "#db/transaction.ts";
import { encodingOf, joinPieces, TextPieces } from "#importing/text-pieces.ts";
import type { Context } from "./context.ts";

/** A preview reads so much of the file: about fifteen thousand rows. */
const previewBytes = 2 * 1024 * 1024;

export interface ImportPreview {
  readonly layout: Recognised;
  readonly mapping: ImportMapping;
  /** The saved mapping that fits this header and was taken; null: none. */
  readonly savedName: string | null;
  readonly preview: LogPreview;
  /** Whether the preview read the whole file. */
  readonly whole: boolean;
  readonly timeZone: string;
}

export type PreviewImportResult =
  | ({ readonly ok: true } & ImportPreview)
  | { readonly ok: false; readonly refusal: "import-not-found" | "import-empty" | "invalid-time-zone" };

/**
 * Reads the beginning of a file as it would be imported, by the mapping given, else by a saved one that fits its header, else
 * by what its header says. Changes nothing.
 */
export async function previewImport(
  ctx: Context,
  asked: { accountId: string; importId: string; mapping?: ImportMapping | undefined },
): Promise<PreviewImportResult> {
  const { accountId, importId } = asked;
  const loaded = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const found = await loadImport(tx, importId);
    if (found === null) return null;
    const chunks = await firstChunks(tx, importId, previewBytes);
    return { found, chunks, account: await loadImportAccount(tx), saved: await listMappings(tx) };
  });
  if (loaded === null) return { ok: false, refusal: "import-not-found" };
  const bytes = joinPieces(loaded.chunks).subarray(0, previewBytes);
  const whole = bytes.length >= loaded.found.fileBytes;
  const shown = previewBytesOf(bytes, whole, {
    account: loaded.account,
    saved: loaded.saved,
    mapping: asked.mapping,
    nowMs: ctx.clock.now().epochMilliseconds,
  });
  return typeof shown === "string" ? { ok: false, refusal: shown } : { ok: true, ...shown };
}

/** The preview of bytes that need not be stored. */
export function previewBytesOf(
  bytes: Uint8Array,
  whole: boolean,
  given: {
    readonly account: ImportAccount;
    readonly saved: readonly { readonly name: string; readonly headerKey: string; readonly mapping: ImportMapping }[];
    readonly mapping: ImportMapping | undefined;
    readonly nowMs: number;
  },
): ImportPreview | "import-empty" | "invalid-time-zone" {
  const text = new TextPieces(encodingOf(bytes)).push(bytes, whole);
  const layout = recognise(text);
  if (layout === null) return "import-empty";
  const fitting =
    given.mapping === undefined && layout.header !== null ? savedFor(given.saved, layout.header) : undefined;
  const mapping = given.mapping ?? fitting?.mapping ?? defaultMapping(layout, given.account);
  const context = { nowMs: given.nowMs, ownNumbers: new Set(given.account.numbers.map(({ number }) => number)) };
  try {
    const preview = previewLog(layout, mapping, context, { text, whole });
    return { layout, mapping, savedName: fitting?.name ?? null, preview, whole, timeZone: given.account.timeZone };
  } catch (error) {
    if (error instanceof RangeError) return "invalid-time-zone";
    throw error;
  }
}

function savedFor<Saved extends { readonly headerKey: string }>(
  saved: readonly Saved[],
  header: readonly string[],
): Saved | undefined {
  const key = headerKey(header);
  return saved.find((one) => one.headerKey === key);
}
