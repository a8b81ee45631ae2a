import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { phoneWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { GapRow } from "./gap-row.tsx";
import styles from "./ledger.module.css";
import type { DayRange } from "./range-days.ts";

/** How many stand there before one asks for all: the figures below must not be pushed out of sight. */
const firstShown = 3;

/** What is not accounted for, or not as the provider's log has it: each with its name and what to do. */
export function ExceptionsCard({ range }: { readonly range: DayRange & { readonly number?: string } }) {
  const query = useQuery(read("ledgerExceptions", { query: range }));
  const [whole, setWhole] = useState(false);
  if (query.isError) return <ProblemNote error={query.error} />;
  if (query.data === undefined || query.data.loose.length + query.data.gaps.length === 0) return null;
  const { loose, more } = query.data;
  const all = loose.length + query.data.gaps.length;
  const isShort = !whole && all > firstShown + 1;
  const gaps = isShort ? query.data.gaps.slice(0, Math.max(1, firstShown - loose.length)) : query.data.gaps;
  return (
    <Card title="To look at">
      <ul className={styles.exceptions}>
        {loose.map((call) => (
          <li key={call.callId} className={styles.exception}>
            <p className={styles.exceptionName}>Missed, and nobody owes a callback</p>
            <p className={styles.soft}>
              {call.from === null ? "Withheld number" : phoneWords(call.from)} to {phoneWords(call.to)},{" "}
              <When at={call.at} /> ·{" "}
              <Link to={paths.call} params={{ callId: call.callId }}>
                The call's story
              </Link>
            </p>
            <p className={styles.todo}>
              Call the person back. This must never be; please tell whoever runs Ringback for you.
            </p>
          </li>
        ))}
        {gaps.map((gap) => (
          <GapRow key={gap.id} gap={gap} />
        ))}
      </ul>
      {isShort && (
        <Button tone="quiet" size="small" onClick={() => setWhole(true)}>
          {`Show all ${all}${more ? " and more" : ""}`}
        </Button>
      )}
      {more && whole && <p className={styles.soft}>There are more. Choose fewer days to see them all.</p>}
    </Card>
  );
}
