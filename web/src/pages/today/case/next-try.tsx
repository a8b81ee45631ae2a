import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { IconClockPlay } from "@tabler/icons-react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { clockTime, dayDistance, weekdayShort, whenWords } from "#components/time-words.ts";
import { Button } from "#ui/button.tsx";
import styles from "./next-try.module.css";
import type { CaseActions } from "./use-case-actions.ts";

interface NextTryProps {
  readonly story: CallbackCase;
  readonly actions: CaseActions;
}

/** After a try that reached nobody: when to try again, when they are likely to be reached, or that it is enough. */
export function NextTry({ story, actions }: NextTryProps) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const next = story.nextAttempt;
  if (next === null || story.state === "closed") return null;
  const best = story.bestTimes.map(({ from, until }) => stretchWords(from, until, nowMs, timeZone));
  const isProposed = next.at === null && next.proposed !== null;
  return (
    <section className={styles.next} aria-label="Next try">
      <IconClockPlay size={18} aria-hidden="true" />
      <p>
        {next.at === null ? (
          <strong>{next.words}.</strong>
        ) : (
          <>
            <strong>
              Try {next.number} of {next.of}{" "}
              {Date.parse(next.at) <= nowMs ? "now" : `at ${whenWords(Date.parse(next.at), nowMs, timeZone)}`}.
            </strong>{" "}
            {next.words}.
          </>
        )}
        {best.length > 0 && <span className={styles.best}> Likely to answer: {best.join(", ")}.</span>}
      </p>
      {isProposed && (
        <Button size="small" refusal={actions.of("close").refusal} onClick={actions.of("close").run}>
          Close with outcome
        </Button>
      )}
    </section>
  );
}

/** `today 16:00–17:30`, `Thu 09:00–10:30`. */
function stretchWords(from: string, until: string, nowMs: number, timeZone: string): string {
  const days = dayDistance(Date.parse(from), nowMs, timeZone);
  const day = days === 0 ? "today" : days === 1 ? "tomorrow" : weekdayShort(Date.parse(from), timeZone);
  return `${day} ${clockTime(Date.parse(from), timeZone)}–${clockTime(Date.parse(until), timeZone)}`;
}
