import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { alarmWords } from "@ringback/core/callbacks/label-words.ts";
import { IconBellRinging } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { Button } from "#ui/button.tsx";
import styles from "./alarm-card.module.css";
import type { CaseActions } from "./use-case-actions.ts";

const HandOn = lazy(() => import("./hand-on.tsx").then((module) => ({ default: module.HandOn })));

interface AlarmCardProps {
  readonly story: CallbackCase;
  readonly actions: CaseActions;
}

/** An alarm that nobody has taken yet; it goes on climbing until somebody does. */
export function AlarmCard({ story, actions }: AlarmCardProps) {
  const alarm = story.escalation;
  if (alarm === null || alarm.acknowledgedBy !== null || story.state === "closed") return null;
  const { refusal, run, isBusy } = actions.of("acknowledge-escalation");
  return (
    <section className={styles.alarm} aria-label="Alarm">
      <IconBellRinging size={20} aria-hidden="true" />
      <p>
        <strong>Alarm: {alarmWords(alarm.reason)}.</strong> {alarm.to} was told. It goes on until a person has it in
        hand.
      </p>
      {refusal === null && (
        <Suspense fallback={null}>
          <HandOn callbackId={story.id} />
        </Suspense>
      )}
      <Button hotkey="e" busy={isBusy} refusal={refusal} onClick={run}>
        I have it
      </Button>
    </section>
  );
}
