import { openUntil } from "@ringback/core/business-hours/is-open.ts";
import { nextOpening } from "@ringback/core/business-hours/next-opening.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNowMs } from "#api/app-clock.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { OpenNow } from "#components/hours/open-now.tsx";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { clockTimeSeconds, dayMonth, weekdayShort, whenWords } from "#components/time-words.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./phone.module.css";

const jumps = [
  { label: "+5 min", minutes: 5 },
  { label: "+15 min", minutes: 15 },
  { label: "+1 h", minutes: 60 },
] as const;
const mostMinutes = 60 * 24 * 14;

/** The demo's clock. Moved forward, everything that was due by then happens at once. */
export function ClockCard() {
  const { timeZone } = useAccount();
  const { data } = useSuspenseQuery(read("getPlaybook"));
  const nowMs = useNowMs();
  const refusal = useOwnerRefusal();
  const move = useAct("moveClock", {
    changes: ["simulator", "today", "installation"],
    onDone: ({ now }) => sayDone(`The clock shows ${clockTimeSeconds(Date.parse(now), timeZone)}`),
  });
  const { hours } = data.playbook;
  const opening = nextOpeningMs(hours, nowMs);
  const toOpening = opening === null ? null : Math.ceil((opening - nowMs) / 60_000);
  const advance = (advanceMinutes: number) => move.mutate({ body: { advanceMinutes } });
  return (
    <Card title="The demo's clock" aside={<OpenNow hours={hours} />}>
      <p className={styles.clock}>
        <time>{clockTimeSeconds(nowMs, timeZone)}</time>
        <span>
          {weekdayShort(nowMs, timeZone)} {dayMonth(nowMs, timeZone)}
        </span>
      </p>
      <div className={styles.jumps}>
        {jumps.map((jump) => (
          <Button
            key={jump.label}
            size="small"
            refusal={refusal}
            busy={move.isPending}
            onClick={() => advance(jump.minutes)}
          >
            {jump.label}
          </Button>
        ))}
        {opening !== null && toOpening !== null && toOpening > 0 && toOpening <= mostMinutes && (
          <Button size="small" refusal={refusal} busy={move.isPending} onClick={() => advance(toOpening)}>
            {`Next opening, ${whenWords(opening, nowMs, timeZone)}`}
          </Button>
        )}
      </div>
      <p className={styles.quiet}>It only goes forward: callbacks come due, alarms go off, as they would have.</p>
    </Card>
  );
}

/** The next time the doors open: after the present opening when they are open now. Null where it cannot be told. */
function nextOpeningMs(hours: Parameters<typeof nextOpening>[0], nowMs: number): number | null {
  if (typeof Temporal === "undefined") return null;
  const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(nowMs));
  return nextOpening(hours, openUntil(hours, now) ?? now)?.epochMilliseconds ?? null;
}
