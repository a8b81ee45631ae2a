import { gapWords } from "@ringback/core/measurement/reconciliation/gap.ts";
import { Link } from "@tanstack/react-router";
import type { Answer } from "#api/client.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { offerUndo } from "#components/undo.tsx";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import styles from "./ledger.module.css";

/** One difference to the phone system's log: its name, what it means, what is done, and a way to let it be. */
export function GapRow({ gap }: { readonly gap: Answer<"ledgerExceptions">["gaps"][number] }) {
  const words = gapWords[gap.kind];
  const { role } = useAccount();
  const reopen = useAct("reopenGap", { changes: books });
  const accept = useAct("acceptGap", {
    changes: books,
    onDone: (_, request) => offerUndo("Accepted as it is", () => reopen.mutate(request)),
  });
  const mayAccept = role === "owner" || role === "coordinator";
  return (
    <li className={styles.exception}>
      <div className={styles.exceptionHead}>
        <p className={styles.exceptionName}>{words.title}</p>
        <Button
          size="small"
          busy={accept.isPending}
          refusal={mayAccept ? null : "Coordinators and owners accept differences."}
          onClick={() => accept.mutate({ params: { id: gap.id } })}
        >
          Accept as it is
        </Button>
      </div>
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
      <p className={styles.todo}>
        {words.means} {words.repair}
      </p>
    </li>
  );
}

/** What an accepted difference changes on the screen. */
const books = ["ledger", "ledgerDays", "ledgerExceptions"] as const;
