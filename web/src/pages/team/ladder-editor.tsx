import { Checkbox, Select } from "@mantine/core";
import type { Member } from "@ringback/contract/members.ts";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Button } from "#ui/button.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { NumberInWords } from "./number-words.tsx";
import styles from "./team.module.css";

export type Ladder = Pick<PlaybookBody["escalation"], "steps" | "repeatEveryMinutes" | "repeatTimes" | "repeatClock">;
type Step = Ladder["steps"][number];
interface LadderEditorProps {
  readonly ladder: Ladder;
  /** What the ladder is for, for those who do not see the heading above it. */
  readonly name: string;
  readonly members: readonly Member[];
  readonly onChange: (ladder: Ladder) => void;
}

/** Whom an alarm tells, step by step, until a person says that they have it in hand. */
export function LadderEditor({ ladder, name, members, onChange }: LadderEditorProps) {
  const { steps } = ladder;
  const change = (index: number, step: Step) =>
    onChange({ ...ladder, steps: steps.map((each, at) => (at === index ? step : each)) });
  const choices = [
    { value: "owner", label: "its owner" },
    { value: "backup", label: "its backup" },
    { value: "on-call", label: "who is on call" },
    { value: "everyone", label: "everyone" },
    ...members.map((member) => ({ value: member.id, label: member.name })),
  ];
  return (
    <>
      <ol className={styles.ladder}>
        {steps.map((step, index) => (
          // Steps have no name of their own; their place in the ladder is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index}>
            <span>{index === 0 ? "After" : "Then, after"}</span>
            <NumberInWords
              label={`Minutes before step ${index + 1} of ${name}`}
              min={0}
              max={1440}
              value={step.afterMinutes}
              onChange={(afterMinutes) => change(index, { ...step, afterMinutes })}
            />
            <span>minutes, tell</span>
            <Select
              className={styles.tell ?? ""}
              aria-label={`Whom step ${index + 1} of ${name} tells`}
              size="xs"
              data={choices}
              allowDeselect={false}
              value={step.tell === "member" ? (step.memberId ?? null) : step.tell}
              onChange={(value) => {
                if (value !== null) change(index, { afterMinutes: step.afterMinutes, once: step.once, ...told(value) });
              }}
            />
            {steps.length > 1 && (
              <Checkbox
                size="xs"
                label="first time only"
                aria-label={`Step ${index + 1} of ${name} the first time only`}
                checked={step.once === true}
                onChange={(event) => {
                  const { once: _, ...always } = step;
                  change(index, event.currentTarget.checked ? { ...always, once: true } : always);
                }}
              />
            )}
            {steps.length > 1 && (
              <IconButton
                label={`Remove step ${index + 1} of ${name}`}
                icon={<IconX size={15} />}
                size="small"
                onClick={() => onChange({ ...ladder, steps: steps.filter((_, at) => at !== index) })}
              />
            )}
          </li>
        ))}
      </ol>
      {steps.length < 8 && (
        <div className={styles.addStep}>
          <Button
            size="small"
            tone="quiet"
            icon={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => onChange({ ...ladder, steps: [...steps, { afterMinutes: 10, tell: "everyone" }] })}
          >
            Add a step
          </Button>
        </div>
      )}
      <div className={styles.sentence}>
        <div className={styles.words}>
          Then from the top again after{" "}
          <NumberInWords
            label={`Minutes between repeats of ${name}`}
            min={1}
            max={240}
            value={ladder.repeatEveryMinutes}
            onChange={(repeatEveryMinutes) => onChange({ ...ladder, repeatEveryMinutes })}
          />{" "}
          <Select
            className={styles.tell ?? ""}
            aria-label={`Which minutes count between repeats of ${name}`}
            size="xs"
            data={[
              { value: "always", label: "minutes" },
              { value: "open", label: "minutes while open" },
            ]}
            allowDeselect={false}
            value={ladder.repeatClock ?? "always"}
            onChange={(clock) => onChange({ ...ladder, repeatClock: clock === "open" ? "open" : "always" })}
          />
          ,{" "}
          <NumberInWords
            label={`How often ${name} is repeated`}
            min={0}
            max={48}
            value={ladder.repeatTimes}
            onChange={(repeatTimes) => onChange({ ...ladder, repeatTimes })}
          />{" "}
          times, and after that every four {ladder.repeatClock === "open" ? "open hours" : "hours"}.
        </div>
      </div>
    </>
  );
}

/** Whether a step of it tells nobody, because no person is chosen. */
export function missesPerson({ steps }: Ladder): boolean {
  return steps.some((step) => step.tell === "member" && step.memberId === undefined);
}

function told(value: string): Pick<Step, "tell" | "memberId"> {
  if (value === "owner" || value === "backup" || value === "on-call" || value === "everyone") return { tell: value };
  return { tell: "member", memberId: value };
}

/** Whether nothing of it is left after the first round. */
export function repeatsNothing({ steps }: Ladder): boolean {
  return steps.every((step) => step.once === true);
}
