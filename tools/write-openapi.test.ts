import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openApiPath, openApiText } from "./write-openapi.ts";

test("docs/openapi.json is what the contract says", async () => {
  const file = readFileSync(openApiPath, "utf8");
  // Compared as a whole; a difference of thousands of lines would help nobody.
  expect((await openApiText()) === file, "Write it anew with: npx node tools/write-openapi.ts").toBe(true);
});
