// What every report of a range is asked with, read against the account: which days, narrowed to what, compared with what.
import type { FigureQuery } from "@ringback/contract/figures.ts";
import { noNumberId } from "@ringback/contract/no-number.ts";
import type { Compare } from "@ringback/core/measurement/figures/asked.ts";
import {
  type DayRange,
  type RangeRefusal,
  rangeBefore,
  readRange,
} from "@ringback/core/measurement/figures/day-range.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import { filterWords, rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export type QuestionRefusal = RangeRefusal | "number-not-found" | "source-not-found" | "line-not-found";

/** A number as reports name it. */
export interface ReportedNumber {
  readonly id: string;
  readonly label: string;
  readonly source: string | null;
  readonly line: string | null;
}

export interface FigureQuestion {
  readonly timeZone: string;
  readonly today: string;
  /** The first day that has a call; null without any. */
  readonly firstDay: string | null;
  readonly range: DayRange;
  readonly before: DayRange | null;
  readonly filter: MeasureFilter;
  readonly numbers: readonly ReportedNumber[];
  readonly rangeWords: string;
  readonly beforeWords: string | null;
  readonly filterWords: readonly string[];
}

export type ReadQuestion =
  | { readonly ok: true; readonly question: FigureQuestion }
  | { readonly ok: false; readonly refusal: QuestionRefusal; readonly detail?: string };

/** Reads what was asked in the account's own calendar and by its own numbers. */
export async function readQuestion(
  tx: Transaction,
  asked: FigureQuery & { readonly compare?: Compare | undefined },
): Promise<ReadQuestion> {
  const [about, numbers] = await Promise.all([
    tx.first(sql<{ zone: string; today: string; firstDay: string | null }>`
      select time_zone as zone, (${tx.now}::timestamptz at time zone time_zone)::date::text as today,
        (select local_day::text from ringback.call_tally where account_id = ${tx.accountId} order by account_id, local_day limit 1) as "firstDay"
      from ringback.account where id = ${tx.accountId}`),
    tx.rows(sql<ReportedNumber>`
      select id, label, nullif(trim(source), '') as source, nullif(trim(line_of_service), '') as line
      from ringback.phone_number where account_id = ${tx.accountId} order by created_at, id`),
  ]);
  if (about === null) throw new Error("The account does not exist.");
  const days = readRange(asked, about.today);
  if (!days.ok) return days;
  const narrowed = narrow(asked, numbers);
  if (!narrowed.ok) return narrowed;
  const before = rangeBefore(days.range, asked.compare ?? "none");
  const { reason, lane, returning, hours } = asked;
  const filter: MeasureFilter = {
    numberIds: narrowed.numberIds,
    missReason: reason ?? null,
    lane: lane ?? null,
    returning: returning === undefined ? null : returning === "true",
    inHours: hours === undefined ? null : hours === "open",
  };
  return {
    ok: true,
    question: {
      timeZone: about.zone,
      today: about.today,
      firstDay: about.firstDay,
      range: days.range,
      before,
      filter,
      numbers,
      rangeWords: rangeWords(days.range),
      beforeWords: before === null ? null : rangeWords(before),
      filterWords: filterWords(filter, narrowed.words),
    },
  };
}

type Narrowed =
  | { readonly ok: true; readonly numberIds: readonly (string | null)[] | null; readonly words: readonly string[] }
  | Extract<ReadQuestion, { readonly ok: false }>;

/** Numbers, source and line of service all mean a set of numbers; of several, what is in all of them. */
function narrow({ number, source, line }: FigureQuery, numbers: readonly ReportedNumber[]): Narrowed {
  const words: string[] = [];
  let chosen: ReadonlySet<string> | null = null;
  const keep = (ids: readonly string[]) => {
    const before = chosen;
    chosen = new Set(before === null ? ids : ids.filter((id) => before.has(id)));
  };
  if (number !== undefined) {
    const ids = [...new Set(number.toLowerCase().split(","))];
    for (const id of ids) {
      const label = id === noNumberId ? noneLabel : numbers.find((one) => one.id === id)?.label;
      if (label === undefined) return { ok: false, refusal: "number-not-found", detail: `None has the id ${id}.` };
      words.push(label);
    }
    keep(ids);
  }
  for (const [what, wanted] of [
    ["source", source],
    ["line", line],
  ] as const) {
    if (wanted === undefined) continue;
    const found = numbers.filter((one) => isSame(one[what], wanted));
    const label = found[0]?.[what];
    if (!label) return { ok: false, refusal: `${what}-not-found`, detail: knownWords(numbers, what) };
    words.push(label);
    keep(found.map(({ id }) => id));
  }
  const ids = chosen as ReadonlySet<string> | null; // the compiler does not follow what `keep` does
  return { ok: true, numberIds: ids === null ? null : [...ids].map((id) => (id === noNumberId ? null : id)), words };
}

/** How calls to none of the business's numbers are named. */
export const noneLabel = "No number of yours";

function isSame(label: string | null, wanted: string): boolean {
  return label !== null && label.toLowerCase() === wanted.trim().toLowerCase();
}

/** What could have been asked for instead. */
function knownWords(numbers: readonly ReportedNumber[], what: "source" | "line"): string {
  const known = [...new Set(numbers.flatMap((one) => one[what] ?? []))].sort();
  if (known.length === 0) return "No number has one. Give it to your numbers under Settings.";
  return `There are: ${known.slice(0, 20).join(", ")}.`;
}
