import { expect, test } from "vitest";
import { cellWords, kindOfCell } from "./cell-words.ts";
import type { ReportSection } from "./report-model.ts";

test("each kind of cell reads as people write it, and nothing is a dash", () => {
  expect(cellWords(0.231, "share")).toBe("23 %");
  expect([0.897, 0.9].map((share) => cellWords(share, "goal-share"))).toEqual(["89.7 %", "90 %"]);
  expect(cellWords(125, "minutes")).toBe("2 h 5 min");
  expect(cellWords(80, "seconds")).toBe("1 min 20 s");
  expect(cellWords(240_000, "money", "USD")).toBe("$2,400");
  expect(cellWords("+13125550117", "phone")).toBe("(312) 555-0117");
  expect(cellWords(null, "count")).toBe("–");
});

test("a row's own kind is read before its column's, but words stay words", () => {
  const section: ReportSection = {
    id: "x",
    title: "x",
    words: [],
    columns: [
      { title: "Figure", kind: "text" },
      { title: "Value", kind: "count" },
    ],
    rows: [["Missed", 0.2]],
    rowKinds: ["share"],
  };
  expect([kindOfCell(section, 0, 0), kindOfCell(section, 0, 1)]).toEqual(["text", "share"]);
});
