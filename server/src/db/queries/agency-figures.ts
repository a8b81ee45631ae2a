// Every business a person belongs to at a glance.
import type { FigureQuery } from "@ringback/contract/figures.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { type Compare, headlineFigures } from "@ringback/core/measurement/figures/asked.ts";
import { add, type Counts, noCalls, noMatters, noTimes } from "@ringback/core/measurement/figures/counts.ts";
import { rangeBefore, readRange } from "@ringback/core/measurement/figures/day-range.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import type { Database } from "#db/database.ts";
import { listAccountsOf } from "./accounts-of-person.ts";
import { type AskedAccount, type Sums, sumsOfAccounts } from "./agency-counts.ts";
import type { ReadQuestion } from "./figure-question.ts";
import { compareFigures } from "./figures-answer.ts";

type Account = AnswerOf<Routes["agencyFigures"]>["accounts"][number];
export type AskedAgency = Pick<FigureQuery, "range" | "from" | "to"> & {
  readonly compare: Compare;
  readonly sort: "name" | (typeof headlineFigures)[number];
  readonly order: "up" | "down";
};

/**
 * The headline figures of each business, over the same days of its own calendar, and of all together; those without a value
 * come last.
 */
export async function agencyFigures(
  db: Database,
  userId: string,
  now: Temporal.Instant,
  { sort, order, compare, ...days }: AskedAgency,
): Promise<
  | { readonly ok: true; readonly accounts: Account[]; readonly together: Account["figures"] }
  | Extract<ReadQuestion, { ok: false }>
> {
  const asked: (AskedAccount & Pick<Account, "name" | "timeZone">)[] = [];
  for (const { id, name, timeZone } of await listAccountsOf(db, userId)) {
    const read = readRange(days, now.toZonedDateTimeISO(timeZone).toPlainDate().toString());
    if (!read.ok) return read;
    asked.push({ id, name, timeZone, range: read.range, before: rangeBefore(read.range, compare) });
  }
  const sumsOf = await sumsOfAccounts(db, userId, asked);
  const accounts = asked.map(
    ({ before, ...account }): Account => ({
      ...account,
      before,
      rangeWords: rangeWords(account.range),
      figures: headlineOf([sumsOf(account.id).now], before === null ? null : [sumsOf(account.id).before]),
    }),
  );
  const sortedBy = (account: Account) => account.figures.find(({ id }) => id === sort)?.value ?? null;
  const direction = order === "up" ? 1 : -1;
  accounts.sort((a, b) => {
    if (sort === "name") return direction * a.name.localeCompare(b.name);
    const [one, other] = [sortedBy(a), sortedBy(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return direction * (one - other);
  });
  const all = asked.map(({ id }) => sumsOf(id));
  const isCompared = asked.every(({ before }) => before !== null);
  const together = headlineOf(
    all.map((sums) => sums.now),
    isCompared ? all.map((sums) => sums.before) : null,
  );
  return { ok: true, accounts, together };
}

/** Of one business or of several. No headline is a time, so times are left out. */
function headlineOf(each: readonly Sums[], earlier: readonly Sums[] | null): Account["figures"] {
  const all = new Map(
    compareFigures(summed(each), earlier === null ? null : summed(earlier)).map((figure) => [figure.id, figure]),
  );
  return headlineFigures.flatMap((figure) => all.get(figure) ?? []);
}

function summed(each: readonly Sums[]): Counts {
  const calls = each.map((sums) => sums.calls).reduce(add, noCalls);
  const matters = each.map((sums) => sums.matters).reduce(add, noMatters);
  return { calls, matters, times: noTimes() };
}
