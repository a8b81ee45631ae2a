import { expect, test } from "vitest";
import { unusedNumber } from "./callers.ts";
import { phoneSearch } from "./phone-search.ts";

test("a new caller has a number of the fiction block that nobody else has", () => {
  let turn = 0;
  const random = () => [0, 0, 0, 0.05][turn++] ?? 0.5;
  expect(unusedNumber([], () => 0)).toBe("+12625550100");
  expect(unusedNumber(["+12625550100"], random)).toBe("+12625550105");
});

test("the address gives the caller back also when the router read a number", () => {
  expect(phoneSearch({ as: 13125550117 })).toEqual({ as: "+13125550117" });
  expect(phoneSearch({ as: "withheld", side: "messages" })).toEqual({ as: "withheld", side: "messages" });
  expect(phoneSearch({ as: "<script>", side: 3 })).toEqual({});
});
