import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { IconPlus } from "@tabler/icons-react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { phoneWords } from "#components/phone-words.ts";
import { whenWords } from "#components/time-words.ts";
import { Button } from "#ui/button.tsx";
import type { NumberDraft } from "./number-dialog.tsx";
import styles from "./numbers.module.css";

interface StrangersProps {
  readonly inventory: AnswerOf<Routes["listNumbers"]>;
  readonly refusal: string | null;
  readonly onAdd: (draft: NumberDraft) => void;
}

/** Numbers that nobody here looks after: at the provider but not added, or called although they are none of ours. */
export function Strangers({ inventory, refusal, onAdd }: StrangersProps) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const { strangers, dialedStrangers } = inventory;
  if (strangers.length === 0 && dialedStrangers.length === 0) return null;
  const add = (number: string, draft: NumberDraft) => (
    <Button
      size="small"
      icon={<IconPlus size={14} aria-hidden="true" />}
      refusal={refusal}
      onClick={() => onAdd(draft)}
    >
      Add<span className="visually-hidden"> {phoneWords(number)}</span>
    </Button>
  );
  return (
    <section className={styles.section} aria-labelledby="strangers">
      <div className={styles.bar}>
        <h2 id="strangers">Nobody looks after these</h2>
      </div>
      <ul className={styles.strangers}>
        {dialedStrangers.map(({ dialed, calls, lastCallAt }) => (
          <li key={`dialed ${dialed}`}>
            <span>
              <b className="numbers">{phoneWords(dialed)}</b>
              <span>
                {calls === 1 ? "1 call" : `${calls} calls`} in 30 days, the last{" "}
                {whenWords(Date.parse(lastCallAt), nowMs, timeZone)}, to a number that is not in your list
              </span>
            </span>
            {add(dialed, { prefill: { number: dialed } })}
          </li>
        ))}
        {strangers.map(({ number, label, connectionId, connectionLabel, canText }) => (
          <li key={`${connectionId} ${number}`}>
            <span>
              <b className="numbers">{phoneWords(number)}</b>
              <span>
                At {connectionLabel}
                {label !== null && label !== number && ` as “${label}”`}
                {canText === false && ", cannot text"}; its calls are not watched here
              </span>
            </span>
            {add(number, { prefill: { number, connectionId } })}
          </li>
        ))}
      </ul>
    </section>
  );
}
