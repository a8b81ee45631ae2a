import type { InventoryNumberBody } from "@ringback/contract/inventory.ts";
import { expect, test } from "vitest";
import { fitsSearch } from "./number-words.ts";

const number = {
  number: "+13125550117",
  label: "Google Ads",
  source: "Google",
  lineOfService: "Heating",
  team: null,
  role: "tracking",
  connectionLabel: "Twilio",
} as InventoryNumberBody;

test.each(["", "heat", "5550117", "(312) 555", "tracking", "twilio"])("a number is found by %j", (typed) => {
  expect(fitsSearch(number, typed)).toBe(true);
});

test.each(["plumbing", "999", "x"])("a number is not found by %j", (typed) => {
  expect(fitsSearch(number, typed === "x" ? "xyz" : typed)).toBe(false);
});
