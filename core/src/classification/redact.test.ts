import fc from "fast-check";
import { expect, test } from "vitest";
import { redact } from "./redact.ts";

test.each([
  ["my card is 4111 1111 1111 1111", "my card is [card ••••1111]"],
  ["4111-1111-1111-1111 thanks", "[card ••••1111] thanks"],
  ["4111111111111111", "[card ••••1111]"],
  ["amex 3782 822463 10005", "amex [card ••••0005]"],
  ["it's four one one one, one one one one, one one one one, one one one one", "it's [card ••••1111]"],
  ["forty one eleven eleven eleven eleven eleven eleven eleven", "[card ••••1111]"],
  [
    "card 4111 dash 1111 dash 1111 dash 1111 expires 12/27 code 123",
    "card [card ••••1111] expires [card code] code [card code]",
  ],
  ["the cvv is 987", "the cvv is [card code]"],
  ["security code nine eight seven", "security code [card code]"],
  ["ssn 123-45-6789", "ssn [ssn]"],
  ["123 45 6789", "[ssn]"],
  ["my social is one two three four five six seven eight nine", "my social is [ssn]"],
  ["routing number 021000021", "routing number [bank account]"],
  ["my checking is 000123456789", "my checking is [bank account]"],
  ["call 312 555 0134 card 5555 5555 5555 4444", "call 312 555 0134 card [card ••••4444]"],
])("what must not be kept is taken out: %s", (text, redacted) => {
  expect(redact(text).text).toBe(redacted);
});

test.each([
  "call me at 312-555-0134",
  "312 555 0134 again 312 555 0134",
  "312 555 0134 312 555 0134",
  "1200 Oak Street, unit 5, at 9:30 on 12/27",
  "order 4111 1111 1111 1112",
  "666-45-6789 and 900-45-6789 and 123-00-6789",
  "tracking 1234567890123456",
  "three people, two dogs, one leak",
])("other numbers stay: %s", (text) => {
  expect(redact(text)).toEqual({ text, redactions: [] });
});

test("a code is looked for twelve words around its card, not further", () => {
  const after = (words: number): string => redact(`4111 1111 1111 1111 ${"and ".repeat(words)}123`).text;
  expect(after(11)).toContain("[card code]");
  expect(after(12)).not.toContain("[card code]");
});

test("a number known to be ours stays", () => {
  expect(redact("case 4111 1111 1111 1111", { knownNumbers: ["4111111111111111"] }).redactions).toEqual([]);
});

test("each redaction says where it was and where its mark is", () => {
  const text = "card 4111 1111 1111 1111 and ssn 123-45-6789";
  const { text: redacted, redactions } = redact(text);
  expect(
    redactions.map(({ kind, start, end, redactedStart, redactedEnd }) => [
      kind,
      text.slice(start, end),
      redacted.slice(redactedStart, redactedEnd),
    ]),
  ).toEqual([
    ["card", "4111 1111 1111 1111", "[card ••••1111]"],
    ["ssn", "123-45-6789", "[ssn]"],
  ]);
});

const pieces = fc.constantFrom(
  "4111 1111 1111 1111",
  "5555555555554444",
  "four one one one",
  "one one one one",
  "cvv",
  "123",
  "12/27",
  "expires",
  "ssn",
  "123-45-6789",
  "social",
  "312 555 0134",
  "card",
  "[card ••••1111]",
  "[ssn]",
  "and",
  "the",
  ",",
  "double five",
  "routing",
  "021000021",
  "9",
  "44",
);

test("redacting twice changes nothing, and what remains around the marks is untouched", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(pieces, { maxLength: 30 }).map((words) => words.join(" ")),
        fc.string({ unit: "binary" }),
        fc.stringMatching(/^[0-9 \-.]{0,60}$/),
      ),
      (text) => {
        const once = redact(text);
        expect(redact(once.text).text).toBe(once.text);
        let rest = "";
        let from = 0;
        for (const { start, end } of once.redactions) {
          rest += text.slice(from, start);
          from = end;
        }
        rest += text.slice(from);
        let restRedacted = "";
        from = 0;
        for (const { redactedStart, redactedEnd } of once.redactions) {
          restRedacted += once.text.slice(from, redactedStart);
          from = redactedEnd;
        }
        expect(restRedacted + once.text.slice(from)).toBe(rest);
      },
    ),
    { numRuns: 1500 },
  );
});

test("long runs of digits are read in bounded time", () => {
  for (const text of [
    "1".repeat(50_000),
    "4 ".repeat(25_000),
    "four ".repeat(10_000),
    "cvv 123 ".repeat(6_000),
    "4111 1111 1111 1111 123 ".repeat(2_000),
  ]) {
    const before = performance.now();
    redact(text);
    expect(performance.now() - before, text.slice(0, 20)).toBeLessThan(1500);
  }
});
