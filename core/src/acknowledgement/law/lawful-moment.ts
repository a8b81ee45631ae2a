import type { HourSpan } from "#playbook/texting-rules.ts";
import type { Place } from "./places.ts";
import { hoursOn, rowsFor } from "./windows.ts";

/** Hours that must be open in a zone: by the law of a region, or by the owner's choice. */
interface Gate {
  readonly zone: string;
  readonly hoursOn: (date: Temporal.PlainDate) => readonly (HourSpan | null)[];
}

/** Longer than the longest run of closed days: then there is no common hour at all. */
const searchDays = 21;

/**
 * The first moment from `now` at which a text of this class is lawful in every zone of every place, and within the owner's
 * hours there; null when there is none within three weeks. `now` itself, where it is lawful now.
 */
export function lawfulMoment(
  textClass: "service" | "marketing",
  places: readonly Place[],
  ownerHours: HourSpan,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const gates = places.flatMap(({ region, zones }) =>
    zones.map((zone): Gate => {
      const rows = rowsFor(textClass, region);
      return { zone, hoursOn: (date) => [ownerHours, ...rows.map((row) => hoursOn(row, region, date))] };
    }),
  );
  return firstOpen(gates, now);
}

/** The end of the quiet hours that the owner chose, where it is quiet at any of the places now; else `now`. */
export function afterQuietHours(
  places: readonly Place[],
  { fromHour, toHour }: HourSpan,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const open: readonly HourSpan[] =
    fromHour <= toHour
      ? [
          { fromHour: 0, toHour: fromHour },
          { fromHour: toHour, toHour: 24 },
        ]
      : [{ fromHour: toHour, toHour: fromHour }];
  const gates = places.flatMap(({ zones }) => zones.map((zone) => ({ zone, open })));
  const isOpen = (at: Temporal.Instant) =>
    gates.every(({ zone }) => open.some((hours) => isWithin(hours, at.toZonedDateTimeISO(zone).hour)));
  return firstOf(now, isOpen, () => gates.flatMap(({ zone }) => openings(zone, now, () => open)));
}

function firstOpen(gates: readonly Gate[], now: Temporal.Instant): Temporal.Instant | null {
  const isOpen = (at: Temporal.Instant) =>
    gates.every(({ zone, hoursOn: hours }) => {
      const local = at.toZonedDateTimeISO(zone);
      return hours(local.toPlainDate()).every((span) => span !== null && isWithin(span, local.hour));
    });
  return firstOf(now, isOpen, () => gates.flatMap(({ zone, hoursOn: hours }) => openings(zone, now, hours)));
}

/** What is open is open from the opening of some gate on, so no other moment can be the first. */
function firstOf(
  now: Temporal.Instant,
  isOpen: (at: Temporal.Instant) => boolean,
  openingsAfter: () => readonly Temporal.Instant[],
): Temporal.Instant | null {
  if (isOpen(now)) return now;
  const later = openingsAfter().filter((at) => Temporal.Instant.compare(at, now) > 0);
  return later.sort(Temporal.Instant.compare).find(isOpen) ?? null;
}

/** Every moment at which the hours of a zone may begin: their first hour, and where the clock is changed. */
function openings(
  zone: string,
  now: Temporal.Instant,
  hours: (date: Temporal.PlainDate) => readonly (HourSpan | null)[],
): Temporal.Instant[] {
  const today = now.toZonedDateTimeISO(zone);
  const changed = today.getTimeZoneTransition("next");
  const begins = Array.from({ length: searchDays }, (_, days) => today.toPlainDate().add({ days })).flatMap((date) =>
    hours(date).flatMap((span) =>
      span === null ? [] : [date.toZonedDateTime({ timeZone: zone, plainTime: { hour: span.fromHour } }).toInstant()],
    ),
  );
  return changed === null ? begins : [...begins, changed.toInstant()];
}

function isWithin({ fromHour, toHour }: HourSpan, hour: number): boolean {
  return hour >= fromHour && hour < toHour;
}
