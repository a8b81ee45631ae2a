import { defaultPlaybook } from "@ringback/core/playbook/default-playbook.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { type DemoLine, type DemoPerson, demoBusiness } from "./demo-business.ts";

/** The rules of the demo's business: an hour for a callback, a quarter for an emergency, half a Saturday open. */
export function demoPlaybook(
  members: Readonly<Record<DemoPerson, string>>,
  numberIds: Readonly<Record<DemoLine, string>>,
  now: Temporal.Instant,
): Playbook {
  const { name, trade, timeZone } = demoBusiness;
  const usual = defaultPlaybook({ businessName: name, trade, timeZone, ownerId: members.ray });
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return {
    ...usual,
    hours: {
      ...usual.hours,
      weekly: { ...usual.hours.weekly, sat: [["08:00", "12:00"]] },
      holidays: holidaysAround(today),
    },
    answering: { ...usual.answering, ringMemberIds: [members.maya, members.sam] },
    ownership: {
      ownerId: members.maya,
      backupId: members.luis,
      fallbackId: members.ray,
      byNumber: [
        { numberId: numberIds.main, ownerId: members.sam, backupId: members.luis },
        { numberId: numberIds.ads, ownerId: members.maya, backupId: members.luis },
        { numberId: numberIds.yardSign, ownerId: members.maya, backupId: members.sam },
      ],
    },
    sla: {
      ...usual.sla,
      targetMinutes: 60,
      highMinutes: 30,
      emergencyMinutes: 15,
      noTextMinutes: 30,
      warnBeforeMinutes: 5,
    },
  };
}

/** The days the business keeps closed, from a month ago to the next one to come. */
function holidaysAround(today: Temporal.PlainDate): string[] {
  const days = [today.year - 1, today.year, today.year + 1].flatMap(holidaysOf).sort(Temporal.PlainDate.compare);
  const from = today.subtract({ days: 40 });
  const next = days.find((day) => Temporal.PlainDate.compare(day, today) > 0) ?? today;
  return days
    .filter((day) => Temporal.PlainDate.compare(day, from) >= 0 && Temporal.PlainDate.compare(day, next) <= 0)
    .map((day) => day.toString());
}

function holidaysOf(year: number): Temporal.PlainDate[] {
  const date = (month: number, day: number) => Temporal.PlainDate.from({ year, month, day });
  // The first given weekday (Monday is 1) at or after a day.
  const onOrAfter = (start: Temporal.PlainDate, weekday: number) =>
    start.add({ days: (weekday - start.dayOfWeek + 7) % 7 });
  return [
    date(1, 1),
    onOrAfter(date(5, 25), 1), // Memorial Day
    date(7, 4),
    onOrAfter(date(9, 1), 1), // Labor Day
    onOrAfter(date(11, 22), 4), // Thanksgiving
    date(12, 25),
  ];
}
