import { type ContactMapping, guessColumns, looksLikeHead } from "@ringback/core/contacts/contact-mapping.ts";
import type { ContactRejectReason } from "@ringback/core/contacts/contact-reject.ts";
import { type ReadContact, type RowContext, readContactRow } from "@ringback/core/contacts/read-contact-row.ts";
import { CsvReader, type CsvRow } from "@ringback/core/importing/csv-reader.ts";
import { runImportJob } from "#db/jobs.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import {
  changeImport,
  countChunks,
  firstChunks,
  listImports,
  loadImport,
  lockImport,
  type StoredImport,
} from "#db/stores/call-imports.ts";
import { lockKnown } from "#db/stores/contact-imports.ts";
import { transaction } from "#db/transaction.ts";
import { encodingOf, joinPieces, TextPieces } from "#importing/text-pieces.ts";
import type { Context } from "./context.ts";
import { BatchMerge, loadRowContext } from "./import-contacts.ts";

const previewBytes = 512 * 1024;
const previewRows = 2_000;
const firstShown = 12;

export interface ContactPreview {
  readonly mapping: ContactMapping;
  readonly header: readonly string[] | null;
  /** The first values of each column. */
  readonly samples: readonly (readonly string[])[];
  readonly context: RowContext;
  readonly whole: boolean;
  readonly rows: number;
  readonly added: number;
  readonly known: number;
  readonly reasons: Readonly<Partial<Record<ContactRejectReason, number>>>;
  readonly first: readonly {
    readonly row: number;
    readonly contact: ReadContact | null;
    readonly becomes: "new" | "new-at-known-number" | "known" | "rejected";
    readonly reason: ContactRejectReason | null;
  }[];
}

/** How the beginning of a list would be understood and whom it would meet. Changes nothing. */
export async function previewContacts(
  ctx: Context,
  asked: { accountId: string; importId: string; mapping: ContactMapping | undefined },
): Promise<({ ok: true } & ContactPreview) | { ok: false; refusal: "import-not-found" | "import-empty" }> {
  const { accountId, importId } = asked;
  const context = await loadRowContext(ctx, accountId);
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const found = await loadImport(tx, importId);
    if (found === null || found.brings !== "contacts") return { ok: false, refusal: "import-not-found" };
    const bytes = joinPieces(await firstChunks(tx, importId, previewBytes)).subarray(0, previewBytes);
    const whole = bytes.length >= found.fileBytes;
    const text = new TextPieces(encodingOf(bytes)).push(bytes, whole);
    const { mapping, header, rows } = understand(text, whole, asked.mapping, context);
    if (rows.length === 0 && header === null) return { ok: false, refusal: "import-empty" };
    const read = rows.map((row) => ({ row, read: row.problem ?? readContactRow(row.fields, mapping, context) }));
    const good = read.flatMap((one) => (typeof one.read === "string" ? [] : [one.read]));
    const known = await lockKnown(
      tx,
      good.flatMap(({ numbers }) => numbers),
      good.flatMap(({ facts: { email } }) => email ?? []),
    );
    const merge = new BatchMerge(known, mapping, () => ctx.ids.next());
    const reasons: Partial<Record<ContactRejectReason, number>> = {};
    const first: ContactPreview["first"][number][] = [];
    for (const { row, read: contact } of read) {
      const becomes = typeof contact === "string" ? "rejected" : merge.match(contact).kind;
      const refused = typeof contact === "string" ? contact : merge.take(row.row, contact);
      if (refused !== null)
        reasons[refused as ContactRejectReason] = (reasons[refused as ContactRejectReason] ?? 0) + 1; // the reader's reasons are among them
      if (first.length < firstShown)
        first.push({
          row: row.row,
          contact: typeof contact === "string" ? null : contact,
          becomes: becomes === "two-contacts" ? "rejected" : becomes,
          reason: refused as ContactRejectReason | null,
        });
    }
    const { added, changed, repeated } = merge.counts;
    const samples = mapping.columns.map((_, at) =>
      rows
        .slice(0, 40)
        .flatMap((row) => cellsOf(row)[at]?.trim() || [])
        .slice(0, 3),
    );
    return {
      ok: true,
      mapping,
      header,
      samples,
      context,
      whole,
      rows: rows.length,
      added,
      known: changed + repeated,
      reasons,
      first,
    };
  });
}

/** The cells of a row; none of one that cannot be read. */
function cellsOf(row: CsvRow): readonly string[] {
  return row.problem === undefined ? row.fields : [];
}

const delimiters = [",", ";", "\t"] as const;

/** Delimiter, header and columns: as given, else as they look. */
function understand(text: string, whole: boolean, given: ContactMapping | undefined, context: RowContext) {
  const read = (given === undefined ? delimiters : [given.delimiter]).map((delimiter) => {
    const rows = new CsvReader(delimiter).push(text, whole).slice(0, previewRows);
    return {
      delimiter,
      rows,
      cells: rows.slice(0, 50).reduce((most, row) => Math.max(most, cellsOf(row).length), 0),
    };
  });
  const { delimiter, rows } = read.toSorted((a, b) => b.cells - a.cells)[0] ?? { delimiter: ",", rows: [] as CsvRow[] };
  const top = rows.map(cellsOf).find((cells) => cells.length > 0) ?? [];
  const hasHead = given?.header ?? looksLikeHead(top);
  const header = hasHead ? top.map((name) => name.trim()) : null;
  const body = hasHead ? rows.slice(rows.findIndex(({ problem }) => problem === undefined) + 1) : rows;
  const sample = body.slice(0, 100).map(cellsOf);
  const mapping: ContactMapping = given ?? {
    delimiter,
    header: hasHead,
    columns: guessColumns(header, sample, context.setup.fields),
    country: "US",
    lane: "customer",
    whenKnown: "fill",
  };
  return { mapping, header, rows: body };
}

export type StartContactsResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly refusal:
        | "import-not-found"
        | "import-under-way"
        | "import-empty"
        | "import-incomplete"
        | "no-contact-column";
    };

/** Starts reading a list that is here whole. `runHere`: the asker runs it. */
export async function startContacts(
  ctx: Context,
  asked: { accountId: string; by: string | null; importId: string; mapping: ContactMapping; runHere?: boolean },
): Promise<StartContactsResult> {
  const { accountId, importId, mapping } = asked;
  const known = ["name", "first-name", "last-name", "company", "phone", "email"];
  if (!mapping.columns.some((column) => column !== null && known.includes(column)))
    return { ok: false, refusal: "no-contact-column" };
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const found = await lockImport(tx, importId);
    if (found === null || found.brings !== "contacts") return { ok: false, refusal: "import-not-found" };
    if (found.state !== "uploading") return { ok: false, refusal: "import-under-way" };
    const chunks = await countChunks(tx, importId);
    if (chunks.count === 0) return { ok: false, refusal: "import-empty" };
    const { expectedBytes = found.fileBytes } = found.options;
    if (!chunks.complete || expectedBytes !== found.fileBytes) return { ok: false, refusal: "import-incomplete" };
    changeImport(tx, importId, { state: "waiting", options: { contacts: mapping } });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: asked.by,
      action: "import-started",
      subject: importId,
      detail: { brings: "contacts" },
    });
    if (asked.runHere !== true) tx.enqueue(runImportJob(accountId, importId, tx.now));
    return { ok: true };
  });
}

/** Lists that were brought, newest first. */
export async function findContactImports(ctx: Context, accountId: string): Promise<StoredImport[]> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => await listImports(tx, 50, "contacts"));
}
