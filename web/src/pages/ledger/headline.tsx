import type { Books } from "@ringback/contract/ledger.ts";
import { accountFor } from "@ringback/core/calls/account-for.ts";
import { Link } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import { dayWords } from "./day-words.ts";
import styles from "./ledger.module.css";
import type { LedgerSearch } from "./ledger-search.ts";
import type { DayRange } from "./range-days.ts";
import { barOf, standings } from "./standings.ts";

interface HeadlineProps {
  readonly books: Books;
  readonly range: DayRange;
  readonly search: LedgerSearch;
}

/** "214 of 214 accounted for", and what they are. */
export function Headline({ books, range, search }: HeadlineProps) {
  const { known, accounted } = accountFor(books);
  const whole = known === accounted;
  return (
    <section className={styles.headline} aria-label="Calls accounted for">
      <p className={`${styles.figure} ${whole ? "" : styles.figureLate}`}>
        <strong>{known === 0 ? "No calls" : `${count(accounted)} of ${count(known)}`}</strong>
        {known === 0 ? " that are over" : " accounted for"}
      </p>
      <p className={styles.days}>
        {range.from === range.to
          ? dayWords(range.from, "long")
          : `${dayWords(range.from, "short")} – ${dayWords(range.to, "short")}`}
        {!whole && ` · ${count(known - accounted)} not accounted for`}
        {books.live > 0 && ` · ${count(books.live)} going on now`}
        {books.history > 0 && ` · plus ${count(books.history)} imported, not chased`}
      </p>
      {known > 0 && (
        <>
          <div className={styles.bar} style={{ background: barOf(books) }} aria-hidden="true" />
          <Legend books={books} range={range} search={search} />
        </>
      )}
    </section>
  );
}

/** The colours with their counts; each leads to its calls. */
function Legend({ books, range, search }: HeadlineProps) {
  return (
    <ul className={styles.legend}>
      {standings
        .filter(({ key }) => books[key] > 0 || key === "answered" || key === "recovered" || key === "open")
        .map(({ key, name, css, means }) => (
          <li key={key} title={means}>
            <span className={styles.dot} style={{ background: `var(--${css})` }} aria-hidden="true" />
            {key === "unheard" ? (
              <span>{name}</span>
            ) : (
              <Link
                to={paths.calls}
                search={{
                  standing: key,
                  from: range.from,
                  to: range.to,
                  ...(search.number === undefined ? {} : { number: search.number }),
                }}
              >
                {name}
              </Link>
            )}
            <b className="numbers">{count(books[key])}</b>
          </li>
        ))}
    </ul>
  );
}

/** `1,204` */
export function count(calls: number): string {
  return calls.toLocaleString("en-US");
}
