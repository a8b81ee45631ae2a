import type { CallImportBody } from "@ringback/contract/imports.ts";
import { nameOf } from "@ringback/core/importing/fold-call.ts";
import { callLogFormats } from "@ringback/core/importing/formats.ts";
import { type ImportedCall, isoOf } from "@ringback/core/importing/imported-call.ts";
import type { FormatName, ImportMapping } from "@ringback/core/importing/mapping.ts";
import type { PreviewedRow } from "@ringback/core/importing/preview.ts";
import { rejectWords } from "@ringback/core/importing/reject-reason.ts";
import { importRejects } from "#db/queries/import-rejects.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { wordsOfReject } from "#importing/reject-words.ts";
import { beginImport, importChunkBytesMax } from "#use-cases/bring-import.ts";
import { findImport, findImportAccount, findImports } from "#use-cases/list-imports.ts";
import { type ImportPreview, previewImport } from "#use-cases/preview-import.ts";
import { deleteImportMapping, listImportMappings, startImport } from "#use-cases/start-import.ts";
import { undoImport } from "#use-cases/undo-import.ts";
import type { ApiParts } from "./api-parts.ts";

const rejectsShown = 100;

/** Call logs brought as files. Their bytes come and go in `http/import-files.ts`. */
export function importHandlers({ context }: ApiParts) {
  return {
    listImports: async ({ session: { accountId } }) => {
      const { imports, mappings } = await findImports(context, accountId);
      return {
        imports: imports.map(importBody),
        formats: callLogFormats.map(({ name, title, whereToFind }) => ({ name, title, whereToFind })),
        mappings: mappings.map(({ id, name }) => ({ id, name })),
      };
    },
    getImport: async ({ session: { accountId }, params }) => {
      const found = await findImport(context, { accountId, importId: params.id });
      if (found === null) throw new Refused("import-not-found");
      return { import: importBody(found), timeZone: (await findImportAccount(context, accountId)).timeZone };
    },
    beginImport: async ({ session: { accountId, memberId }, body }) => ({
      id: await beginImport(context, {
        accountId,
        by: memberId,
        fileName: body.fileName,
        bytes: body.bytes,
        brings: body.brings,
      }),
      chunkBytes: importChunkBytesMax,
    }),
    previewImport: async ({ session: { accountId }, params, body }) => {
      const saved =
        body.savedMappingId === undefined
          ? undefined
          : (await listImportMappings(context, accountId)).find(({ id }) => id === body.savedMappingId)?.mapping;
      const mapping = (body.mapping ?? saved) as ImportMapping | undefined; // the contract's shape is the mapping's
      return previewBody(accepted(await previewImport(context, { accountId, importId: params.id, mapping })));
    },
    startImport: async ({ session: { accountId, memberId }, params, body }) => {
      const { mapping, connectionId, saveAs } = body;
      accepted(
        await startImport(context, {
          accountId,
          by: memberId,
          importId: params.id,
          mapping: mapping as ImportMapping, // the contract's shape is the mapping's
          connectionId,
          saveAs,
        }),
      );
      return { ok: true };
    },
    undoImport: async ({ session: { accountId, memberId }, params }) => {
      accepted(await undoImport(context, { accountId, by: memberId, importId: params.id }));
      return { ok: true };
    },
    listImportRejects: async ({ session: { accountId }, params, query, now }) => {
      const { after, reason } = query;
      const rows = await importRejects(context.db, accountId, now, {
        importId: params.id,
        after,
        reason,
        limit: rejectsShown + 1,
      });
      const page = rows.slice(0, rejectsShown);
      return {
        rows: page.map((row) => ({ ...row, words: wordsOfReject(row.reason) })),
        next: rows.length > rejectsShown ? (page.at(-1)?.row ?? null) : null,
      };
    },
    deleteImportMapping: async ({ session: { accountId }, params }) => {
      await deleteImportMapping(context, { accountId, id: params.id });
      return { ok: true };
    },
  } satisfies Partial<Handlers>;
}

type StoredImport = NonNullable<Awaited<ReturnType<typeof findImport>>>;

function importBody(found: StoredImport): CallImportBody {
  const {
    options: _,
    cancelAsked: __,
    rowDone: ___,
    keyDone: ____,
    stagedRows: _____,
    tries: ______,
    ...shown
  } = found;
  return {
    ...shown,
    reasons: reasonList(found.reasons),
    firstAt: found.firstAt?.toString() ?? null,
    lastAt: found.lastAt?.toString() ?? null,
    createdAt: found.createdAt.toString(),
    startedAt: found.startedAt?.toString() ?? null,
    finishedAt: found.finishedAt?.toString() ?? null,
  };
}

function reasonList(reasons: Readonly<Record<string, number>>) {
  return Object.entries(reasons)
    .map(([reason, rows]) => ({ reason, rows, words: wordsOfReject(reason) })) // words of an older release stay as they are
    .toSorted((a, b) => b.rows - a.rows);
}

function previewBody({ layout, mapping, savedName, preview, whole }: ImportPreview) {
  const { reasons, firstCalls, firstRows, firstRejected, directions, results, ...counts } = preview;
  const listed = reasonList(reasons as Record<string, number>); // only reasons that came
  return {
    delimiter: layout.delimiter,
    header: layout.header === null ? null : [...layout.header],
    columns: layout.columns,
    format: layout.format,
    title: titleOf(layout.format),
    confidence: layout.confidence,
    mapping: { ...mapping, columns: { ...mapping.columns } },
    savedName,
    whole,
    ...counts,
    rejected: listed.reduce((sum, { rows }) => sum + rows, 0),
    reasons: listed,
    firstCalls: firstCalls.map(callBody),
    firstRows: firstRows.map(rowBody),
    firstRejected: firstRejected.map(rowBody),
    directionWords: [...directions],
    resultWords: [...results],
  };
}

function titleOf(format: FormatName): string {
  return callLogFormats.find(({ name }) => name === format)?.title ?? "Another log";
}

function callBody(call: ImportedCall) {
  const inbound = call.direction === "inbound";
  return {
    row: call.row,
    direction: call.direction,
    from: nameOf(call.from) || null,
    to: nameOf(call.to) || null,
    name: inbound ? call.callerName : null,
    at: isoOf(call.startedMs),
    outcome: call.outcome,
    missReason: inbound ? call.missReason : null,
  };
}

const fieldCharsMax = 200;

function rowBody({ row, fields, reason }: PreviewedRow) {
  return {
    row,
    fields: fields.slice(0, 60).map((field) => field.slice(0, fieldCharsMax)),
    reason,
    words: reason === null ? null : rejectWords[reason],
  };
}
