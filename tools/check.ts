// `npm run check [folder …]`: formatting, lint with the fences, and types. What CI runs before the tests.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const rooms = ["core", "contract", "server", "web", "cli", "dev", "e2e", "bench", "eval"];
const wanted = process.argv.slice(2).map((folder) => folder.replace(/\/$/, ""));
const failed: string[] = [];

function run(what: string, script: string, args: readonly string[]): void {
  const done = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: "inherit" });
  if (done.status !== 0) failed.push(what);
}

process.channel?.unref();
run("format and lint", "node_modules/@biomejs/biome/bin/biome", [
  "check",
  "--error-on-warnings",
  ...(wanted.length > 0 ? wanted : ["."]),
]);
for (const room of rooms.filter((one) => wanted.length === 0 || wanted.includes(one))) {
  for (const project of ["tsconfig.json", "tsconfig.test.json"]) {
    if (existsSync(join(root, room, project)))
      run(`types of ${room}`, "node_modules/typescript/bin/tsc", ["-p", join(room, project)]);
  }
}
process.stdout.write(failed.length === 0 ? "check: all well\n" : `check failed: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
