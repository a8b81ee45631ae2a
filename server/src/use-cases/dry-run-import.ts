import { foldRows } from "@ringback/core/importing/fold-rows.ts";
import { LogReader } from "@ringback/core/importing/log-reader.ts";
import type { ImportMapping } from "@ringback/core/importing/mapping.ts";
import type { RejectReason } from "@ringback/core/importing/reject-reason.ts";
import type { RowReading } from "@ringback/core/importing/row-reading.ts";
import type { RejectedRow } from "#db/stores/import-run.ts";
import { encodingOf, TextPieces } from "#importing/text-pieces.ts";
import type { Context } from "./context.ts";
import { findImportAccount } from "./list-imports.ts";
import { type ImportPreview, previewBytesOf } from "./preview-import.ts";
import { listImportMappings } from "./start-import.ts";

export interface DryRun {
  readonly chosen: ImportPreview;
  readonly rows: number;
  readonly inbound: number;
  readonly outbound: number;
  readonly repeated: number;
  readonly rejected: number;
  readonly reasons: Readonly<Partial<Record<RejectReason, number>>>;
}

/** So many rows of calls with several rows are brought together at once; a call over that edge counts twice. */
const foldedAtOnce = 200_000;

/** Reads a whole log as an import would and writes nothing. Which calls are known already it cannot say. */
export async function dryRunImport(
  ctx: Context,
  asked: {
    readonly accountId: string;
    readonly bytes: AsyncIterable<Uint8Array>;
    readonly mapping: ImportMapping | undefined;
    readonly adjust: (mapping: ImportMapping) => ImportMapping;
    readonly onRejected: (rows: readonly RejectedRow[]) => void;
  },
): Promise<DryRun | "import-empty" | "invalid-time-zone"> {
  const account = await findImportAccount(ctx, asked.accountId);
  const saved = await listImportMappings(ctx, asked.accountId);
  const nowMs = ctx.clock.now().epochMilliseconds;
  const counts = { rows: 0, inbound: 0, outbound: 0, repeated: 0, rejected: 0 };
  const reasons: Partial<Record<RejectReason, number>> = {};
  let chosen: ImportPreview | null = null;
  let reader: LogReader | null = null;
  let text: TextPieces | null = null;
  let waiting: { reading: RowReading; line: string }[] = [];
  const reject = (rows: readonly RejectedRow[]) => {
    counts.rejected += rows.length;
    for (const { reason } of rows) reasons[reason] = (reasons[reason] ?? 0) + 1;
    asked.onRejected(rows);
  };
  const fold = (mapping: ImportMapping) => {
    const lines = new Map(waiting.map(({ reading: { row }, line }) => [row, line]));
    const folded = foldRows(
      waiting.map(({ reading }) => reading),
      mapping,
    );
    waiting = [];
    for (const call of folded.calls) counts[call.direction] += 1;
    counts.repeated += folded.repeated;
    reject(folded.rejected.map(({ row, reason }) => ({ row, reason, line: lines.get(row) ?? "" })));
  };
  const take = (piece: Uint8Array, last: boolean) => {
    if (chosen === null || reader === null || text === null) return;
    for (const row of reader.push(text.push(piece, last), last)) {
      counts.rows += 1;
      if ("reading" in row) waiting.push({ reading: row.reading, line: row.line });
      else reject([{ row: row.row, reason: row.reason, line: row.line }]);
    }
    if (waiting.length >= foldedAtOnce || last) fold(chosen.mapping);
  };
  let held: Uint8Array | null = null;
  for await (const piece of asked.bytes) {
    if (held !== null) take(held, false);
    held = piece;
    if (chosen !== null) continue;
    const found = previewBytesOf(piece, false, { account, saved, mapping: asked.mapping, nowMs });
    const first =
      found === "import-empty" ? previewBytesOf(piece, true, { account, saved, mapping: asked.mapping, nowMs }) : found;
    if (typeof first === "string") return first;
    const mapping = asked.adjust(first.mapping);
    chosen = { ...first, mapping };
    reader = new LogReader(first.layout, mapping, {
      nowMs,
      ownNumbers: new Set(account.numbers.map(({ number }) => number)),
    });
    text = new TextPieces(encodingOf(piece));
  }
  if (chosen === null || held === null) return "import-empty";
  take(held, true);
  return { chosen, ...counts, reasons };
}
