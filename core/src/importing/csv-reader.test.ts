import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvReader } from "./csv-reader.ts";

function read(text: string, pieceChars = text.length || 1, delimiter = ",") {
  const reader = new CsvReader(delimiter);
  const rows = [];
  for (let at = 0; at < text.length; at += pieceChars)
    rows.push(...reader.push(text.slice(at, at + pieceChars), at + pieceChars >= text.length));
  return rows;
}

const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", " ", "\n", "\r", "é", ";", "1"), maxLength: 6 });

test("what is written by the rules is read back, whatever the pieces and line ends", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.integer({ min: 1, max: 40 }),
      (rows, end, pieceChars) => {
        const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")).join(end);
        expect(read(text, pieceChars).map((row) => ("fields" in row ? row.fields : row.problem))).toEqual(rows);
      },
    ),
  );
});

test("any text at all is read to its end, and the same in any pieces", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", "\0"), maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (text, pieceChars) => {
        expect(read(text, pieceChars)).toEqual(read(text));
      },
    ),
  );
});

test("a quote that is never closed costs only its own row", () => {
  const rows = read('a,b\n1,"x\n2,y\n3,"z"\n');
  expect(rows).toMatchObject([
    { row: 1, fields: ["a", "b"] },
    { row: 2, problem: "broken-quotes", line: '1,"x' },
    { row: 3, fields: ["2", "y"] },
    { row: 4, fields: ["3", "z"] },
  ]);
});

test("a quote that swallows lines up to the next quote is found by the columns", () => {
  const reader = new CsvReader(",");
  reader.expectColumns(2);
  expect(reader.push('1,"x\n2,y\n3,"z"\n4,"w\n5,"v"', true)).toMatchObject([
    { row: 1, problem: "broken-quotes" },
    { row: 2, fields: ["2", "y"] },
    { row: 3, fields: ["3", "z"] },
    { row: 4, problem: "broken-quotes" },
    { row: 5, fields: ["5", "v"] },
  ]);
  const wide = new CsvReader(",");
  wide.expectColumns(2);
  expect(wide.push('1,"x\n2,y",9\n3,z\n', true)).toMatchObject([
    { row: 1, problem: "broken-quotes" },
    { row: 2 },
    { row: 3, fields: ["3", "z"] },
  ]);
});

test("a line of ten megabytes is rejected once and not kept, and reading goes on", () => {
  const rows = read(`a,b\n${"x".repeat(10_000_000)}\n1,2\n`, 65_536);
  expect(rows).toMatchObject([{ row: 1 }, { row: 2, problem: "line-too-long" }, { row: 3, fields: ["1", "2"] }]);
  expect(rows[1]?.line.length).toBeLessThan(3_000);
});
