import type { Rotation } from "./routing.ts";

/**
 * The people of a rotation, whose turn it is first, then those who come after, for when that person is away. Nobody before
 * the rotation begins. A handover happens at one moment: where DST repeats the hour of it, at the first of the two.
 */
export function onCallOrder(rotation: Rotation, timeZone: string, at: Temporal.Instant): readonly string[] {
  const { memberIds, startsOn, handoverTime, lengthDays } = rotation;
  if (memberIds.length === 0) return [];
  const start = Temporal.PlainDate.from(startsOn);
  const today = at.toZonedDateTimeISO(timeZone).toPlainDate();
  const handover = today.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(handoverTime) }).toInstant();
  const day = Temporal.Instant.compare(at, handover) < 0 ? today.subtract({ days: 1 }) : today;
  const days = start.until(day, { largestUnit: "day" }).days;
  if (days < 0) return [];
  const turn = Math.floor(days / Math.max(1, lengthDays)) % memberIds.length;
  return [...memberIds.slice(turn), ...memberIds.slice(0, turn)];
}
