import { expect, test } from "vitest";
import { leftText, overdueText, type RingFacts, ringWords } from "./ring-words.ts";

const zone = "America/Chicago";
const at = (iso: string) => Date.parse(iso);
const facts: RingFacts = {
  state: "open",
  startedAt: "2026-11-20T20:02:00Z",
  dueAt: "2026-11-20T20:17:00Z",
  warnAt: "2026-11-20T20:12:00Z",
  snoozedUntil: null,
  recovered: false,
};

test.each([
  ["2026-11-20T20:14:19Z", "2026-11-20T20:17:00Z", "2:41"],
  ["2026-11-20T20:14:00Z", "2026-11-20T20:14:00Z", "0:00"],
  ["2026-11-20T20:14:00Z", "2026-11-20T21:13:59Z", "59:59"],
  ["2026-11-20T20:14:00Z", "2026-11-20T21:14:00Z", "1 h"],
  ["2026-11-20T20:14:00Z", "2026-11-21T05:59:00Z", "9 h"],
  // 23:30 to 1:00 local is another day, but nobody would call it "Sat".
  ["2026-11-21T05:30:00Z", "2026-11-21T07:00:00Z", "1 h"],
  ["2026-11-20T20:14:00Z", "2026-11-23T14:15:00Z", "Mon"],
  ["2026-11-20T20:14:00Z", "2026-11-30T14:15:00Z", "30 Nov"],
])("at %s what is due %s has %s left", (now, due, text) => {
  expect(leftText(at(due), at(now), zone)).toBe(text);
});

test.each([
  [0, "−0s"],
  [32_000, "−32s"],
  [60_000, "−1m"],
  [4.2 * 60_000, "−4m"],
  [3.9 * 3_600_000, "−3h"],
  [47 * 3_600_000, "−47h"],
  [72 * 3_600_000, "−3d"],
])("%i ms late reads %s", (lateMs, text) => {
  expect(overdueText(lateMs)).toBe(text);
});

test("a ring empties with the time left and turns at the warning and at the due time", () => {
  const calm = ringWords(facts, at("2026-11-20T20:07:00Z"), zone);
  expect(calm).toMatchObject({ text: "10:00", tone: "calm" });
  expect(calm.share).toBeCloseTo(10 / 15);
  expect(ringWords(facts, at("2026-11-20T20:12:00Z"), zone)).toMatchObject({ text: "5:00", tone: "soon" });
  expect(ringWords(facts, at("2026-11-20T20:17:00Z"), zone)).toMatchObject({ text: "0:00", tone: "soon" });
  expect(ringWords(facts, at("2026-11-20T20:21:10Z"), zone)).toMatchObject({
    text: "−4m",
    share: 1,
    tone: "late",
    label: "Overdue by 4 min, was due 14:17",
  });
});

test("a snoozed callback shows when it comes back, a closed one how it ended", () => {
  const snoozed: RingFacts = { ...facts, state: "snoozed", snoozedUntil: "2026-11-20T21:00:00Z" };
  expect(ringWords(snoozed, at("2026-11-20T20:20:00Z"), zone)).toMatchObject({ text: "40:00", tone: "quiet" });
  const closed: RingFacts = { ...facts, state: "closed" };
  expect(ringWords(closed, at("2026-11-20T23:20:00Z"), zone).tone).toBe("quiet");
  expect(ringWords({ ...closed, recovered: true }, at("2026-11-20T23:20:00Z"), zone).tone).toBe("done");
});
