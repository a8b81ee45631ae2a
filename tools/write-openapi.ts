// Writes docs/openapi.json from the contract: the document that a running server answers at /api/openapi.json, for reading
// without one. Run after changing contract/: npx node tools/write-openapi.ts
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mount } from "@ringback/server/http/mount.ts";
import { installOpenApi } from "@ringback/server/http/openapi.ts";
import fastify from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";

const root = join(import.meta.dirname, "..");
export const openApiPath = join(root, "docs/openapi.json");

/** The file's text as it should be. The routes stand without handlers and without a database: only their shape is asked. */
export async function openApiText(): Promise<string> {
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, "server/package.json"), "utf8"));
  const server = fastify();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  await installOpenApi(server, version);
  const nobodyAsks = () => {
    throw new Error("These routes are for describing, not for asking.");
  };
  mount(server, {}, { guard: () => nobodyAsks, clock: { now: nobodyAsks, offsetMs: 0 } });
  await server.ready();
  const text = JSON.stringify(server.swagger());
  await server.close();
  return formatted(text);
}

/** As `npm run check` wants every JSON file. */
function formatted(text: string): string {
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const done = spawnSync(process.execPath, [biome, "format", `--stdin-file-path=${openApiPath}`], {
    input: text,
    encoding: "utf8",
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
  if (done.status !== 0) throw new Error(`Biome could not format the document: ${done.stderr}`);
  return done.stdout;
}

if (import.meta.main) writeFileSync(openApiPath, await openApiText());
