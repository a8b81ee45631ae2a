import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { Card } from "#ui/card.tsx";
import styles from "./phone.module.css";

const tries = [
  ["Call and hang up while it rings.", "Within a second it is on Today, and this phone has a text."],
  [
    "Wait for the beep and leave the “Emergency” voicemail.",
    "Today quotes the words that make it one, and the owner's phone gets an alarm.",
  ],
  ["Move the clock 5 minutes.", "Nobody acted, so the alarm goes to the backup. It ends when somebody answers it."],
  [
    "Answer on a phone of the team while open.",
    "A person talked: no callback, and an open one closes itself with the reason.",
  ],
  ["Reply STOP under Messages, then call again.", "No text any more, and the callback is due sooner instead."],
  ["Call with a withheld number.", "No text can go; it is still somebody's callback, with a clock."],
] as const;

/** A few things to try, with what to watch for. */
export function TryCard() {
  const { data } = useQuery(read("today", { query: { limit: 1 } }));
  return (
    <Card title="What to try">
      {data?.hours.open === false && (
        <p className={styles.closedNote}>
          The business is closed now, so a call goes straight to the voicemail. Move the clock to the next opening to
          hear the team's phones ring.
        </p>
      )}
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
