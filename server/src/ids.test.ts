import { expect, test } from "vitest";
import { uuidV7 } from "./ids.ts";

test("ids sort as they were made, also many in one millisecond, and are version 7", () => {
  const made = Array.from({ length: 10_000 }, () => uuidV7.next());
  expect(made.every((id, index) => index === 0 || id > (made[index - 1] ?? ""))).toBe(true);
  expect(new Set(made).size).toBe(made.length);
  expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
