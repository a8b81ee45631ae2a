import { expect, test } from "vitest";
import { accountFor } from "./account-for.ts";

const nothing = { live: 0, answered: 0, open: 0, recovered: 0, closed: 0, loose: 0, unheard: 0 };

test("a call is accounted for when it was answered, talked to since, closed, or waits with an owner", () => {
  expect(accountFor({ ...nothing, answered: 100, recovered: 20, closed: 4, open: 3 })).toEqual({
    known: 127,
    accounted: 127,
  });
});

test("a missed call that nobody owes and a call we never heard of are known and not accounted for", () => {
  expect(accountFor({ ...nothing, answered: 5, loose: 1, unheard: 2 })).toEqual({ known: 8, accounted: 5 });
});

test("a call that goes on is in neither figure", () => {
  expect(accountFor({ ...nothing, live: 3 })).toEqual({ known: 0, accounted: 0 });
});
