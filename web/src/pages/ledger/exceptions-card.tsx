import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { phoneWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { GapRow } from "./gap-row.tsx";
import styles from "./ledger.module.css";
import type { DayRange } from "./range-days.ts";

/** What is not accounted for, or not as the provider's log has it: each with its name and what to do. */
export function ExceptionsCard({ range }: { readonly range: DayRange & { readonly number?: string } }) {
  const query = useQuery(read("ledgerExceptions", { query: range }));
  if (query.isError) return <ProblemNote error={query.error} />;
  if (query.data === undefined || query.data.loose.length + query.data.gaps.length === 0) return null;
  const { loose, gaps, more } = query.data;
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
      {more && <p className={styles.soft}>There are more. Choose fewer days to see them all.</p>}
    </Card>
  );
}
