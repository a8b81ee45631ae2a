// In which days the rows behind a figure are looked for: the newest in which kept sums say that there are any, and not more of
// them than a page needs. So a figure that counts three calls in a year opens them without reading the year.
import { noTimes } from "@ringback/core/measurement/figures/counts.ts";
import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { FigureQuestion } from "./figure-question.ts";
import { sliceOf } from "./figure-ranges.ts";
import type { AskedRows, CountedFigure } from "./figure-rows.ts";
import { type SplitCounts, splitCounts } from "./figure-splits.ts";

/** A local day with the moments between which all that belongs to it lies. */
export interface DayWindow {
  readonly day: string;
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** The days as `d (day, from_at, until_at)`. */
export function windows(days: readonly DayWindow[]): RawBuilder<unknown> {
  return sql`unnest(${days.map(({ day }) => day)}::date[], ${days.map(({ from }) => from.toString())}::timestamptz[], ${days.map(({ until }) => until.toString())}::timestamptz[]) d (day, from_at, until_at)`;
}

type Counted = Pick<SplitCounts, "calls" | "matters"> & { readonly key: string };

/** Days to read, newest first, with the moment at which the newest of the others ends: null after the last. */
export async function* daysToRead(
  tx: Transaction,
  definition: CountedFigure,
  { range, filter }: FigureQuestion,
  { side, weekday, hour, limit, after }: AskedRows,
): AsyncGenerator<{ readonly days: DayWindow[]; readonly rest: Temporal.Instant | null }> {
  const zones = await loadZones(tx);
  // Of the day of the last row some are on the page before.
  const begun = after === null ? range.to : latestDay(after.at, zones);
  const to = begun < range.to ? begun : range.to;
  if (to < range.from) return;
  const expected = (counted: Counted) =>
    after !== null && counted.key >= begun ? 0 : rowsExpected(definition, side, counted);
  const count = async (days: DayRange, by: "day" | "month") =>
    (await splitCounts(tx, days, filter, by)).flatMap((one): Counted[] => {
      const { key } = one;
      return key !== null && mayHave(definition, side, one) ? [{ ...one, key }] : [];
    });
  let wanted = limit + 1;
  // Combinations of dimensions have sums of months only; their days are read where a month has any.
  const spans = sliceOf(filter) === "each" ? (await count({ from: range.from, to }, "month")).reverse() : null;
  let open = spans === null ? [{ from: range.from, to }] : [];
  while (open.length > 0 || (spans !== null && spans.length > 0)) {
    if (spans !== null) {
      const months = take(spans, wanted, expected)
        .map(({ key }) => key)
        .sort();
      const first = `${months[0]}-01`;
      const last = Temporal.PlainYearMonth.from(months.at(-1) ?? "")
        .toPlainDate({ day: 1 })
        .add({ months: 1 })
        .subtract({ days: 1 })
        .toString();
      open = [{ from: first > range.from ? first : range.from, to: last < to ? last : to }];
    }
    const days = (await Promise.all(open.map((days) => count(days, "day"))))
      .flat()
      .filter(({ key }) => weekday === undefined || Temporal.PlainDate.from(key).dayOfWeek === weekday)
      .reverse();
    open = [];
    while (days.length > 0) {
      const batch = take(days, wanted, expected).map(({ key }) => windowOf(key, hour, zones));
      const next = days[0]?.key ?? spans?.[0]?.key;
      yield { days: batch, rest: next === undefined ? null : endOf(next, zones) };
      wanted *= 2;
    }
  }
}

/** Takes from the front as many as hold the rows that are wanted; at least one. */
function take(from: Counted[], wanted: number, expected: (one: Counted) => number): Counted[] {
  const taken: Counted[] = [];
  let sum = 0;
  while (sum < wanted) {
    const next = from.shift();
    if (next === undefined) break;
    taken.push(next);
    sum += expected(next);
  }
  return taken;
}

/** How many rows a span has; for a time at most so many. */
function rowsExpected(
  definition: CountedFigure,
  side: "part" | "whole",
  { calls, matters }: Pick<Counted, "calls" | "matters">,
): number {
  // Which calls were covered their matters tell, and those may have begun on another day.
  if (definition.id === "calls.coverage") return calls.calls;
  if (definition.value === undefined || definition.unit === "minutes" || definition.unit === "seconds")
    return matters.matters;
  const { part, whole } = definition.value({ calls, matters, times: noTimes() });
  // What is only counted is a part of everything.
  const everything = definition.opens === "calls" ? calls.calls : matters.matters;
  return (side === "part" ? part : whole) ?? everything;
}

const mayHave = (...about: Parameters<typeof rowsExpected>) => rowsExpected(...about) > 0;

/** All time zones in which the account has counted its days. */
async function loadZones(tx: Transaction): Promise<string[]> {
  const rows = await tx.rows(sql<{ zone: string }>`
    select time_zone as zone from ringback.account where id = ${tx.accountId}
    union select playbook->'hours'->>'timeZone' from ringback.playbook_version where account_id = ${tx.accountId}`);
  return rows.map(({ zone }) => zone);
}

function windowOf(day: string, hour: number | undefined, zones: readonly string[]): DayWindow {
  const date = Temporal.PlainDate.from(day);
  // An hour more on both sides: one may come twice, or be left out.
  const begins = zones.map((zone) => momentOf(date, hour ?? 0, zone).subtract({ hours: 1 }));
  const ends = zones.map((zone) =>
    momentOf(hour === undefined ? date.add({ days: 1 }) : date, hour === undefined ? 0 : hour + 1, zone).add({
      hours: 1,
    }),
  );
  return { day, from: earliest(begins), until: latest(ends) };
}

function momentOf(date: Temporal.PlainDate, hour: number, zone: string): Temporal.Instant {
  const moment = date.toPlainDateTime().add({ hours: hour });
  return moment.toZonedDateTime(zone).toInstant();
}

/** The last moment at which anything of a day or month can lie. */
function endOf(key: string, zones: readonly string[]): Temporal.Instant {
  const next =
    key.length === 7
      ? Temporal.PlainYearMonth.from(key).add({ months: 1 }).toPlainDate({ day: 1 })
      : Temporal.PlainDate.from(key).add({ days: 1 });
  return latest(zones.map((zone) => next.toZonedDateTime(zone).toInstant()));
}

function latestDay(at: Temporal.Instant, zones: readonly string[]): string {
  return (
    zones
      .map((zone) => at.toZonedDateTimeISO(zone).toPlainDate().toString())
      .sort()
      .at(-1) ?? ""
  );
}

const earliest = (moments: readonly Temporal.Instant[]) =>
  moments.reduce((a, b) => (Temporal.Instant.compare(a, b) <= 0 ? a : b));
const latest = (moments: readonly Temporal.Instant[]) =>
  moments.reduce((a, b) => (Temporal.Instant.compare(a, b) >= 0 ? a : b));
