const firstHour = 8;
const endHour = 21;

/**
 * Whether a text at this moment would reach people outside 08:00 to 21:00 of their day (docs/rules.md S13). A person may
 * still send one, after saying so; the zone is the line's, since a number does not tell where its owner is.
 */
export function isOutsideTextingHours(timeZone: string, now: Temporal.Instant): boolean {
  const { hour } = now.toZonedDateTimeISO(timeZone);
  return hour < firstHour || hour >= endHour;
}
