// Every fence of the house has a probe: a line that breaks it, and the proof that the break is reported. A rule nobody has
// seen fail may be checking nothing.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

const restricted = "noRestrictedImports";
const probes: readonly [path: string, text: string, rule: string][] = [
  ["core/src/calls/probe.ts", 'import "node:fs";', restricted],
  ["core/src/calls/probe.ts", 'import "@ringback/server/main.ts";', restricted],
  ["core/src/calls/probe.ts", 'import "zod";', restricted],
  ["core/src/calls/probe.ts", 'import "../escalation/next-escalation.ts";', restricted],
  ["core/src/calls/probe.ts", "export const at = Temporal.Now.instant();", "Pass the time"],
  ["core/src/calls/probe.ts", "export const at = Date.now();", "Pass the time"],
  ["core/src/calls/probe.ts", "export const at = new Date();", "Pass the time"],
  ["core/src/calls/probe.ts", "export const n = Math.random();", "Pass the time"],
  ["core/src/calls/probe.ts", "export const id = crypto.randomUUID();", "Pass the time"],
  ["contract/src/probe.ts", 'import "fastify";', restricted],
  ["contract/src/probe.ts", 'import "@ringback/server/main.ts";', restricted],
  ["server/src/http/probe.ts", 'import "#db/stores/calls.ts";', restricted],
  ["server/src/http/probe.ts", 'import "#jobs/worker.ts";', restricted],
  ["server/src/http/api/probe.ts", 'import "#providers/telephony/provider.ts";', restricted],
  ["server/src/http/api/probe.ts", 'import "pg";', restricted],
  ["server/src/use-cases/probe.ts", 'import "#http/server.ts";', restricted],
  ["server/src/use-cases/probe.ts", 'import "#jobs/worker.ts";', restricted],
  ["server/src/use-cases/probe.ts", 'import "#providers/telephony/twilio/index.ts";', restricted],
  ["server/src/use-cases/probe.ts", 'import "@ringback/contract/calls.ts";', restricted],
  ["server/src/use-cases/probe.ts", 'import "node:crypto";', restricted],
  ["server/src/jobs/probe.ts", 'import "#db/stores/calls.ts";', restricted],
  ["server/src/db/probe.ts", 'import "#use-cases/context.ts";', restricted],
  ["server/src/providers/telephony/probe.ts", 'import "#db/database.ts";', restricted],
  ["server/src/providers/telephony/twilio/probe.ts", 'import "#providers/email/smtp/index.ts";', restricted],
  ["server/src/providers/telephony/signalwire/probe.ts", 'import "#providers/telephony/twilio/index.ts";', restricted],
  [
    "server/src/providers/telephony/twiml-family/probe.ts",
    'import "#providers/telephony/twilio/index.ts";',
    restricted,
  ],
  ["server/src/auth/probe.ts", 'import "#use-cases/context.ts";', restricted],
  ["web/src/ui/probe.ts", 'import "@ringback/core/phone-number.ts";', restricted],
  ["web/src/ui/probe.ts", 'import "#api/client.ts";', restricted],
  ["web/src/components/probe.ts", 'import "#pages/today/today-page.tsx";', restricted],
  ["web/src/api/probe.ts", 'import "#pages/today/today-page.tsx";', restricted],
  ["dev/src/fake-phone-network/probe.ts", 'import "@ringback/server/main.ts";', restricted],
  ["core/src/calls/probe.ts", 'import "left-pad";', "noUndeclaredDependencies"],
  ["web/src/pages/probe.ts", 'import "pg";', "noUndeclaredDependencies"],
  ["server/src/use-cases/probe.ts", 'export type { Database } from "./lawful";', "useImportExtensions"],
  [
    "server/src/use-cases/probe.ts",
    'import { Context } from "./context.ts";\nexport type B = Context;',
    "useImportType",
  ],
  ["server/src/use-cases/probe.ts", 'console.log("x");', "noConsole"],
];

const lawful: readonly [path: string, text: string][] = [
  ["core/src/calls/lawful.ts", 'export { accept } from "#decision.ts";\n'],
  ["server/src/use-cases/lawful.ts", 'export type { Database } from "#db/database.ts";\n'],
  ["server/src/http/lawful.ts", 'export type { Context } from "#use-cases/context.ts";\n'],
  [
    "server/src/providers/telephony/signalwire/lawful.ts",
    'export type { Dialect } from "#providers/telephony/twiml-family/dialect.ts";\n',
  ],
  ["web/src/pages/lawful.ts", 'export { api } from "#api/client.ts";\n'],
];

/** A house of the same plan in a temporary folder, with one file a probe; Biome looks at all of them in one run. */
let folder: string;
let report: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ringback-fences-"));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const settings = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
  put("biome.json", JSON.stringify({ ...settings, $schema: undefined, vcs: undefined }));
  put("tools/no-hidden-inputs.grit", readFileSync(join(root, "tools/no-hidden-inputs.grit"), "utf8"));
  for (const room of ["core", "contract", "server", "web", "dev"])
    put(`${room}/package.json`, readFileSync(join(root, room, "package.json"), "utf8"));
  put("package.json", readFileSync(join(root, "package.json"), "utf8"));
  for (const [index, [path, text]] of probes.entries()) put(probePath(path, index), `${text}\n`);
  for (const [path, text] of lawful) put(path, text);
  put("core/src/calls/one.ts", 'import { two } from "./two.ts";\nexport const one: number = two;\n');
  put("core/src/calls/two.ts", 'import { one } from "./one.ts";\nexport const two: number = one;\n');
  const args = ["lint", "--colors=off", "--max-diagnostics=none", "--reporter=github", "."];
  const done = spawnSync(join(root, "node_modules/.bin/biome"), args, { cwd: folder, encoding: "utf8" });
  report = done.stdout + done.stderr;
});
afterAll(() => rmSync(folder, { recursive: true }));

function probePath(path: string, index: number): string {
  return path.replace("probe.ts", `probe-${index}.ts`);
}

function reportedFor(path: string): string {
  return report
    .split("\n")
    .filter((line) => line.includes(`file=${join(folder, path)},`))
    .join("\n");
}

test.each(probes.map((probe, index) => [...probe, index] as const))(
  "in %s the line %j is reported",
  (path, _text, rule, index) => {
    expect(reportedFor(probePath(path, index))).toContain(rule);
  },
);

test("a cycle of imports is reported", () => {
  expect(reportedFor("core/src/calls/one.ts")).toContain("noImportCycles");
});

test.each(lawful)("a lawful line in %s is not reported", (path) => {
  expect(reportedFor(path)).toBe("");
});

test.each(["process.exit(1)", 'fetch("http://127.0.0.1")', "setTimeout(() => {}, 1)", 'console.log("x")'])(
  "the compiler does not know %s in core",
  (line) => {
    const folder = mkdtempSync(join(tmpdir(), "ringback-fence-"));
    try {
      writeFileSync(join(folder, "probe.ts"), `${line};\nexport {};\n`);
      writeFileSync(
        join(folder, "tsconfig.json"),
        JSON.stringify({ extends: join(root, "core/tsconfig.json"), include: [join(folder, "probe.ts")], exclude: [] }),
      );
      const done = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder], { encoding: "utf8" });
      expect(done.stdout).toContain("TS2");
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
