import { Select } from "@mantine/core";
import type { Member } from "@ringback/contract/members.ts";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { NumberInWords } from "./number-words.tsx";
import styles from "./team.module.css";

type Escalation = PlaybookBody["escalation"];
type Step = Escalation["steps"][number];
interface LadderEditorProps {
  readonly escalation: Escalation;
  readonly members: readonly Member[];
  readonly onChange: (escalation: Escalation) => void;
}

/** Whom an alarm tells, step by step, until a person says that they have it in hand. */
export function LadderEditor({ escalation, members, onChange }: LadderEditorProps) {
  const { steps } = escalation;
  const change = (index: number, step: Step) =>
    onChange({ ...escalation, steps: steps.map((each, at) => (at === index ? step : each)) });
  const choices = [
    { value: "owner", label: "the owner" },
    { value: "backup", label: "the backup" },
    { value: "everyone", label: "everyone" },
    ...members.map((member) => ({ value: member.id, label: member.name })),
  ];
  return (
    <Card title="Who is alarmed when nobody acts">
      <p className={styles.fine}>
        An alarm starts at once for an emergency or a complaint, and for any other callback when it is overdue.
      </p>
      <ol className={styles.ladder}>
        {steps.map((step, index) => (
          // Steps have no name of their own; their place in the ladder is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index}>
            <span>{index === 0 ? "After" : "Then, after"}</span>
            <NumberInWords
              label={`Minutes before step ${index + 1}`}
              min={0}
              max={1440}
              value={step.afterMinutes}
              onChange={(afterMinutes) => change(index, { ...step, afterMinutes })}
            />
            <span>minutes, tell</span>
            <Select
              className={styles.tell ?? ""}
              aria-label={`Whom step ${index + 1} tells`}
              size="xs"
              data={choices}
              allowDeselect={false}
              value={step.tell === "member" ? (step.memberId ?? null) : step.tell}
              onChange={(value) => {
                if (value !== null) change(index, { afterMinutes: step.afterMinutes, ...told(value) });
              }}
            />
            {steps.length > 1 && (
              <IconButton
                label={`Remove step ${index + 1}`}
                icon={<IconX size={15} />}
                size="small"
                onClick={() => onChange({ ...escalation, steps: steps.filter((_, at) => at !== index) })}
              />
            )}
          </li>
        ))}
      </ol>
      {steps.length < 8 && (
        <Button
          size="small"
          tone="quiet"
          icon={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onChange({ ...escalation, steps: [...steps, { afterMinutes: 10, tell: "everyone" }] })}
        >
          Add a step
        </Button>
      )}
      <div className={styles.sentence}>
        <div className={styles.words}>
          After that the last step is told again every{" "}
          <NumberInWords
            label="Minutes between repeats"
            min={1}
            max={240}
            value={escalation.repeatEveryMinutes}
            onChange={(repeatEveryMinutes) => onChange({ ...escalation, repeatEveryMinutes })}
          />{" "}
          minutes, up to{" "}
          <NumberInWords
            label="How often it is repeated"
            min={0}
            max={48}
            value={escalation.repeatTimes}
            onChange={(repeatTimes) => onChange({ ...escalation, repeatTimes })}
          />{" "}
          times.
        </div>
      </div>
      <p className={styles.fine}>An alarm ends only when a person says “I have it”: here, or by answering the text.</p>
    </Card>
  );
}

function told(value: string): Pick<Step, "tell" | "memberId"> {
  if (value === "owner" || value === "backup" || value === "everyone") return { tell: value };
  return { tell: "member", memberId: value };
}
