import fc from "fast-check";
import { expect, test } from "vitest";
import { findQuote } from "./find-quote.ts";

const text = "Hi, it’s Ana.  There's WATER\ncoming — through “the” ceiling, café side… Fireplace no. 3";
const found = (quote: string) => {
  const place = findQuote(text, quote);
  return place === null ? null : text.slice(place.start, place.end);
};

test.each([
  ["it's ana", "it’s Ana"],
  ["water coming", "WATER\ncoming"],
  ['through "the" ceiling', "through “the” ceiling"],
  ["coming - through", "coming — through"],
  ["  Café side...", "café side"],
  ["cafe side", "café side"],
  ["“There's water”", "There's WATER"],
])("%s is found as it stands", (quote, stands) => {
  expect(found(quote)).toBe(stands);
});

test.each(["fire", "ater coming", "water is coming", "", " ... ", "no. 33", "Hi Ana"])("%s is not there", (quote) => {
  expect(found(quote)).toBeNull();
});

test("accents written apart belong to their letter, and invisible signs are seen past", () => {
  const strange = "une cafe\u0301tie\u0301re et du g\u200bas";
  const place = findQuote(strange, "cafétiére");
  expect(place && strange.slice(place.start, place.end)).toBe("cafe\u0301tie\u0301re");
  expect(findQuote(strange, "gas")).not.toBeNull();
});

test("whatever stands in a text is found at a place whose words fold to the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.nat(60), fc.nat(60), (any, from, length) => {
      const piece = any.slice(from, from + length);
      const place = findQuote(any, piece);
      if (place === null) return;
      expect(place.start).toBeGreaterThanOrEqual(0);
      expect(place.end).toBeLessThanOrEqual(any.length);
      expect(place.start).toBeLessThan(place.end);
      expect(findQuote(any.slice(place.start, place.end), piece)).not.toBeNull();
    }),
  );
});
