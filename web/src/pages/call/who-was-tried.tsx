import type { QueueWait, TriedPhone } from "@ringback/contract/calls.ts";
import { lengthWords } from "@ringback/core/callbacks/clock-words.ts";
import { phoneWords } from "#components/phone-words.ts";
import { Card } from "#ui/card.tsx";
import styles from "./call.module.css";

interface WhoWasTriedProps {
  readonly tried: readonly TriedPhone[];
  readonly queues: readonly QueueWait[];
}

/** Each phone that rang for the call and each queue the caller waited in, with how long and what became of it. */
export function WhoWasTried({ tried, queues }: WhoWasTriedProps) {
  if (tried.length + queues.length === 0) return null;
  return (
    <div className={styles.tried}>
      <Card title="Who was tried">
        <ul className={styles.phones}>
          {queues.map(({ queue, waitedSeconds, result }) => (
            <li key={`queue-${queue}`} className={styles.phone}>
              <span>Queue {queue}</span>
              <span className={styles.became}>
                {waitedSeconds !== null && `waited ${lengthWords(waitedSeconds * 1000)}, `}
                {result === null ? "the caller was still in it" : queueWords[result]}
              </span>
            </li>
          ))}
          {tried.map(({ to, member, rangSeconds, became }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: phones have no id and keep their order; two may be alike.
            <li key={place} className={styles.phone}>
              <span>{phoneOf(to, member)}</span>
              <span className={styles.became}>
                {rangSeconds !== null && rangSeconds > 0 && `rang ${lengthWords(rangSeconds * 1000)}, `}
                {becameWords[became]}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

const becameWords: Readonly<Record<TriedPhone["became"], string>> = {
  ringing: "rings",
  answered: "answered",
  "picked-up": "picked up, not accepted",
  machine: "a machine picked up",
  "no-answer": "nobody answered",
  busy: "busy",
  failed: "could not be reached",
  stopped: "stopped ringing",
};
const queueWords: Readonly<Record<NonNullable<QueueWait["result"]>, string>> = {
  answered: "taken by an agent",
  abandoned: "the caller hung up",
  "timed-out": "nobody took it in time",
  full: "it was full",
  "no-agents": "nobody was in it",
  "left-by-key": "the caller pressed a key",
  failed: "it failed",
};

/** A phone number as people write it; an extension or agent as the phone system names it. */
function phoneOf(to: string | null, member: string | null): string {
  const named = to === null ? null : phoneWords(to);
  if (member === null) return named ?? "A phone of the team";
  return named === null ? member : `${member}, ${named}`;
}
