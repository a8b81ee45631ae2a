// Weighs what a browser must load before Today can be used: `node tools/bundle-size.ts [dist]`, after `vite build`.
// Prints every chunk by gzip and ends with 1 when they weigh more than the budget of docs (architecture.md, figures).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { gzipSync } from "node:zlib";

interface ManifestChunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
type Manifest = Readonly<Record<string, ManifestChunk>>;

const budgetBytes = 250_000;
/** The entry and the two lazy pages that make up Today with a case open: the first screen of everybody's day. */
const firstScreen = ["index.html", "src/pages/today/today-page.tsx", "src/pages/today/case/case-pane.tsx"];

/** The files that the given entries load by themselves: chunks, what they import, and their style sheets. */
export function filesOf(manifest: Manifest, entries: readonly string[]): readonly string[] {
  const files = new Set<string>();
  const visited = new Set<string>();
  const visit = (key: string) => {
    if (visited.has(key)) return;
    visited.add(key);
    const chunk = manifest[key];
    if (chunk === undefined)
      throw new Error(`The manifest has no "${key}". Was a page moved? Then change tools/bundle-size.ts.`);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const entry of entries) visit(entry);
  return [...files];
}

function main(dist: string): number {
  const manifest: Manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
  const weigh = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  const weights = filesOf(manifest, firstScreen)
    .map((file) => ({ file, bytes: weigh(file) }))
    .sort((one, other) => other.bytes - one.bytes);
  const line = (bytes: number, words: string) =>
    process.stdout.write(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${words}\n`);
  for (const { file, bytes } of weights) line(bytes, file);
  const totalBytes = weights.reduce((sum, { bytes }) => sum + bytes, 0);
  line(totalBytes, `first screen, of ${budgetBytes / 1000} kB allowed`);
  return totalBytes > budgetBytes ? 1 : 0;
}

if (import.meta.main) process.exitCode = main(process.argv[2] ?? join(import.meta.dirname, "../web/dist"));
