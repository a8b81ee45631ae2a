import { expect, test } from "vitest";
import { lastDayOf, readNumberList, standingOfNational } from "./do-not-call.ts";

test("a plain list, a table with a heading and the registry's two columns give the same numbers, each once", () => {
  const wanted = ["+13125550141", "+17735550142"];
  expect(readNumberList("3125550141\n(773) 555-0142\n+1 312 555 0141\n")).toEqual({ numbers: wanted, unread: 0 });
  expect(readNumberList('Name;Phone\r\n"Ann";"312-555-0141"\r\nBob;773.555.0142')).toEqual({
    numbers: wanted,
    unread: 0,
  });
  expect(readNumberList("312,5550141\n773,5550142")).toEqual({ numbers: wanted, unread: 0 });
  expect(readNumberList("3125550141\n\nno number\n12345")).toEqual({ numbers: ["+13125550141"], unread: 2 });
});

test("a national list counts for 31 days and says so five days before", () => {
  expect(lastDayOf("2026-10-31")).toBe("2026-12-01");
  const on = (day: string) => standingOfNational("2026-10-31", Temporal.PlainDate.from(day));
  expect(["2026-10-31", "2026-11-26", "2026-11-27", "2026-12-01", "2026-12-02"].map(on)).toEqual([
    "fresh",
    "fresh",
    "soon",
    "soon",
    "expired",
  ]);
  expect(standingOfNational(null, Temporal.PlainDate.from("2026-11-27"))).toBe("none");
});
