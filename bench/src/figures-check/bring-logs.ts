import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { demoNumbers } from "@ringback/dev/demo/demo-business.ts";
import type { SeededRandom } from "@ringback/dev/demo/seeded-random.ts";
import { makeNastyLog } from "@ringback/server/testing/nasty-log/make-nasty-log.ts";
import { addImportChunk, beginImport } from "@ringback/server/use-cases/bring-import.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { previewImport } from "@ringback/server/use-cases/preview-import.ts";
import { runImport } from "@ringback/server/use-cases/run-import.ts";
import { startImport } from "@ringback/server/use-cases/start-import.ts";
import { undoImport } from "@ringback/server/use-cases/undo-import.ts";

/**
 * Brings logs of every format that is known, the log of two thousand nasty rows, and one of the year itself in which callers ring
 * again and are called back; some twice, and one is taken back again. Answers how many calls were added.
 */
export async function bringLogs(ctx: Context, accountId: string, random: SeededRandom): Promise<number> {
  const folder = join(import.meta.dirname, "../../../core/src/importing/fixtures");
  let added = 0;
  for (const name of (await readdir(folder)).sort())
    added += await bring(ctx, accountId, await readFile(join(folder, name)));
  added += await bring(ctx, accountId, makeNastyLog().bytes);
  const own = new TextEncoder().encode(yearLog(300, random));
  added += await bring(ctx, accountId, own);
  added += await bring(ctx, accountId, own);
  await bring(ctx, accountId, new TextEncoder().encode(yearLog(40, random)), { takesBack: true });
  return added;
}

async function bring(
  ctx: Context,
  accountId: string,
  bytes: Uint8Array,
  { takesBack = false }: { takesBack?: boolean } = {},
): Promise<number> {
  const importId = await beginImport(ctx, { accountId, by: null, fileName: "log.csv" });
  await addImportChunk(ctx, { accountId, importId, number: 0, bytes });
  const previewed = await previewImport(ctx, { accountId, importId });
  if (!previewed.ok) throw new Error(`A log was refused: ${previewed.refusal}.`);
  const { mapping } = previewed;
  const started = await startImport(ctx, { accountId, by: null, importId, mapping, connectionId: null, runHere: true });
  if (!started.ok) throw new Error(`A log was not started: ${started.refusal}.`);
  await runImport(ctx, { accountId, importId });
  if (takesBack) {
    await undoImport(ctx, { accountId, by: null, importId, runHere: true });
    await runImport(ctx, { accountId, importId });
    return 0;
  }
  const { rows } = await ctx.db.pool.query<{ count: number }>(
    "select count(*)::int as count from ringback.call where import_id = $1",
    [importId],
  );
  return rows[0]?.count ?? 0;
}

/** A log as Quo writes it: forty callers who ring several times, are called back, get through, or withhold their numbers. */
function yearLog(rows: number, random: SeededRandom): string {
  const start = Date.UTC(2026, 0, 2);
  const lines = ["id,createdAt,direction,status,from,to,duration,answeredAt,completedAt"];
  let at = start;
  for (let row = 0; row < rows; row += 1) {
    at += random.whole(60, Math.floor((364 * 86_400 * 2) / rows)) * 1_000;
    const caller = random.chance(0.06) ? "anonymous" : `+1872556${String(1_000 + random.whole(0, 40))}`;
    const line = random.pick([demoNumbers.main.number, demoNumbers.ads.number, "+13125550111"]);
    const answered = random.chance(0.5);
    const seconds = random.whole(5, 240);
    const iso = (ms: number) => new Date(ms).toISOString();
    const parties =
      caller !== "anonymous" && random.chance(0.3)
        ? `outgoing,${answered ? "completed" : "no-answer"},${line},${caller}`
        : `incoming,${answered ? "completed" : "missed"},${caller},${line}`;
    const taken = answered ? iso(at + 9_000) : "";
    lines.push(
      `Y${random.whole(1, 1_000_000_000)}x${row},${iso(at)},${parties},${seconds},${taken},${iso(at + seconds * 1_000)}`,
    );
  }
  return `${lines.join("\n")}\n`;
}
