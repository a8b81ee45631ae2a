import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OffsetClock } from "@ringback/server/clock.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { startEmbeddedPostgres } from "@ringback/server/db/embedded.ts";
import { migrate } from "@ringback/server/db/migrate.ts";
import { findAnything } from "@ringback/server/db/queries/find-anything.ts";
import { listContacts } from "@ringback/server/db/queries/list-contacts.ts";
import { createEvents } from "@ringback/server/events.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { createLog } from "@ringback/server/log.ts";
import { createSecretBox } from "@ringback/server/secret-box.ts";
import { previewContacts, startContacts } from "@ringback/server/use-cases/bring-contacts.ts";
import { addImportChunk, beginImport, importChunkBytesMax } from "@ringback/server/use-cases/bring-import.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { findImport } from "@ringback/server/use-cases/list-imports.ts";
import { runImport } from "@ringback/server/use-cases/run-import.ts";
import { undoImport } from "@ringback/server/use-cases/undo-import.ts";
import type { Bench, Figure } from "#bench.ts";
import { percentile } from "#statistics.ts";
import { contactList, namesOf } from "./make-list.ts";

const contacts = Number(process.env["BENCH_CONTACTS"] ?? 100_000);
const rounds = 40;
/** As people ask: half names, digits, a name spelled nearly so. */
const questions = [
  "ana ru",
  "ruis",
  "jennifer",
  "smi",
  "a",
  "0147",
  "312 555 0",
  "5550147",
  "ana 01",
  "christofer rodrigues",
  "zzzz",
  "plumb",
];

/** A list of a hundred thousand contacts brought, brought again, searched as people type, listed, taken back. */
export const contactsBench: Bench = {
  name: "contacts",
  about: "100,000 contacts: brought as a list, again, searched and listed, taken back; beside a business with as many",
  run: async (say) => {
    await using stack = new AsyncDisposableStack();
    const dataDir = await mkdtemp(join(tmpdir(), "ringback-bench-contacts-"));
    stack.defer(() => rm(dataDir, { recursive: true, force: true }));
    const store = await startEmbeddedPostgres({ dataDir, log: () => {} });
    stack.defer(() => store.stop());
    await migrate(store.connectionString);
    const db = openDatabase(store.connectionString, 4);
    stack.defer(() => db.close());
    const ctx = outsideContext(db);
    await bring(ctx, await openAccount(ctx, "Neighbour"), say);
    const accountId = await openAccount(ctx, "Northside");
    const first = await bring(ctx, accountId, say);
    const again = await bring(ctx, accountId, say);
    const figures: Figure[] = [
      { what: "contacts brought", value: first.seconds, unit: "s", atMost: 60, note: `${first.added} added` },
      { what: "the same list again", value: again.seconds, unit: "s", atMost: 60, note: `${again.added} added` },
    ];
    const now = ctx.clock.now();
    const slowest: number[] = [];
    for (const words of questions) {
      const taken = await time(rounds, () => findAnything(db, accountId, now, words));
      slowest.push(percentile(taken, 0.99));
      figures.push({ what: `find "${words}", p99`, value: percentile(taken, 0.99), unit: "ms", atMost: 50 });
    }
    const byName = await time(rounds, () => listContacts(db, accountId, now, { limit: 100, after: null }));
    const vendors = await time(rounds, () =>
      listContacts(db, accountId, now, { limit: 100, after: null, lane: "vendor" }),
    );
    figures.push(
      { what: "list by name, p99", value: percentile(byName, 0.99), unit: "ms", atMost: 50 },
      { what: "list of vendors, p99", value: percentile(vendors, 0.99), unit: "ms", atMost: 50 },
    );
    const begunMs = performance.now();
    await undoImport(ctx, { accountId, by: null, importId: first.importId, runHere: true });
    await runImport(ctx, { accountId, importId: first.importId });
    figures.push({ what: "taken back", value: (performance.now() - begunMs) / 1000, unit: "s", atMost: 60 });
    const broken = again.added === 0 ? [] : [`The same list added ${again.added} contacts.`];
    return { figures, broken };
  },
};

async function time(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const begunMs = performance.now();
    await work();
    taken.push(performance.now() - begunMs);
  }
  return taken;
}

async function openAccount(ctx: Context, name: string): Promise<string> {
  const created = await createAccount(ctx, {
    name,
    timeZone: "America/Chicago",
    trade: "home_services",
    owner: { userId: name, name: "Olive Owner", email: `${name.toLowerCase()}@example.test` },
  });
  if (!created.ok) throw new Error(created.refusal);
  return created.accountId;
}

async function bring(ctx: Context, accountId: string, say: (line: string) => void) {
  const bytes = Buffer.from(contactList(contacts, namesOf(7)));
  const importId = await beginImport(ctx, { accountId, by: null, fileName: "contacts.csv", brings: "contacts" });
  for (let number = 0; number * importChunkBytesMax < bytes.length; number += 1) {
    const piece = bytes.subarray(number * importChunkBytesMax, (number + 1) * importChunkBytesMax);
    const added = await addImportChunk(ctx, { accountId, importId, number, bytes: piece });
    if (!added.ok) throw new Error(added.refusal);
  }
  const shown = await previewContacts(ctx, { accountId, importId, mapping: undefined });
  if (!shown.ok) throw new Error(shown.refusal);
  const started = await startContacts(ctx, { accountId, by: null, importId, mapping: shown.mapping, runHere: true });
  if (!started.ok) throw new Error(started.refusal);
  const begunMs = performance.now();
  await runImport(ctx, { accountId, importId });
  const seconds = (performance.now() - begunMs) / 1000;
  const found = await findImport(ctx, { accountId, importId });
  if (found?.state !== "done") throw new Error(`The import is ${found?.state}: ${found?.error}`);
  say(
    `${found.rowsRead} rows in ${seconds.toFixed(1)} s: ${found.added} added, ${found.repeated} known, ${found.rejected} left out`,
  );
  return { importId, seconds, added: found.added };
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
