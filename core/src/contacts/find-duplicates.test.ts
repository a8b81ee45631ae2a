import fc from "fast-check";
import { expect, test } from "vitest";
import { duplicateReasons, findDuplicates, mayBeSameName } from "./find-duplicates.ts";

const ana = { id: "1", name: "Ana Ruiz", email: "ana@example.com", numbers: ["+13125550147"] };

test.each([
  [{ name: "Ruiz, Ana", numbers: ["+13125550174"] }, ["same-name-similar-number"]],
  [{ name: "ANA RUÍZ", numbers: ["+13125550148"] }, ["same-name-similar-number"]],
  [{ name: "Ana Ruiz", numbers: ["+13125550147"] }, ["same-name-same-number"]],
  [{ name: "Ana Ruiz", numbers: ["+17735550111"] }, []],
  [{ name: "Luis Ruiz", numbers: ["+13125550147"] }, []],
  [{ name: null, numbers: ["+13125550148"] }, []],
  [{ name: null, email: "ana@example.com", numbers: [] }, ["same-email"]],
])("%o beside Ana Ruiz: %o", (other, reasons) => {
  expect(duplicateReasons(ana, { id: "2", email: null, ...other })).toEqual(reasons);
});

test("a pair is named once, in whatever order and however many groups it stands", () => {
  const twin = { ...ana, id: "0" };
  fc.assert(
    fc.property(
      fc.shuffledSubarray([ana, twin, { ...ana, id: "9", name: "Else", email: null }], { minLength: 3 }),
      (group) => {
        expect(findDuplicates([group, group])).toEqual([
          { one: "0", other: "1", reasons: ["same-email", "same-name-same-number"] },
        ]);
      },
    ),
  );
});

test("a household is two names, a short name and a long one may be one", () => {
  expect(mayBeSameName("Ana Ruiz", "Luis Ruiz")).toBe(false);
  expect(mayBeSameName("Ruiz", "ana ruíz")).toBe(true);
  expect(mayBeSameName(null, "Ana")).toBe(true);
});
