import { routes } from "@ringback/contract/routes.ts";
// biome-ignore lint/correctness/noUndeclaredDependencies: a tool of the tests, declared by the root package
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { createTestHttp } from "#testing/http.ts";
import { Visitor } from "#testing/visitor.ts";

interface Operation {
  operationId: string;
  parameters?: { in: string; name: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

test("the OpenAPI document is of version 3.1, has every route of the contract and only valid schemas", async () => {
  await using http = await createTestHttp();
  const { status, body: document } = await new Visitor(http).send("GET", "/api/openapi.json");
  expect(status).toBe(200);
  expect(document.openapi).toBe("3.1.0");
  // The schemas of OpenAPI 3.1 are JSON Schema 2020-12; strict mode also refuses words that do not exist there.
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    validateFormats: false,
  });
  const seen = new Set<string>();
  for (const [path, methods] of Object.entries<Record<string, Operation>>(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      seen.add(`${operation.operationId} ${method.toUpperCase()} ${path}`);
      const parameters = operation.parameters ?? [];
      const named = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
      expect(named.sort(), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
      const contents = [operation.requestBody, ...Object.values(operation.responses)].map(
        (part) => part?.content ?? {},
      );
      const schemas = [...parameters, ...contents.flatMap((content) => Object.values(content))].map(
        ({ schema }) => schema,
      );
      for (const schema of schemas) expect(() => ajv.compile(schema), `${method} ${path}`).not.toThrow();
      expect(operation.responses["200"]?.content?.["application/json"], path).toBeDefined();
      expect(operation.responses["4XX"]?.content?.["application/problem+json"], path).toBeDefined();
    }
  }
  const expected = Object.entries(routes).map(
    ([name, { method, path }]) => `${name} ${method} /api/v1${path.replace(/:(\w+)/g, "{$1}")}`,
  );
  expect([...seen].sort()).toEqual(expected.sort());
});

test("the readable form loads nothing from elsewhere and has no inline script", async () => {
  await using http = await createTestHttp();
  const { status, body } = await new Visitor(http).send("GET", "/api/docs");
  expect(status).toBe(200);
  expect(body).not.toMatch(/(src|href)="https?:/);
  expect(body).not.toMatch(/<script(?![^>]*src=)[^>]*>\s*\S/);
});
