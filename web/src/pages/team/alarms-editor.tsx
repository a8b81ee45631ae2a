import type { Member } from "@ringback/contract/members.ts";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { alarmReasons, alarmReasonWords } from "@ringback/core/escalation/alarm-reason.ts";
import { IconPlus } from "@tabler/icons-react";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { type Ladder, LadderEditor } from "./ladder-editor.tsx";
import { NumberInWords } from "./number-words.tsx";
import styles from "./targets.module.css";
import sentences from "./team.module.css";

type Escalation = PlaybookBody["escalation"];
type Reason = (typeof alarmReasons)[number];
interface AlarmsEditorProps {
  readonly escalation: Escalation;
  readonly members: readonly Member[];
  readonly onChange: (escalation: Escalation) => void;
}

/** Who is alarmed: the usual ladder, and own ones by reason. */
export function AlarmsEditor({ escalation, members, onChange }: AlarmsEditorProps) {
  const { byReason, handMinutes } = escalation;
  const own = alarmReasons.flatMap((reason) => {
    const ladder = byReason[reason];
    return ladder === undefined ? [] : [{ reason, ladder }];
  });
  const rest = alarmReasons.filter((reason) => byReason[reason] === undefined);
  const set = (reason: Reason, ladder: Ladder | null) => {
    const others = Object.fromEntries(
      own.filter((each) => each.reason !== reason).map((each) => [each.reason, each.ladder]),
    );
    onChange({ ...escalation, byReason: ladder === null ? others : { ...others, [reason]: ladder } });
  };
  return (
    <>
      <Card title="Who is alarmed when nobody acts">
        <p className={styles.fine}>
          An alarm starts at once for an emergency or a complaint, and for any other callback when it is overdue. Who
          wants quiet now is passed over; an emergency comes through where everybody does.
        </p>
        <LadderEditor
          name="the usual ladder"
          ladder={escalation}
          members={members}
          onChange={(ladder) => onChange({ ...escalation, ...ladder })}
        />
        <div className={sentences.sentence}>
          <div className={sentences.words}>
            Whoever says “I have it” has{" "}
            <NumberInWords
              label="Minutes to try after taking an alarm in hand"
              min={1}
              max={240}
              value={handMinutes}
              onChange={(minutes) => onChange({ ...escalation, handMinutes: minutes })}
            />{" "}
            minutes to try to reach the caller. Else the alarm runs again.
          </div>
        </div>
        <p className={styles.fine}>
          An alarm ends only when a person says “I have it”: here, or by answering the text.
        </p>
      </Card>
      {own.map(({ reason, ladder }) => (
        <Card
          key={reason}
          title={`Own ladder: ${alarmReasonWords[reason]}`}
          aside={
            <Button size="small" tone="quiet" onClick={() => set(reason, null)}>
              Use the usual ladder
            </Button>
          }
        >
          <LadderEditor
            name={`the ladder for ${alarmReasonWords[reason]}`}
            ladder={ladder}
            members={members}
            onChange={(next) => set(reason, next)}
          />
        </Card>
      ))}
      {rest.length > 0 && (
        <fieldset className={styles.reasons}>
          <legend>Give a reason a ladder of its own:</legend>
          {rest.map((reason) => (
            <Button
              key={reason}
              size="small"
              tone="quiet"
              icon={<IconPlus size={14} aria-hidden="true" />}
              onClick={() => set(reason, usualOf(escalation))}
            >
              {alarmReasonWords[reason]}
            </Button>
          ))}
        </fieldset>
      )}
    </>
  );
}

function usualOf({ steps, repeatEveryMinutes, repeatTimes, repeatClock }: Escalation): Ladder {
  return { steps, repeatEveryMinutes, repeatTimes, repeatClock };
}
