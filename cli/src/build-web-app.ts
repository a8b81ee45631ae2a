import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const stampFile = join(root, "web/dist/.built-from");

/** Builds the web app when it is missing or its sources changed; says so, because it takes some seconds. */
export async function buildWebApp(): Promise<void> {
  const sources = await hashSources();
  if (existsSync(stampFile) && (await readFile(stampFile, "utf8")) === sources) return;
  process.stderr.write("Ringback: building the web app, some seconds …\n");
  const { build } = await import("vite");
  await build({ root: join(root, "web"), logLevel: "error" });
  await writeFile(stampFile, sources);
}

async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  const files: string[] = [];
  for await (const file of glob(
    [
      "web/src/**/*",
      "web/public/**/*",
      "web/index.html",
      "web/vite.config.ts",
      "contract/src/**/*.ts",
      "core/src/**/*.ts",
      "package-lock.json",
    ],
    { cwd: root, withFileTypes: true },
  )) {
    if (file.isFile() && !file.name.includes(".test.")) files.push(join(file.parentPath, file.name));
  }
  for (const file of files.sort()) hash.update(file.slice(root.length)).update(await readFile(file));
  return hash.digest("hex");
}
