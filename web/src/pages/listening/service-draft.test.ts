import type { AiServiceBody } from "@ringback/contract/ai-services.ts";
import { expect, test } from "vitest";
import { bodyOf, draftOf, missingIn } from "./service-draft.ts";

const stored: AiServiceBody = {
  kind: "language-model",
  vendor: "openai-compatible",
  vendorLabel: "OpenAI-compatible",
  baseUrl: "https://models.example/v1",
  path: null,
  model: "small",
  hasKey: true,
  keyEnd: "abcd",
  dailyBudgetDollars: 2.5,
  price: { perMillionInputTokens: 0.15 },
  agreement: { date: "2026-10-01", product: "Enterprise" },
  enabled: false,
  isInTheHouse: false,
  health: "working",
  healthNote: "",
  lastSuccessAt: null,
  lastErrorAt: null,
  usedTodayDollars: 0,
};

test("what was not touched is sent back as it was, and the key that is kept is not sent at all", () => {
  const { vendor, baseUrl, path, model, price, agreement, enabled, dailyBudgetDollars } = stored;
  expect(bodyOf(draftOf(stored, "other"), "language-model")).toEqual({
    vendor,
    baseUrl,
    path,
    model,
    price,
    agreement,
    enabled,
    dailyBudgetDollars,
  });
});

test("an emptied price is free, an emptied agreement is none, and prices of the other kind stay behind", () => {
  const draft = {
    ...draftOf(stored, "x"),
    perMillionInputTokens: "",
    agreementDate: "",
    agreementProduct: "",
    perMinute: "1",
  };
  expect(bodyOf(draft, "language-model")).toMatchObject({ price: {}, agreement: null });
  expect(bodyOf(draft, "speech")?.price).toEqual({ perMinute: 1 });
});

test("what is missing is said", () => {
  const draft = draftOf(stored, "x");
  expect(missingIn(draft)).toBeNull();
  expect(missingIn({ ...draft, baseUrl: " " })).toMatch(/address/);
  expect(missingIn({ ...draft, model: "" })).toMatch(/model/);
  expect(missingIn({ ...draft, budget: "" })).toMatch(/cost a day/);
  expect(missingIn({ ...draft, budget: "-1" })).toMatch(/cost a day/);
  expect(missingIn({ ...draft, agreementProduct: "" })).toMatch(/both/);
});
