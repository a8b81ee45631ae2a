import { expect, test } from "vitest";
import { classifyByRules } from "#classification/classify-by-rules.ts";
import { readTrade, TRADES } from "#classification/trade.ts";
import { drillWords } from "./drill-words.ts";

const callFacts = { callerNumber: "+13125550142", existingCustomer: false };

test.each(TRADES)("a drill of a %s business is judged urgent by its words, and alarms nobody", (trade) => {
  const text = drillWords(trade);
  const assessment = classifyByRules({ text, channel: "voicemail", trade: readTrade(trade), callFacts });
  expect(["normal", "high"]).toContain(assessment.urgency);
  const quotes = assessment.evidence.flatMap((piece) =>
    "quote" in piece && piece.label.startsWith("urgency:") ? [piece.quote] : [],
  );
  for (const quote of quotes) expect(text).toContain(quote);
  expect(quotes.length).toBeGreaterThan(0);
});
