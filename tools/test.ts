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
}

process.chdir(root);
process.channel?.unref();
await buildWebApp();
if (!existsSync("/usr/bin/chromium") && !process.env["CHROMIUM"])
  process.stderr.write(
    "Chromium is not installed, so browser tests are skipped. On Debian: apt-get install -y chromium\n",
  );

const folder = await mkdtemp(join(tmpdir(), "ringback-test-"));
const reportFile = join(folder, "report.json");
const args = [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${reportFile}`,
  ...process.argv.slice(2),
];
const child = spawn(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), ...args], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const) process.on(signal, () => child.kill("SIGTERM"));
const code = await new Promise<number>((resolve) => child.on("exit", (status) => resolve(status ?? 1)));
const report = existsSync(reportFile) ? (JSON.parse(await readFile(reportFile, "utf8")) as Report) : null;
await rm(folder, { recursive: true });
const skipped = report ? report.numPendingTests + report.numTodoTests : 0;
// A file that cannot even be loaded counts no test; it must not look like success.
const failed = report ? Math.max(report.numFailedTests, report.success ? 0 : 1) : 1;
process.stdout.write(
  `\n${report?.numPassedTests ?? 0} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
);
process.exitCode = code === 0 && failed === 0 ? 0 : 1;
