import { Link } from "@tanstack/react-router";
import type { Answer } from "#api/client.ts";
import { phoneWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { gapWords } from "./gap-words.ts";
import styles from "./ledger.module.css";

/** One difference to the provider's log. */
export function GapRow({ gap }: { readonly gap: Answer<"ledgerExceptions">["gaps"][number] }) {
  const words = gapWords[gap.kind];
  return (
    <li className={styles.exception}>
      <p className={styles.exceptionName}>{words.name}</p>
      <p className={styles.soft}>
        {gap.connection}
        {gap.dialed !== null && gap.dialed !== "" && ` · to ${phoneWords(gap.dialed)}`}
        {gap.arrivedAt !== null && (
          <>
            {" · "}
            <When at={gap.arrivedAt} />
          </>
        )}
        {gap.callId !== null && (
          <>
            {" · "}
            <Link to={paths.call} params={{ callId: gap.callId }}>
              The call's story
            </Link>
          </>
        )}
      </p>
      <p className={styles.todo}>{words.todo}</p>
    </li>
  );
}
