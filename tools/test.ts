// `npm test [vitest arguments]`: builds the web app if it is stale, runs every test, and closes with a line that counts.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWebApp } from "../cli/src/build-web-app.ts";

const root = join(import.meta.dirname, "..");

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
  /** One for each file. */
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}

/** More failures than these are no bad luck. */
const filesRunAgainMax = 4;

process.chdir(root);
process.channel?.unref();
await buildWebApp();
if (!existsSync("/usr/bin/chromium") && !process.env["CHROMIUM"])
  process.stderr.write(
    "Chromium is not installed, so browser tests are skipped. On Debian: apt-get install -y chromium\n",
  );

const folder = await mkdtemp(join(tmpdir(), "ringback-report-"));
try {
  const first = await runVitest(process.argv.slice(2), "all");
  const again = filesToRunAgain(first);
  const second = again.length === 0 ? null : await runVitest([...again, "--no-file-parallelism"], "again");
  close(first, second);
} finally {
  await rm(folder, { recursive: true });
}

/** Runs the tests and answers what came of them; null when there is no report to read. */
async function runVitest(asked: readonly string[], name: string): Promise<Report | null> {
  const reportFile = join(folder, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const args = [join(root, "node_modules/vitest/vitest.mjs"), "run", ...reporters, ...asked];
  const child = spawn(process.execPath, args, { stdio: "inherit" });
  const stop = () => child.kill("SIGTERM");
  for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const) process.on(signal, stop);
  await new Promise((resolve) => child.on("exit", resolve));
  for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const) process.off(signal, stop);
  return existsSync(reportFile) ? (JSON.parse(await readFile(reportFile, "utf8")) as Report) : null;
}

/**
 * Browsers, databases and killed processes share two cores here, and a few tests can be starved. So the files of a few
 * failures run once more, alone; what fails then has failed. That it took two runs is printed, for it is a defect too.
 */
function filesToRunAgain(report: Report | null): string[] {
  const failed = (report?.testResults ?? []).filter(({ status }) => status === "failed").map(({ name }) => name);
  return failed.length <= filesRunAgainMax ? failed : [];
}

function close(first: Report | null, second: Report | null): void {
  const last = second ?? first;
  // A file that cannot even be loaded counts no test; it must not look like success.
  const failed = last === null ? 1 : Math.max(last.numFailedTests, last.success ? 0 : 1);
  const recovered = second === null ? 0 : Math.max(0, (first?.numFailedTests ?? 0) - second.numFailedTests);
  const skipped = first === null ? 0 : first.numPendingTests + first.numTodoTests;
  if (recovered > 0) process.stdout.write(`\n${recovered} failed beside others and passed alone: look into them.\n`);
  const passed = (first?.numPassedTests ?? 0) + recovered;
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
