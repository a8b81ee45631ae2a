import { expect, test } from "vitest";
import { judgeReadiness, type ReadinessFacts } from "./judge-readiness.ts";

const now = Temporal.Instant.from("2026-11-20T18:00:00Z");
const ready: ReadinessFacts = {
  systems: [{ label: "Twilio", keepsLog: true, logReadAt: now, logError: null }],
  logsImported: 0,
  fallback: { name: "Dana", mayClose: true, gone: false },
  dispositions: 12,
  textsOn: true,
  textingNumbers: [{ label: "Main", registered: true, hears: true }],
};
const lacking = (more: Partial<ReadinessFacts>) => {
  const { ready: all, checks } = judgeReadiness({ ...ready, ...more });
  const not = checks.filter((one) => !one.ready);
  expect(all).toBe(not.length === 0);
  for (const { fix } of not) expect(fix).not.toBeNull();
  return not.map(({ check }) => check);
};

test("a business with a readable log, an owner of outcomes and proven consent is ready", () => {
  expect(lacking({})).toEqual([]);
});

test("not ready when the phone log cannot be read (S1-51)", () => {
  expect(lacking({ systems: [] })).toEqual(["logs"]);
  expect(lacking({ systems: [{ label: "PBX", keepsLog: false, logReadAt: null, logError: null }] })).toEqual(["logs"]);
  expect(lacking({ systems: [{ label: "PBX", keepsLog: true, logReadAt: now, logError: "refused" }] })).toEqual([
    "logs",
  ]);
  expect(lacking({ systems: [], logsImported: 1 })).toEqual([]);
});

test("not ready when nobody owns the outcome (S1-52)", () => {
  expect(lacking({ fallback: null })).toEqual(["dispositions"]);
  expect(lacking({ fallback: { name: "Dana", mayClose: true, gone: true } })).toEqual(["dispositions"]);
  expect(lacking({ fallback: { name: "Dana", mayClose: false, gone: false } })).toEqual(["dispositions"]);
  expect(lacking({ dispositions: 0 })).toEqual(["dispositions"]);
});

test("not ready when consent to texts cannot be shown (S1-53)", () => {
  expect(lacking({ textingNumbers: [] })).toEqual(["consent"]);
  expect(lacking({ textingNumbers: [{ label: "Main", registered: false, hears: true }] })).toEqual(["consent"]);
  expect(lacking({ textingNumbers: [{ label: "Main", registered: true, hears: false }] })).toEqual(["consent"]);
  expect(lacking({ textingNumbers: [], textsOn: false })).toEqual([]);
});
