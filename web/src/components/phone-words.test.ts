import { expect, test } from "vitest";
import { lineWords } from "./phone-words.ts";

test("a line without a name of its own is said once", () => {
  expect(lineWords({ number: "+13125550199", label: "Main line" })).toBe("(312) 555-0199 · Main line");
  expect(lineWords({ number: "+13125550199", label: "(312) 555-0199" })).toBe("(312) 555-0199");
  expect(lineWords({ number: "+13125550199", label: "+13125550199" })).toBe("(312) 555-0199");
});
