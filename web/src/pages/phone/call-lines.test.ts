import { expect, test } from "vitest";
import { callLines } from "./call-lines.ts";

const at = "2026-11-20T20:02:07Z";
const beep = { at, kind: "beep", text: "" } as const;
const ended = { at, kind: "ended", text: "completed" } as const;

test("what was said on this phone stands where it was said", () => {
  const lines = callLines([beep, ended], [{ text: "no heat", after: 1 }]);
  expect(lines.map((line) => line.kind)).toEqual(["beep", "mine", "ended"]);
});

test("one's own words that the network plays back are not shown twice; another's are", () => {
  const heard = [beep, { at, kind: "said", text: "no heat" }, { at, kind: "said", text: "Northside, Maya" }] as const;
  const lines = callLines(heard, [{ text: "no heat", after: 1 }]);
  expect(lines.map((line) => `${line.kind} ${line.text}`)).toEqual(["beep ", "mine no heat", "said Northside, Maya"]);
});
