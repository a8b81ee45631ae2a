import { expect, test } from "vitest";
import { digitsOf, type ForgettingAsked, mayForget, wordsOfNames, wordsToConfirm } from "./forget-contact.ts";

const asked: ForgettingAsked = {
  isMergedAway: false,
  isRunning: false,
  isOnThePhone: false,
  openCallbacks: 0,
  closesCallbacks: false,
  typed: "maria lopez ",
  toType: "Maria  Lopez",
};

test("somebody is deleted when their name was typed, whatever its letters and spaces", () => {
  expect(mayForget(asked)).toBeNull();
  expect(mayForget({ ...asked, typed: "Maria" })).toBe("not-confirmed");
  expect(mayForget({ ...asked, typed: "" })).toBe("not-confirmed");
});

test.each([
  ["contact-merged-away", { isMergedAway: true }],
  ["forgetting-already", { isRunning: true }],
  ["on-the-phone", { isOnThePhone: true }],
  ["callbacks-open", { openCallbacks: 1 }],
] as const)("it is refused as %s", (refusal, why) => {
  expect(mayForget({ ...asked, ...why })).toBe(refusal);
});

test("open callbacks do not stand in the way once the asker wants them closed", () => {
  expect(mayForget({ ...asked, openCallbacks: 2, closesCallbacks: true })).toBeNull();
});

test("what is typed is the name, else the end of the number, else a word", () => {
  expect(wordsToConfirm("Maria Lopez", "+15125550101")).toBe("Maria Lopez");
  expect(wordsToConfirm(null, "+15125550101")).toBe("0101");
  expect(wordsToConfirm(null, null)).toBe("delete");
});

test("names are looked for by their words, numbers by their digits", () => {
  expect(wordsOfNames(["Maria O'Lopez-Díaz", null, "LO"])).toEqual(["díaz", "lopez", "maria"]);
  expect(digitsOf("+15125550101")).toBe("5125550101");
  expect(digitsOf("+442079460000")).toBe("442079460000");
});
