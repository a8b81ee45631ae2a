import { Card } from "#ui/card.tsx";
import styles from "./phone.module.css";

const tries = [
  ["Call and hang up while it rings.", "Within a second it is on Today, and this phone has a text."],
  [
    "Wait for the beep and leave the “Emergency” voicemail.",
    "Today quotes the words that make it one, and the owner's phone gets an alarm.",
  ],
  ["Move the clock 5 minutes.", "Nobody acted, so the alarm goes to the backup. It ends when somebody answers it."],
  ["Answer on a phone of the team.", "A person talked: no callback, and an open one closes itself with the reason."],
  ["Reply STOP under Messages, then call again.", "No text any more, and the callback is due sooner instead."],
  ["Call with a withheld number.", "No text can go; it is still somebody's callback, with a clock."],
] as const;

/** A few things to try, with what to watch for. */
export function TryCard() {
  return (
    <Card title="What to try">
      <ol className={styles.tries}>
        {tries.map(([what, watch]) => (
          <li key={what}>
            <strong>{what}</strong> <span>{watch}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
