import type { ConversationRow } from "@ringback/contract/conversations.ts";
import { Link } from "@tanstack/react-router";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { phoneWords } from "#components/phone-words.ts";
import { whenWords } from "#components/time-words.ts";
import { paths } from "#paths.ts";
import { Chip } from "#ui/chip.tsx";
import styles from "./inbox.module.css";

/** One conversation in the list: who, the last word, and what presses. */
export function ConversationItem({ row, isSelected }: { readonly row: ConversationRow; readonly isSelected: boolean }) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  return (
    <Link
      to={paths.conversation}
      params={{ conversationId: row.id }}
      search={(now) => now}
      className={`${styles.row} ${row.unread ? styles.unread : ""}`}
      {...(isSelected ? { "aria-current": "true" as const } : {})}
    >
      <span className={styles.rowTop}>
        <span className={styles.who}>
          {row.unread && <span className="visually-hidden">Not read: </span>}
          {row.name ?? phoneWords(row.number)}
        </span>
        <time className={styles.when} dateTime={row.lastAt}>
          {whenWords(Date.parse(row.lastAt), nowMs, timeZone)}
        </time>
      </span>
      <span className={styles.words}>
        {row.lastKind === "missed-call"
          ? "Called, nobody answered"
          : row.lastKind === "text-out" || row.lastKind === "email-out"
            ? `You: ${row.lastWords}`
            : row.lastKind === "email-in"
              ? `E-mail: ${row.lastWords}`
              : row.lastWords}
      </span>
      <span className={styles.chips}>
        {row.callback?.urgency === "emergency" && (
          <Chip tone="late" strong>
            Emergency
          </Chip>
        )}
        {row.callback?.urgency === "high" && <Chip tone="soon">High urgency</Chip>}
        {row.waitingSince !== null && <Chip tone="accent">Waiting for us</Chip>}
        {row.takenBy !== null && <Chip>{row.takenBy.name} has it</Chip>}
        {row.takenBy === null && row.owner !== null && row.state === "open" && <Chip>{row.owner.name}</Chip>}
        {row.team !== null && <Chip>{row.team}</Chip>}
      </span>
    </Link>
  );
}
