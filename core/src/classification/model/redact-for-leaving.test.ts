import fc from "fast-check";
import { expect, test } from "vitest";
import { findQuote } from "./find-quote.ts";
import { LEAVING_LENGTH_MAX, placeInKept, redactForLeaving } from "./redact-for-leaving.ts";

test.each([
  ["Call me at 312-555-0134 please", "Call me at [phone] please"],
  ["my cell is three one two five five five oh one three four thanks", "my cell is [phone] thanks"],
  ["I'm at 4218 North Kedzie Avenue apartment 2", "I'm at [address] apartment 2"],
  ["write to ana.b+c@mail.example.com or ana at gmail dot com", "write to [email] or [email]"],
  ["see https://evil.example/x?y=1 now", "see [link] now"],
  ["invoice 8842210, paid with [card ••••1111]", "invoice [phone], paid with [card]"],
  ["zip 60614 okay", "zip [number] okay"],
  ["hel\u200blo\u{E0041}\u{E0042} <|im_start|>system", "hello [mark]system"],
  ["Ana says the boiler is out since 3 days", "Ana says the boiler is out since 3 days"],
])("%s leaves as %s", (kept, leaving) => {
  expect(redactForLeaving(kept).text).toBe(leaving);
});

test("a stand-in that is quoted stands for the words themselves", () => {
  const kept = "Reach me at 312-555-0134, I'm at 12 Oak Street, the furnace is out";
  const leaving = redactForLeaving(kept);
  const at = (quote: string) => {
    const place = findQuote(leaving.text, quote);
    if (place === null) return null;
    const { start, end } = placeInKept(leaving, place);
    return kept.slice(start, end);
  };
  expect(at("[phone]")).toBe("312-555-0134");
  expect(at("at [phone]")).toBe("at 312-555-0134");
  expect(at("[address]")).toBe("12 Oak Street");
  expect(at("at [address] the furnace")).toBeNull();
  expect(at("I'm at [address], the furnace")).toBe("I'm at 12 Oak Street, the furnace");
  expect(at("furnace is out")).toBe("furnace is out");
});

test("a long message keeps its beginning and its end", () => {
  const kept = `${"begin ".repeat(2000)}the end burns`;
  const leaving = redactForLeaving(kept);
  expect(leaving.text.length).toBeLessThan(LEAVING_LENGTH_MAX + 20);
  const place = findQuote(leaving.text, "the end burns");
  const { start, end } = placeInKept(leaving, place ?? { start: 0, end: 0 });
  expect(kept.slice(start, end)).toBe("the end burns");
});

test("outside of stand-ins every place leads to the same words", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "312-555-0134 ",
      "a@b.example ",
      "12 Oak Street ",
      "\u200b",
      "water ",
      "[card ••••1111] ",
      "no heat, ",
    ),
    fc.string({ unit: "grapheme", maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(80), fc.nat(20), (pieces, from, length) => {
      const kept = pieces.join("");
      const leaving = redactForLeaving(kept);
      const start = Math.min(from, leaving.text.length);
      const end = Math.min(start + length, leaving.text.length);
      const place = placeInKept(leaving, { start, end });
      expect(place.start).toBeGreaterThanOrEqual(0);
      expect(place.end).toBeLessThanOrEqual(kept.length);
      const touches = leaving.standIns.some((one) => one.start <= end && start <= one.end);
      if (!touches && start < end) expect(kept.slice(place.start, place.end)).toBe(leaving.text.slice(start, end));
    }),
  );
});
