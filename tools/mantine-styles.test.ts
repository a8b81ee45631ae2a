import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listPath, wantedStyles } from "./mantine-styles.ts";

test("every Mantine component on a screen has its styles in web/src/mantine.css", () => {
  const advice = "Run: node tools/mantine-styles.ts --write";
  expect(readFileSync(listPath, "utf8"), advice).toBe(wantedStyles());
});
