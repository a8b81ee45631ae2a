import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@ringback/server/db/embedded.ts";
import { verifyLedger } from "@ringback/server/db/queries/ledger-verify.ts";
import { compactTally, sealLedger } from "@ringback/server/db/stores/ledger.ts";
import { type Transaction, transaction } from "@ringback/server/db/transaction.ts";
import { coverLog } from "@ringback/server/use-cases/cover-hours.ts";
import type { Bench, Figure } from "#bench.ts";
import { median, percentile } from "#statistics.ts";
import { agencyQuestions } from "./agency.ts";
import { contextOn } from "./context-on.ts";
import { figureQuestions } from "./figure-questions.ts";
import { fillYear } from "./fill-year.ts";
import { takeCall } from "./ingest.ts";
import { type Installation, makeInstallation } from "./installation.ts";
import { pagesOfMeasure } from "./pages.ts";
import { type ScreenQuestion, screenQuestions } from "./screens.ts";

const calls = Number(process.env["BENCH_CALLS"] ?? 1_000_000);
/** With more than one, the year is copied into those before it, as far as reports read it: ten make ten million calls. */
const years = Number(process.env["BENCH_YEARS"] ?? 1);
const turns = 200;
const warmTurns = 12;
const pairs = 600;

/** A year of a busy business: every screen's questions, and whether taking in a call has become slower. */
export const million: Bench = {
  name: "million",
  about:
    "a year of a million calls: every screen's question, the check of the books, the pages of Measure in a browser, and ingest beside an empty database",
  run: async (say) => {
    await using stack = new AsyncDisposableStack();
    const dataDir = await mkdtemp(join(tmpdir(), "ringback-bench-"));
    stack.defer(() => rm(dataDir, { recursive: true, force: true }));
    const store = await startEmbeddedPostgres({ dataDir, log: () => {} });
    stack.defer(() => store.stop());
    const base = contextOn(store.connectionString);
    stack.defer(() => base.db.close());
    const empty = stack.use(await makeInstallation(base, store.connectionString, "bench_empty"));
    const full = stack.use(await makeInstallation(base, store.connectionString, "bench_full"));
    await coverYear(full);
    const started = performance.now();
    await fillYear({ ...full, calls, say });
    const fillSeconds = (performance.now() - started) / 1000;
    // Copies have no ledger to be checked against.
    const books = years > 1 ? await copyYears(full, say) : await checkBooks(full);
    const figures = [
      { what: "filled with a year of calls", value: fillSeconds, unit: "s", atMost: 180 },
      ...(await growth(full)),
      ...books.figures,
      ...(await askAll(
        [
          ...(await screenQuestions(full.context, full.accountId)),
          ...(await figureQuestions(full.context, full.accountId)),
        ],
        say,
      )),
      ...(await ingestBeside(empty, full)),
      ...(await keepingTheBooks(full)),
      ...(await pagesOfMeasure(full)),
      ...(await askAll(await agencyQuestions(full), say)),
    ] satisfies Figure[];
    return { figures, broken: books.broken };
  },
};

/** Writes down the opening hours of the year, as for the time of a log. */
async function coverYear({ context, accountId }: Installation): Promise<void> {
  const now = context.clock.now();
  const ask = <Answer>(work: (tx: Transaction) => Promise<Answer>) => transaction(context.db, accountId, now, work);
  await coverLog(ask, 1, { from: now.subtract({ hours: 24 * 370 }), until: now });
}

interface Books {
  readonly figures: Figure[];
  readonly broken: string[];
}

async function copyYears({ context, accountId }: Installation, say: (line: string) => void): Promise<Books> {
  const client = await context.db.pool.connect();
  try {
    await client.query("select set_config('bench.account', $1, false), set_config('bench.years', $2, false)", [
      accountId,
      String(years - 1),
    ]);
    await client.query(await readFile(new URL("./years-before.sql", import.meta.url), "utf8"));
    say(`${years} years`);
    const started = performance.now();
    // The sums of at most two hundred months are made at once.
    await client.query("select ringback.compact_figures(at_most => '1 hour')");
    const seconds = (performance.now() - started) / 1000;
    await client.query("vacuum (analyze)");
    const { rows } = await client.query<{ calls: number }>("select count(*)::int as calls from ringback.call");
    return {
      figures: [{ what: `summing up ${years} years`, value: seconds, unit: "s", note: `${rows[0]?.calls} calls` }],
      broken: [],
    };
  } finally {
    client.release(true);
  }
}

async function checkBooks({ context, accountId }: Installation): Promise<Books> {
  const started = performance.now();
  const report = await verifyLedger(context.db, accountId, context.clock.now());
  const seconds = (performance.now() - started) / 1000;
  const note = `${report.blocks} blocks, ${report.entries} entries, ${report.calls} calls`;
  return {
    figures: [{ what: "ledger verify", value: seconds, unit: "s", note }],
    broken: report.findings.map((finding) => finding.text),
  };
}

async function askAll(questions: readonly ScreenQuestion[], say: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { what, ask } of questions) {
    const samples: number[] = [];
    for (let turn = 0; turn < warmTurns + turns; turn += 1) {
      const started = performance.now();
      await ask(turn);
      if (turn >= warmTurns) samples.push(performance.now() - started);
    }
    const p50 = median(samples);
    figures.push({
      what: `${what}, p99`,
      value: percentile(samples, 0.99),
      unit: "ms",
      atMost: 50,
      note: `p50 ${p50.toFixed(1)} ms`,
    });
    say(what);
  }
  return figures;
}

/** In turns on one machine, so that what else it does slows both. */
async function ingestBeside(empty: Installation, full: Installation): Promise<Figure[]> {
  const [ofEmpty, ofFull]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < pairs; turn += 1) {
    const order = turn % 2 === 0 ? [empty, full] : [full, empty];
    for (const one of order) (one === empty ? ofEmpty : ofFull).push(await takeCall(one, turn));
  }
  const late = (samples: readonly number[]) => median(samples.slice(100));
  return [
    { what: "a missed call on an empty database, p50", value: late(ofEmpty), unit: "ms", note: "two transactions" },
    { what: "the same with the year, p50", value: late(ofFull), unit: "ms" },
    { what: "ingest with the year ÷ empty", value: late(ofFull) / late(ofEmpty), unit: "", atMost: 1.15 },
  ];
}

/** What a year takes on disk, and of it what the figures do. */
async function growth({ context }: Installation): Promise<Figure[]> {
  const { rows } = await context.db.pool.query<{ name: string; mb: number; figures: boolean }>(
    `select c.relname as name, (sum(pg_total_relation_size(c.oid)) / 1048576)::float8 as mb,
       c.relname in ('matter', 'call_figure', 'matter_figure', 'figure_day', 'figure_month', 'call_month', 'time_month', 'call_sum', 'matter_sum', 'time_day', 'open_stretch') as figures
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'ringback' and c.relkind in ('r', 'm') group by 1, 3 order by 2 desc`,
  );
  const sum = (some: typeof rows) => some.reduce((total, { mb }) => total + mb, 0);
  const largest = rows.slice(0, 4).map(({ name, mb }) => `${name} ${Math.round(mb)}`);
  return [
    { what: "on disk, all tables with their indexes", value: sum(rows), unit: "MB", note: largest.join(", ") },
    { what: "of it the figures", value: sum(rows.filter(({ figures }) => figures)), unit: "MB" },
  ];
}

async function keepingTheBooks({ context }: Installation): Promise<Figure[]> {
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  return [
    { what: "sealing a minute", value: await timed(() => sealLedger(context.db)), unit: "ms" },
    { what: "summing up the counts", value: await timed(() => compactTally(context.db)), unit: "ms" },
  ];
}
