import { expect, test } from "vitest";
import type { Playbook } from "#playbook/playbook.ts";
import { firstStepAt, nextEscalation, type RunningEscalation } from "./next-escalation.ts";

const now = Temporal.Instant.from("2026-11-20T20:02:00Z");
const ladder: Playbook["escalation"] = {
  steps: [
    { afterMinutes: 0, tell: "owner" },
    { afterMinutes: 5, tell: "backup" },
    { afterMinutes: 10, tell: "everyone" },
  ],
  repeatEveryMinutes: 15,
  repeatTimes: 1,
};
const people = { ownerId: "maya", backupId: "luis", fallbackId: "olive", everyone: ["maya", "luis", "olive"] };

test("climbs owner, backup, everyone, repeats as often as it should, then waits for a person", () => {
  const told: (readonly string[])[] = [];
  const pauses: (number | null)[] = [];
  let alarm: RunningEscalation = { level: 0, round: 0 };
  for (let step = 0; step < 20; step += 1) {
    const next = nextEscalation(alarm, ladder, people, now);
    if (next.do === "wait") break;
    told.push(next.memberIds);
    pauses.push(next.nextAt === null ? null : (next.nextAt.epochMilliseconds - now.epochMilliseconds) / 60_000);
    alarm = next;
  }
  const once = [["maya"], ["luis"], ["maya", "luis", "olive"]];
  expect(told).toEqual([...once, ...once]);
  expect(pauses).toEqual([5, 10, 15, 5, 10, null]);
});

test("a step whose person is missing tells the fallback, or everyone, never nobody", () => {
  const second: RunningEscalation = { level: 1, round: 0 };
  expect(nextEscalation(second, ladder, { ...people, backupId: null }, now)).toMatchObject({ memberIds: ["olive"] });
  expect(nextEscalation(second, ladder, { ...people, backupId: "left-the-business" }, now)).toMatchObject({
    memberIds: ["olive"],
  });
  expect(nextEscalation(second, ladder, { ...people, backupId: null, fallbackId: "maya" }, now)).toMatchObject({
    memberIds: people.everyone,
  });
});

test("the first step starts when its own delay has passed", () => {
  expect(firstStepAt(now, ladder)).toEqual(now);
});
