import type { UnresolvedCallerBody, WeeklyReview } from "@ringback/contract/weekly.ts";
import { Link } from "@tanstack/react-router";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { callerWords } from "#components/phone-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Chip } from "#ui/chip.tsx";
import { triesWords } from "./tries-words.ts";
import styles from "./weekly.module.css";

interface UnresolvedItemProps {
  readonly caller: UnresolvedCallerBody;
  readonly review: WeeklyReview;
}

/** A caller nobody had an answer for: close the callback in the case, or say here that its owner has them. */
export function UnresolvedItem({ caller, review }: UnresolvedItemProps) {
  const { role } = useAccount();
  const name = useAct("nameWeeklyOwner", { changes: ["weeklyReview", "weeklyCallers", "today"] });
  const { callbackId, owner, isSettled } = caller;
  const mayAnswer = review.finished === null && (role === "owner" || role === "coordinator");
  return (
    <li className={styles.item}>
      <div className={styles.itemMain}>
        <Link to={paths.callback} params={{ callbackId }} className={styles.who}>
          {callerWords(caller)}
        </Link>
        <p className={styles.facts}>
          rang <When at={caller.startedAt} /> · {triesWords(caller.attempts)}
          {caller.state !== "closed" && (
            <>
              {" "}
              · {caller.isOverdue ? "was due" : "due"} <When at={caller.dueAt} />
            </>
          )}
        </p>
      </div>
      <div className={styles.answer}>
        {caller.state === "closed" ? (
          <Chip tone={caller.recovered ? "ok" : "plain"}>{caller.outcome ?? "Closed"}</Chip>
        ) : isSettled ? (
          <Chip tone="ok">{owner.name} has them</Chip>
        ) : (
          mayAnswer && (
            <>
              <Button
                size="small"
                busy={name.isPending}
                onClick={() =>
                  name.mutate({ params: { week: review.week.from, callbackId }, body: { ownerId: owner.id } })
                }
              >
                {owner.name} has them
              </Button>
              <Link to={paths.callback} params={{ callbackId }}>
                Open the case
              </Link>
            </>
          )
        )}
      </div>
    </li>
  );
}
