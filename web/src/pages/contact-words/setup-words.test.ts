import { expect, test } from "vitest";
import { idOf, moved, tidy, whatIsMissing } from "./setup-words.ts";

test("an id is made of the name and never one that is taken", () => {
  expect(idOf("Gate code", [])).toBe("gate-code");
  expect(idOf("Größe!", [])).toBe("gro-e");
  expect(idOf("Gate code", ["gate-code", "gate-code-2"])).toBe("gate-code-3");
  expect(idOf("工", [])).toBe("field");
});

test("entries move by one, the first tier stays where it is", () => {
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "b", "c"]);
  expect(moved(["none", "b", "c"], 1, -1, 1)).toEqual(["none", "b", "c"]);
  expect(moved(["none", "b", "c"], 0, 1, 1)).toEqual(["none", "b", "c"]);
});

test("it says what is missing before it is saved, and saves without empty lines", () => {
  const tier = { id: "none", label: "None" };
  const choice = { id: "system", label: "System", type: "choice" as const, choices: [" ", ""] };
  expect(whatIsMissing({ tiers: [tier], fields: [] })).toBeNull();
  expect(whatIsMissing({ tiers: [tier, { id: "x", label: " none " }], fields: [] })).toMatch("same name");
  expect(whatIsMissing({ tiers: [tier, { id: "x", label: " " }], fields: [] })).toMatch("Name each tier");
  expect(whatIsMissing({ tiers: [tier], fields: [choice] })).toBe("Say what can be chosen for “System”.");
  expect(
    tidy({ tiers: [{ id: "none", label: " None " }], fields: [{ ...choice, choices: ["Gas ", "", "Oil"] }] }),
  ).toEqual({
    tiers: [tier],
    fields: [{ ...choice, choices: ["Gas", "Oil"] }],
  });
});
