import { SegmentedControl } from "@mantine/core";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { addBusinessTime } from "@ringback/core/business-hours/add-business-time.ts";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { whenWords } from "#components/time-words.ts";
import { Card } from "#ui/card.tsx";
import { NumberInWords } from "./number-words.tsx";
import styles from "./team.module.css";

type Sla = PlaybookBody["sla"];
interface TargetsEditorProps {
  readonly sla: Sla;
  readonly hours: PlaybookBody["hours"];
  readonly onChange: (sla: Sla) => void;
}

/** The targets as sentences with the numbers in them, and what they mean for a call that is missed now. */
export function TargetsEditor({ sla, hours, onChange }: TargetsEditorProps) {
  const nowMs = useNowMinuteMs();
  const set = (patch: Partial<Sla>) => onChange({ ...sla, ...patch });
  const due = (minutes: number, aroundTheClock = false) => dueWords(hours, nowMs, minutes, aroundTheClock);
  return (
    <Card title="How soon a callback is due">
      <div className={styles.sentences}>
        <div className={styles.sentence}>
          <div className={styles.words}>
            An <strong data-tone="late">emergency</strong> is due in{" "}
            <NumberInWords
              label="Minutes for an emergency"
              min={1}
              max={240}
              value={sla.emergencyMinutes}
              onChange={(emergencyMinutes) => set({ emergencyMinutes })}
            />{" "}
            minutes,{" "}
            <SegmentedControl
              size="xs"
              aria-label="When the clock of an emergency runs"
              value={sla.emergencyIgnoresHours ? "always" : "open"}
              onChange={(value) => set({ emergencyIgnoresHours: value === "always" })}
              data={[
                { value: "always", label: "around the clock" },
                { value: "open", label: "while open" },
              ]}
            />
          </div>
          <span>{due(sla.emergencyMinutes, sla.emergencyIgnoresHours)}</span>
        </div>
        <div className={styles.sentence}>
          <div className={styles.words}>
            A callback of <strong data-tone="soon">high</strong> urgency is due in{" "}
            <NumberInWords
              label="Open minutes for high urgency"
              min={1}
              max={2880}
              value={sla.highMinutes}
              onChange={(highMinutes) => set({ highMinutes })}
            />{" "}
            open minutes.
          </div>
          <span>{due(sla.highMinutes)}</span>
        </div>
        <div className={styles.sentence}>
          <div className={styles.words}>
            Any <strong>other</strong> callback is due in{" "}
            <NumberInWords
              label="Open minutes for other callbacks"
              min={1}
              max={2880}
              value={sla.targetMinutes}
              onChange={(targetMinutes) => set({ targetMinutes })}
            />{" "}
            open minutes.
          </div>
          <span>{due(sla.targetMinutes)}</span>
        </div>
        <div className={styles.sentence}>
          <div className={styles.words}>
            Where <strong>no text</strong> could be sent, it is due in{" "}
            <NumberInWords
              label="Open minutes where no text could be sent"
              min={1}
              max={2880}
              value={sla.noTextMinutes}
              onChange={(noTextMinutes) => set({ noTextMinutes })}
            />{" "}
            open minutes at the latest.
          </div>
          <span>{due(sla.noTextMinutes)}</span>
        </div>
        <div className={styles.sentence}>
          <div className={styles.words}>
            The callback's owner is warned{" "}
            <NumberInWords
              label="Minutes of warning"
              min={0}
              max={240}
              value={sla.warnBeforeMinutes}
              onChange={(warnBeforeMinutes) => set({ warnBeforeMinutes })}
            />{" "}
            minutes before it is due.
          </div>
        </div>
        <div className={styles.sentence}>
          <div className={styles.words}>
            A callback can be put off for at most{" "}
            <NumberInWords
              label="Days a callback can be put off"
              min={1}
              max={7}
              value={sla.snoozeDays}
              onChange={(snoozeDays) => set({ snoozeDays })}
            />{" "}
            days. The clock stands only where the caller wished it.
          </div>
        </div>
        <div className={styles.sentence}>
          <div className={styles.words}>
            A callback closes itself when somebody reaches the caller from any phone and talks at least{" "}
            <NumberInWords
              label="Seconds that make a conversation"
              min={20}
              max={600}
              value={sla.conversationSeconds}
              onChange={(conversationSeconds) => set({ conversationSeconds })}
            />{" "}
            seconds.
          </div>
        </div>
      </div>
      <p className={styles.fine}>
        The clock starts at the call and counts only open minutes. An automatic text never stops it.
      </p>
    </Card>
  );
}

/** When a call missed right now would be due, in words; empty where this browser cannot tell. */
function dueWords(hours: PlaybookBody["hours"], nowMs: number, minutes: number, aroundTheClock: boolean): string {
  if (aroundTheClock) return `missed now: due ${whenWords(nowMs + minutes * 60_000, nowMs, hours.timeZone)}`;
  if (typeof Temporal === "undefined") return "";
  const added = addBusinessTime(hours, Temporal.Instant.fromEpochMilliseconds(nowMs), minutes);
  return added.ok ? `missed now: due ${whenWords(added.due.epochMilliseconds, nowMs, hours.timeZone)}` : "";
}
