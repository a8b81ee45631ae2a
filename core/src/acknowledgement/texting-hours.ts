import { textingLimits } from "#playbook/texting-rules.ts";

const { fromHour, toHour } = textingLimits.marketingHours;

/**
 * Whether a text at this moment would reach people outside 08:00 to 21:00 of their day (docs/rules.md S13). A person may
 * still send one, after saying so.
 */
export function isOutsideTextingHours(timeZone: string, now: Temporal.Instant): boolean {
  const { hour } = now.toZonedDateTimeISO(timeZone);
  return hour < fromHour || hour >= toHour;
}
