import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@ringback/server/db/database.ts";
import { startEmbeddedPostgres } from "@ringback/server/db/embedded.ts";
import type { Bench } from "#bench.ts";
import { contextOn } from "#million/context-on.ts";
import { takeCall } from "#million/ingest.ts";
import { type Installation, makeInstallation } from "#million/installation.ts";
import { median } from "#statistics.ts";

const pairs = Number(process.env["BENCH_CALLS"] ?? 1_500);
const warm = 200;

/** What keeping every figure in the transaction of the call costs that transaction. */
export const ingest: Bench = {
  name: "ingest",
  about: "taking in a missed call with every figure kept, beside the same without figures",
  run: async () => {
    await using stack = new AsyncDisposableStack();
    const dataDir = await mkdtemp(join(tmpdir(), "ringback-bench-"));
    stack.defer(() => rm(dataDir, { recursive: true, force: true }));
    const store = await startEmbeddedPostgres({ dataDir, log: () => {} });
    stack.defer(() => store.stop());
    const base = contextOn(store.connectionString);
    stack.defer(() => base.db.close());
    const kept = stack.use(await makeInstallation(base, store.connectionString, "bench_figures"));
    const bare = stack.use(await makeInstallation(base, store.connectionString, "bench_bare"));
    await withoutFigures(bare);
    const [ofKept, ofBare]: [number[], number[]] = [[], []];
    // In turns on one machine, so that what else it does slows both.
    for (let turn = 0; turn < pairs; turn += 1)
      for (const one of turn % 2 === 0 ? [kept, bare] : [bare, kept])
        (one === kept ? ofKept : ofBare).push(await takeCall(one, turn));
    const late = (samples: readonly number[]) => median(samples.slice(warm));
    return {
      figures: [
        { what: "a missed call without figures, p50", value: late(ofBare), unit: "ms", note: "two transactions" },
        { what: "the same with every figure kept, p50", value: late(ofKept), unit: "ms" },
        { what: "with figures ÷ without", value: late(ofKept) / late(ofBare), unit: "", atMost: 1.15 },
      ],
    };
  },
};

/** Takes away all that migration 0018 does while a call is written. */
async function withoutFigures({ connectionString }: Installation): Promise<void> {
  const db = openDatabase(connectionString, 1);
  try {
    await db.pool.query(`do $$
      declare t record;
      begin
        for t in select tgrelid::regclass as relation, tgname from pg_trigger
          where not tgisinternal and (tgname like 'measure\\_%' or tgname like 'settle\\_%' or tgname like '%\\_matter' or tgname like '%\\_matters' or tgname = 'note_voicemail') loop
          execute format('alter table %s disable trigger %I', t.relation, t.tgname);
        end loop;
      end $$;
      create or replace function ringback.figure_call(c ringback.call, sign integer) returns void language sql as $$ select $$;
      create or replace function ringback.is_open(account uuid, version integer, moment timestamptz) returns boolean language sql stable as $$ select true $$;`);
  } finally {
    await db.close();
  }
}
