import { isOpenAt, openUntil } from "@ringback/core/business-hours/is-open.ts";
import { nextOpening } from "@ringback/core/business-hours/next-opening.ts";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { whenWords } from "#components/time-words.ts";
import styles from "./hours.module.css";
import { calendarOf, type HoursDraft } from "./hours-draft.ts";

/** What the hours in the editor mean right now, before they are saved. */
export function OpenNow({ hours }: { readonly hours: HoursDraft }) {
  const nowMs = useNowMinuteMs();
  const words = openWords(hours, nowMs);
  if (words === null) return null;
  return (
    <p className={styles.openNow} data-open={words.open} role="status">
      {words.text}
    </p>
  );
}

function openWords(hours: HoursDraft, nowMs: number): { open: boolean; text: string } | null {
  const calendar = calendarOf(hours);
  // Older browsers have no Temporal; the line is a convenience and the server reckons anyway.
  if (calendar === null || typeof Temporal === "undefined") return null;
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs);
  const when = (instant: Temporal.Instant) => whenWords(instant.epochMilliseconds, nowMs, calendar.timeZone);
  if (isOpenAt(calendar, now)) {
    const until = openUntil(calendar, now);
    return { open: true, text: until === null ? "Open now, and always" : `Open now, until ${when(until)}` };
  }
  const opens = nextOpening(calendar, now);
  return { open: false, text: opens === null ? "Closed, and never opens" : `Closed now, opens ${when(opens)}` };
}
