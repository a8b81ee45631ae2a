import type { Hold } from "@ringback/contract/review.ts";
import { holdLabel } from "@ringback/core/callbacks/hold-words.ts";
import { ExcerptWords } from "#components/excerpt-words.tsx";
import { callerWords } from "#components/phone-words.ts";
import { Chip } from "#ui/chip.tsx";
import { HoldDue } from "./hold-due.tsx";
import styles from "./review.module.css";

/** A hold that is not open: who, why, and the words at a glance. */
export function HoldRow({ hold, onOpen }: { readonly hold: Hold; readonly onOpen: () => void }) {
  return (
    <button type="button" className={styles.row} onClick={onOpen}>
      <span className={styles.top}>
        <span className={styles.who}>{callerWords(hold)}</span>
        <UrgencyChip urgency={hold.urgency} />
        <Chip>{holdLabel(hold.reason)}</Chip>
        <HoldDue dueAt={hold.dueAt} />
      </span>
      <span className={styles.rowWords}>
        <ExcerptWords excerpt={hold.excerpt} isOneLine />
      </span>
    </button>
  );
}

/** Only what presses is said. */
export function UrgencyChip({ urgency }: { readonly urgency: Hold["urgency"] }) {
  if (urgency === "emergency")
    return (
      <Chip tone="late" strong>
        Emergency
      </Chip>
    );
  return urgency === "high" ? <Chip tone="soon">High urgency</Chip> : null;
}
