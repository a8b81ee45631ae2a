import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OffsetClock } from "@ringback/server/clock.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { startEmbeddedPostgres } from "@ringback/server/db/embedded.ts";
import { migrate } from "@ringback/server/db/migrate.ts";
import { createEvents } from "@ringback/server/events.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { createLog } from "@ringback/server/log.ts";
import { createSecretBox } from "@ringback/server/secret-box.ts";
import { addImportChunk, beginImport, importChunkBytesMax } from "@ringback/server/use-cases/bring-import.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { findImport } from "@ringback/server/use-cases/list-imports.ts";
import { previewImport } from "@ringback/server/use-cases/preview-import.ts";
import { runImport } from "@ringback/server/use-cases/run-import.ts";
import { startImport } from "@ringback/server/use-cases/start-import.ts";
import { undoImport } from "@ringback/server/use-cases/undo-import.ts";
import type { Bench, Figure } from "#bench.ts";
import { quoLog, twilioLog } from "./make-log.ts";

const rows = Number(process.env["BENCH_IMPORT_ROWS"] ?? 1_000_000);

/** Call logs of a million rows into an empty database, once again, and back out. */
export const importing: Bench = {
  name: "import",
  about: "a call log of a million rows: read, written, read again, taken back",
  run: async (say) => {
    await using stack = new AsyncDisposableStack();
    const dataDir = await mkdtemp(join(tmpdir(), "ringback-bench-import-"));
    stack.defer(() => rm(dataDir, { recursive: true, force: true }));
    const store = await startEmbeddedPostgres({ dataDir, log: () => {} });
    stack.defer(() => store.stop());
    await migrate(store.connectionString);
    const db = openDatabase(store.connectionString, 4);
    stack.defer(() => db.close());
    const ctx = outsideContext(db);
    const figures: Figure[] = [];
    for (const [what, log] of [
      ["one row a call", quoLog],
      ["two rows a call", twilioLog],
    ] as const) {
      const created = await createAccount(ctx, {
        name: what,
        timeZone: "America/Chicago",
        trade: "home_services",
        owner: { userId: what, name: "Olive Owner", email: `${what.replaceAll(" ", "")}@northside.test` },
      });
      if (!created.ok) throw new Error(created.refusal);
      const { accountId } = created;
      const memory = watchMemory();
      const first = await bring(ctx, accountId, log(rows), say);
      const again = await bring(ctx, accountId, log(rows), say);
      const peak = memory.stop();
      if (again.added !== 0) throw new Error(`A second import added ${again.added} calls.`);
      const begunMs = performance.now();
      await undoImport(ctx, { accountId, by: null, importId: first.importId, runHere: true });
      await runImport(ctx, { accountId, importId: first.importId });
      const undoSeconds = (performance.now() - begunMs) / 1000;
      figures.push(
        {
          what: `rows imported, ${what}`,
          value: rows / first.seconds,
          unit: "/s",
          atLeast: 20_000,
          note: `${first.added} calls`,
        },
        { what: `rows imported again, ${what}`, value: rows / again.seconds, unit: "/s", note: "0 added" },
        { what: `calls taken back, ${what}`, value: first.added / undoSeconds, unit: "/s" },
        { what: `memory of the process at most, ${what}`, value: peak, unit: "MB" },
      );
    }
    return { figures };
  },
};

async function bring(ctx: Context, accountId: string, lines: Iterable<string>, say: (line: string) => void) {
  const importId = await beginImport(ctx, { accountId, by: null, fileName: "bench.csv" });
  let number = 0;
  for (const bytes of inChunks(lines)) {
    const added = await addImportChunk(ctx, { accountId, importId, number, bytes });
    if (!added.ok) throw new Error(added.refusal);
    number += 1;
  }
  const previewed = await previewImport(ctx, { accountId, importId });
  if (!previewed.ok) throw new Error(previewed.refusal);
  const started = await startImport(ctx, {
    accountId,
    by: null,
    importId,
    mapping: previewed.mapping,
    connectionId: null,
    runHere: true,
  });
  if (!started.ok) throw new Error(started.refusal);
  const begunMs = performance.now();
  await runImport(ctx, { accountId, importId });
  const seconds = (performance.now() - begunMs) / 1000;
  const found = await findImport(ctx, { accountId, importId });
  if (found?.state !== "done") throw new Error(`The import is ${found?.state}: ${found?.error}`);
  const added = found.inbound + found.outbound;
  say(
    `${found.format}: ${found.rowsRead} rows in ${seconds.toFixed(1)} s, ${added} added, ${found.repeated} known, ${found.rejected} left out`,
  );
  return { importId, seconds, added };
}

function* inChunks(lines: Iterable<string>): Generator<Uint8Array> {
  let text = "";
  for (const line of lines) {
    if (text.length + line.length > importChunkBytesMax) {
      yield Buffer.from(text);
      text = "";
    }
    text += line;
  }
  if (text !== "") yield Buffer.from(text);
}

function watchMemory(): { stop(): number } {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 100);
  return {
    stop: () => {
      clearInterval(timer);
      return most / 1024 / 1024;
    },
  };
}

function outsideContext(db: Context["db"]): Context {
  return {
    db,
    clock: new OffsetClock(),
    ids: uuidV7,
    events: createEvents(createLog("silent", false)),
    secretBox: createSecretBox("a secret for the bench that is long enough, 51c2"),
    telephony: {},
    speech: {},
    languageModels: {},
    email: null,
    push: null,
    chat: null,
    publicUrl: "https://ringback.example",
    staticFallbackUrl: null,
  };
}
