// Every business a person belongs to at a glance. Each is asked in a transaction of its own, bound to it by row security.
import type { FigureQuery } from "@ringback/contract/figures.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { type Compare, headlineFigures } from "@ringback/core/measurement/figures/asked.ts";
import { add, type Counts, noCalls, noMatters, noTimes } from "@ringback/core/measurement/figures/counts.ts";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { listAccountsOf } from "./accounts-of-person.ts";
import { type ReadQuestion, readQuestion } from "./figure-question.ts";
import { loadCounts } from "./figures.ts";
import { compareFigures } from "./figures-answer.ts";

type Account = AnswerOf<Routes["agencyFigures"]>["accounts"][number];
export type AskedAgency = Pick<FigureQuery, "range" | "from" | "to"> & {
  readonly compare: Compare;
  readonly sort: "name" | (typeof headlineFigures)[number];
  readonly order: "up" | "down";
};

/** Few enough that one person's look leaves connections for everybody else. */
const accountsAtOnce = 4;

/**
 * The headline figures of each business, over the same days of its own calendar, and of all together; those without a value
 * come last.
 */
export async function agencyFigures(
  db: Database,
  userId: string,
  now: Temporal.Instant,
  asked: AskedAgency,
): Promise<
  | { readonly ok: true; readonly accounts: Account[]; readonly together: Account["figures"] }
  | Extract<ReadQuestion, { ok: false }>
> {
  const { sort, order, ...range } = asked;
  const waiting = await listAccountsOf(db, userId);
  const accounts: Account[] = [];
  const all: CountedAccount[] = [];
  while (waiting.length > 0) {
    const some = waiting.splice(0, accountsAtOnce);
    for (const one of await Promise.all(some.map((account) => figuresOfAccount(db, account, now, range)))) {
      if (!one.ok) return one;
      accounts.push(one.account);
      all.push(one);
    }
  }
  const sortedBy = (account: Account) => account.figures.find(({ id }) => id === sort)?.value ?? null;
  const direction = order === "up" ? 1 : -1;
  accounts.sort((a, b) => {
    if (sort === "name") return direction * a.name.localeCompare(b.name);
    const [one, other] = [sortedBy(a), sortedBy(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return direction * (one - other);
  });
  const earlier = all.flatMap(({ earlier: counts }) => counts ?? []);
  const together = headlineOf(
    summed(all.map(({ counts }) => counts)),
    earlier.length < all.length ? null : summed(earlier),
  );
  return { ok: true, accounts, together };
}

interface CountedAccount {
  readonly account: Account;
  readonly counts: Counts;
  /** Of the days compared with; null without any. */
  readonly earlier: Counts | null;
}

function headlineOf(counts: Counts, earlier: Counts | null): Account["figures"] {
  const all = new Map(compareFigures(counts, earlier).map((figure) => [figure.id, figure]));
  return headlineFigures.flatMap((figure) => all.get(figure) ?? []);
}

/** No headline is a time, so times are left out. */
function summed(each: readonly Counts[]): Counts {
  return each.reduce<Counts>(
    (sum, { calls, matters }) => ({
      calls: add(sum.calls, calls),
      matters: add(sum.matters, matters),
      times: sum.times,
    }),
    { calls: noCalls, matters: noMatters, times: noTimes() },
  );
}

async function figuresOfAccount(
  db: Database,
  { id, name }: { readonly id: string; readonly name: string },
  now: Temporal.Instant,
  asked: Pick<FigureQuery, "range" | "from" | "to"> & { readonly compare: Compare },
): Promise<({ readonly ok: true } & CountedAccount) | Extract<ReadQuestion, { ok: false }>> {
  return await transaction(db, id, now, async (tx) => {
    const read = await readQuestion(tx, asked);
    if (!read.ok) return read;
    const { timeZone, range, before, filter, rangeWords } = read.question;
    const counts = await loadCounts(tx, range, filter);
    const earlier = before === null ? null : await loadCounts(tx, before, filter);
    const figures = headlineOf(counts, earlier);
    return { ok: true, account: { id, name, timeZone, range, before, rangeWords, figures }, counts, earlier };
  });
}
