import { expect, test } from "vitest";
import { checkSentence } from "./check-sentence.ts";

const quote = "so um my water heater is not heating and my husband thinks the pilot light went out on Monday";

test.each([
  ["The caller says my water heater is not heating", "fine"],
  ["my husband thinks the pilot light went out", "not-shown"],
  ["water heater is not heating, pilot light went out", "fine"],
  ["my water heater is heating", "not-shown"],
  ["The thermostat is broken", "not-shown"],
  ["heater water not heating", "not-shown"],
  ["The caller has carbon monoxide poisoning", "not-shown"],
  ["We will be there on Monday", "forbidden-words"],
  ["It is free", "forbidden-words"],
  ["<b>my water heater is not heating</b>", "forbidden-words"],
  ["the", "not-shown"],
])("%s: %s", (sentence, verdict) => {
  expect(checkSentence(sentence, quote)).toBe(verdict);
});

test("a promise is not repeated, even when the caller said it", () => {
  const said = "you told me we will be there at nine and it is free";
  expect(checkSentence("we will be there at nine", said)).toBe("forbidden-words");
});
