import fc from "fast-check";
import { expect, test } from "vitest";
import type { Evidence, Urgency } from "./assessment.ts";
import { checkEvidence } from "./check-evidence.ts";
import { raiseUrgency } from "./raise-urgency.ts";

const text = "I smell gas";
const piece = (start: number, end: number, quote: string): Evidence => ({
  label: "urgency:emergency",
  rule: "r",
  start,
  end,
  quote,
});

test("only quotes that stand exactly where they say are kept", () => {
  const good = piece(2, 11, "smell gas");
  const fact: Evidence = { label: "lane:existing-customer", rule: "r", fact: "known" };
  const bad = [
    piece(2, 11, "smell Gas"),
    piece(2, 10, "smell gas"),
    piece(-9, 11, "smell gas"),
    piece(0, 99, text),
    piece(4, 4, ""),
    piece(1, 2, " "),
    piece(2.5, 11, "smell gas"),
    piece(Number.NaN, 11, "smell gas"),
  ];
  expect(checkEvidence(text, [good, ...bad, fact])).toEqual({ kept: [good, fact], dropped: bad });
});

test("raising never lowers, in any order", () => {
  const urgency = fc.constantFrom<Urgency>("emergency", "high", "normal", "low", "unknown");
  fc.assert(
    fc.property(urgency, urgency, urgency, (one, two, three) => {
      expect(raiseUrgency(one, raiseUrgency(two, three))).toBe(raiseUrgency(raiseUrgency(three, one), two));
      expect(raiseUrgency(one, one)).toBe(one);
      expect(raiseUrgency(one, "emergency")).toBe("emergency");
      expect(raiseUrgency("unknown", one)).toBe(one);
    }),
  );
});
