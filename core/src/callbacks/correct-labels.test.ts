import { expect, test } from "vitest";
import { classifyByRules } from "#classification/classify-by-rules.ts";
import { readTrade } from "#classification/trade.ts";
import { correctedAssessment, correctLabels } from "./correct-labels.ts";

const before = { urgency: "emergency", intent: "complaint", lane: "complaint" } as const;

test("a person may lower what the rules raised, and what they leave out stays", () => {
  expect(correctLabels(before, { urgency: "low" }, "new-lead")).toEqual({ ...before, urgency: "low" });
});

test("the lane follows a corrected intent, into a complaint and out of it", () => {
  expect(correctLabels(before, { intent: "quote" }, "existing-customer")).toEqual({
    urgency: "emergency",
    intent: "quote",
    lane: "existing-customer",
  });
  expect(correctLabels({ ...before, lane: "new-lead" }, { intent: "vendor" }, "new-lead").lane).toBe("vendor");
  expect(correctLabels({ ...before, lane: "existing-customer" }, { intent: "booking" }, "new-lead").lane).toBe(
    "existing-customer",
  );
});

test("evidence for what was taken back goes, the rest keeps its place, the person stands for the new labels", () => {
  const text = "This is Dana. We have no heat and water is everywhere.";
  const rules = classifyByRules({ text, channel: "voicemail", trade: readTrade("home_services"), callFacts: {} });
  const labels = correctLabels(rules, { urgency: "normal" }, "new-lead");
  const corrected = correctedAssessment(rules, labels, { urgency: "normal" });
  expect(corrected).toMatchObject({ urgency: "normal", intent: rules.intent });
  expect(corrected.evidence.some((piece) => piece.label === "urgency:emergency")).toBe(false);
  expect(
    corrected.evidence.filter((piece) => piece.label === "urgency:normal" && piece.rule === "person"),
  ).toHaveLength(1);
  for (const piece of corrected.evidence)
    if ("start" in piece) expect(text.slice(piece.start, piece.end)).toBe(piece.quote);
});

test("where nothing was judged before, the person's labels stand alone", () => {
  const labels = { urgency: "high", intent: "quote", lane: "new-lead" } as const;
  expect(correctedAssessment(null, labels, { urgency: "high", intent: "quote" })).toMatchObject({
    ...labels,
    speech: "no-speech",
    evidence: [{ label: "urgency:high" }, { label: "intent:quote" }, { label: "lane:new-lead" }],
  });
});
