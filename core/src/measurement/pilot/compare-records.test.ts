import { expect, test } from "vitest";
import {
  agreementWords,
  compareRecords,
  type DifferenceKind,
  differenceWords,
  type RecordedCalls,
} from "./compare-records.ts";

const whole: RecordedCalls = {
  calls: 1,
  examples: [{ id: "c", at: "2026-11-20T12:00:00Z" }],
  inPhoneLog: true,
  inBooks: true,
  callerKnown: true,
  matched: true,
  matchUnsure: false,
  hasCallback: true,
  overdue: false,
  closed: true,
  hasOutcome: true,
  saysTried: true,
  wasTried: true,
  duplicate: false,
};

test("a call that is whole in every place has no difference", () => {
  const { places, differences } = compareRecords([whole]);
  expect(places.map(({ calls }) => calls)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(differences).toEqual([]);
});

const lost = { inBooks: false, matched: false, hasCallback: false, closed: false, hasOutcome: false, examples: [] };
const cases: Record<DifferenceKind, Partial<RecordedCalls>> = {
  "not-in-books": lost,
  "not-in-log": { inPhoneLog: false },
  "no-callback": { hasCallback: false, closed: false, hasOutcome: false },
  "no-record": { matched: false },
  "match-unsure": { matched: false, matchUnsure: true },
  duplicate: { duplicate: true },
  "no-outcome": { closed: false, hasOutcome: false, overdue: true },
  "outcome-without-try": { wasTried: false },
};

test.each(Object.keys(differenceWords) as DifferenceKind[])("names %s, and nothing else", (kind) => {
  const { differences } = compareRecords([whole, { ...whole, ...cases[kind] }]);
  expect(differences.map((one) => [one.kind, one.calls])).toEqual([[kind, 1]]);
});

test("sums that happen to agree hide nothing", () => {
  const { places, differences } = compareRecords([
    { ...whole, ...lost },
    { ...whole, inPhoneLog: false },
  ]);
  expect(places.slice(0, 2).map(({ calls }) => calls)).toEqual([1, 1]);
  expect(differences.map(({ kind }) => kind)).toEqual(["not-in-books", "not-in-log"]);
});

test("a withheld number is in nobody's records and need not be", () => {
  const withheld = compareRecords([whole, { ...whole, matched: false, callerKnown: false }]);
  expect(withheld.differences).toEqual([]);
  expect(agreementWords(withheld)).toContain("One came from a withheld number");
  expect(agreementWords(compareRecords([whole]))).not.toContain("withheld");
  expect(agreementWords(compareRecords([{ ...whole, duplicate: true }]))).toBeNull();
});

test("a log that was never compared is not called empty", () => {
  expect(compareRecords([{ ...whole, inPhoneLog: null }]).places[0]?.calls).toBeNull();
});
