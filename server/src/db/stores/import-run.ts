// What a running import reads and leaves behind: the file's pieces, rows that wait for others of their call, and removal.
import type { RejectReason } from "@ringback/core/importing/reject-reason.ts";
import type { RowReading } from "@ringback/core/importing/row-reading.ts";
import { copyLine, type ImportSession, inPieces } from "#db/import-session.ts";

export interface RejectedRow {
  readonly row: number;
  readonly reason: RejectReason;
  readonly line: string;
}

interface Place {
  readonly accountId: string;
  readonly importId: string;
}

/** The pieces of the file in order; each is fetched when it is wanted. `last`: no other follows. */
export async function* readChunks(
  session: ImportSession,
  { accountId, importId }: Place,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly last: boolean }> {
  for (let number = 0; ; number += 1) {
    const [row] = await session.query<{ bytes: Uint8Array; last: boolean }>(
      `select bytes, not exists (select from ringback.call_import_chunk where account_id = $1 and import_id = $2 and number = $3 + 1) as last
       from ringback.call_import_chunk where account_id = $1 and import_id = $2 and number = $3`,
      [accountId, importId, number],
    );
    if (row === undefined) return;
    yield row;
    if (row.last) return;
  }
}

/** A row that waits for the others of its call. */
export interface StagedRow {
  readonly key: string;
  readonly reading: RowReading;
  readonly line: string;
}

/** Forgets what was staged and rejected: the file is read anew. */
export async function clearStage(session: ImportSession, { accountId, importId }: Place): Promise<void> {
  const values = [accountId, importId];
  await clearStagedRows(session, { accountId, importId });
  await session.batch(async () => {
    await session.query("delete from ringback.call_import_reject where account_id = $1 and import_id = $2", values);
    await session.query(
      "update ringback.call_import set staged_rows = null, rejected = 0, reasons = '{}', rows_read = 0, bytes_read = 0 where account_id = $1 and id = $2",
      values,
    );
  });
}

/** Forgets only the rows that wait. */
export async function clearStagedRows(session: ImportSession, { accountId, importId }: Place): Promise<void> {
  await session.query("delete from ringback.call_import_row where account_id = $1 and import_id = $2", [
    accountId,
    importId,
  ]);
}

/** How many rows wait. */
export async function countStaged(session: ImportSession, { accountId, importId }: Place): Promise<number> {
  const [row] = await session.query<{ count: string }>(
    "select count(*) from ringback.call_import_row where account_id = $1 and import_id = $2",
    [accountId, importId],
  );
  return Number(row?.count ?? 0);
}

export async function stageRows(
  session: ImportSession,
  { accountId, importId }: Place,
  rows: readonly StagedRow[],
): Promise<void> {
  await session.copyPieces(
    "copy ringback.call_import_row (account_id, import_id, key, row_number, reading, line) from stdin",
    inPieces(stageLines(accountId, importId, rows)),
  );
}

function* stageLines(accountId: string, importId: string, rows: readonly StagedRow[]): Generator<string> {
  for (const { key, reading, line } of rows)
    yield copyLine([accountId, importId, key, reading.row, JSON.stringify(reading), line.slice(0, 2_000)]);
}

/** Rows by call, from after `afterKey`; all rows of a call come in one piece. Holds a transaction open while it is read. */
export async function* stagedGroups(
  session: ImportSession,
  { accountId, importId }: Place,
  afterKey: string | null,
  rowsAtOnce: number,
): AsyncGenerator<StagedRow[]> {
  await session.query("begin");
  try {
    await session.query("set local work_mem = '64MB'");
    await session.query(
      `declare staged no scroll cursor for select key, reading, line from ringback.call_import_row
       where account_id = $1 and import_id = $2 and ($3::text is null or key collate "C" > $3) order by key collate "C", row_number`,
      [accountId, importId, afterKey],
    );
    let open: StagedRow[] = [];
    while (true) {
      const rows = await session.query<{ key: string; reading: string; line: string }>(
        `fetch ${rowsAtOnce} from staged`,
      );
      if (rows.length === 0) break;
      const all = [
        ...open,
        ...rows.map(({ key, reading, line }): StagedRow => ({ key, line, reading: JSON.parse(reading) })),
      ];
      const lastKey = all.at(-1)?.key;
      const complete = all.findLastIndex(({ key }) => key !== lastKey) + 1;
      open = all.slice(complete);
      if (complete > 0) yield all.slice(0, complete);
    }
    if (open.length > 0) yield open;
  } finally {
    await session.query("rollback").catch(() => {}); // nothing was written
  }
}

/** Notes how far the reading has come, before any call is written. Answers whether somebody asked to cancel. */
export async function noteStaging(
  session: ImportSession,
  { accountId, importId }: Place,
  progress: { readonly bytesRead: number; readonly rowsRead: number; readonly stagedRows: number | null },
  rejected: readonly RejectedRow[],
): Promise<boolean> {
  return await session.batch(async () => {
    await saveRejects(session, { accountId, importId }, rejected);
    const [row] = await session.query<{ cancel_asked: boolean }>(
      `update ringback.call_import set bytes_read = $3, rows_read = $4, staged_rows = $5, rejected = rejected + $6, tries = 0,
         reasons = (select coalesce(jsonb_object_agg(key, n), '{}') from (
           select key, sum(value::bigint) as n from (
             select * from jsonb_each_text(reasons) union all select * from jsonb_each_text($7::jsonb)) both_counts group by key) summed)
       where account_id = $1 and id = $2 returning cancel_asked`,
      [
        accountId,
        importId,
        progress.bytesRead,
        progress.rowsRead,
        progress.stagedRows,
        rejected.length,
        JSON.stringify(countReasons(rejected)),
      ],
    );
    return row?.cancel_asked ?? true;
  });
}

const lineCharsMax = 2_000;

/** Lists rows that became no call. */
export async function saveRejects(
  session: ImportSession,
  { accountId, importId }: Place,
  rejected: readonly RejectedRow[],
): Promise<void> {
  if (rejected.length === 0) return;
  await session.query(
    `insert into ringback.call_import_reject (account_id, import_id, row_number, reason, line)
     select $1, $2, row_number, reason, line from unnest($3::bigint[], $4::text[], $5::text[]) as t (row_number, reason, line)
     on conflict do nothing`,
    [
      accountId,
      importId,
      rejected.map(({ row }) => row),
      rejected.map(({ reason }) => reason),
      // The database holds no NUL; this sign stands for it.
      rejected.map(({ line }) => line.slice(0, lineCharsMax).replaceAll("\0", "\u2400").toWellFormed()),
    ],
  );
}

export function countReasons(rejected: readonly RejectedRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of rejected) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** Where a removal goes on: everything that came later is gone. */
export interface RemovedUntil {
  readonly table: "call" | "outbound_call";
  readonly before: string;
}

/** The first step of a removal. */
export const removeFromTheEnd: RemovedUntil = { table: "call", before: "infinity" };

/** Removes some of what an import brought, the latest first; answers where to go on, null when nothing is left. */
export async function removeSome(
  session: ImportSession,
  { accountId, importId }: Place,
  { table, before }: RemovedUntil,
  most: number,
): Promise<RemovedUntil | null> {
  const at = table === "call" ? "arrived_at" : "started_at";
  return await session.batch(async () => {
    const [row] = await session.query<{ until: string | null }>(
      `with gone as (
         delete from ringback.${table} where account_id = $1 and id in (
           select id from ringback.${table} where account_id = $1 and entered = 'import' and import_id = $2 and ${at} <= $3::timestamptz
           order by ${at} desc limit $4)
         returning ${at})
       select min(${at})::text as until from gone`,
      [accountId, importId, before, most],
    );
    if (row?.until != null) return { table, before: row.until };
    return table === "call" ? { table: "outbound_call", before: "infinity" } : null;
  });
}

/** Removes the file and what waited; the list of rejected rows stays with a finished import. */
export async function removeFile(
  session: ImportSession,
  { accountId, importId }: Place,
  keepRejects: boolean,
): Promise<void> {
  const tables = ["call_import_chunk", "call_import_row", ...(keepRejects ? [] : ["call_import_reject"])];
  for (const table of tables)
    await session.query(`delete from ringback.${table} where account_id = $1 and import_id = $2`, [
      accountId,
      importId,
    ]);
}
