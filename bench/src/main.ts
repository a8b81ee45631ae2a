// `npm run bench [name …]`: measures on this machine, prints the figures beside their targets. Exit code 1 when a promise
// was seen broken; a missed target is printed and no more, since machines differ.
import { parseArgs } from "node:util";
import type { Bench, BenchResult } from "./bench.ts";
import { classify } from "./classify/bench-classify.ts";
import { contactsBench } from "./contacts/bench-contacts.ts";
import { crash } from "./crash/bench-crash.ts";
import { faults } from "./faults/bench-faults.ts";
import { figuresCheck } from "./figures-check/bench-figures-check.ts";
import { importing } from "./importing/bench-import.ts";
import { ingest } from "./ingest/bench-ingest.ts";
import { million } from "./million/bench-million.ts";
import { month } from "./month/bench-month.ts";
import { reading } from "./reading/bench-reading.ts";
import { reconciliation } from "./reconcile/bench-reconcile.ts";
import { startup } from "./resting/bench-startup.ts";
import { figuresTable } from "./table.ts";
import { timers } from "./timers/bench-timers.ts";
import { missedToSms } from "./webhooks/bench-missed-to-sms.ts";
import { roundTrips } from "./webhooks/bench-round-trips.ts";
import { webhookLatency } from "./webhooks/bench-webhook-latency.ts";
import { webhookThroughput } from "./webhooks/bench-webhook-throughput.ts";
import { workplace } from "./workplace/bench-workplace.ts";

const benches: readonly Bench[] = [
  webhookLatency,
  webhookThroughput,
  missedToSms,
  roundTrips,
  startup,
  classify,
  importing,
  contactsBench,
  crash,
  faults,
  reading,
  reconciliation,
  ingest,
  million,
  month,
  figuresCheck,
  workplace,
  timers,
];

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    const names = benches.map((bench) => `  ${bench.name.padEnd(20)} ${bench.about}`).join("\n");
    process.stderr.write(`No bench ${unknown.join(", ")}. There are:\n${names}\n`);
    process.exitCode = 2;
    return;
  }
  const chosen = positionals.length === 0 ? benches : benches.filter((bench) => positionals.includes(bench.name));
  for (const bench of chosen) show(bench, await bench.run((line) => process.stderr.write(`  ${line}\n`)));
}

function show(bench: Bench, { figures, broken = [] }: BenchResult): void {
  process.stdout.write(`\n${bench.name}: ${bench.about}\n\n${figuresTable(figures)}\n`);
  if (broken.length === 0) return;
  process.stdout.write(`\nBROKEN\n${broken.map((line) => `  ${line}`).join("\n")}\n`);
  process.exitCode = 1;
}

await main();
