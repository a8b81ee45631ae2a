import { Select, Textarea } from "@mantine/core";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { IconPlus, IconX } from "@tabler/icons-react";
import { NumberInWords } from "#pages/team/number-words.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./calling-back.module.css";

type Retries = PlaybookBody["retries"];
type Step = Retries["steps"][number];

const kinds = [
  { value: "minutes", label: "wait" },
  { value: "next-morning", label: "try the next morning" },
  { value: "other-daytime", label: "try another time of day" },
];

interface RetriesEditorProps {
  readonly retries: Retries;
  readonly outcomes: PlaybookBody["dispositions"];
  readonly onChange: (retries: Retries) => void;
}

/** When a caller nobody reached is tried again, as sentences with the numbers in them. */
export function RetriesEditor({ retries, outcomes, onChange }: RetriesEditorProps) {
  const { steps } = retries;
  const set = (patch: Partial<Retries>) => onChange({ ...retries, ...patch });
  const change = (index: number, step: Step) => set({ steps: steps.map((one, at) => (at === index ? step : one)) });
  const endings = outcomes.filter(({ recovered, retired }) => !recovered && retired !== true);
  return (
    <Card title="When nobody answers">
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          // Steps have no name of their own; their place is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index}>
            <span>After try {index + 1}</span>
            <Select
              aria-label={`What happens after try ${index + 1}`}
              size="xs"
              data={kinds}
              allowDeselect={false}
              value={step.after}
              onChange={(value) => change(index, stepOf(value))}
            />
            {step.after === "minutes" && (
              <>
                <NumberInWords
                  label={`Minutes after try ${index + 1}`}
                  min={2}
                  max={2880}
                  value={step.minutes}
                  onChange={(minutes) => change(index, { after: "minutes", minutes })}
                />
                <span>minutes</span>
              </>
            )}
            {steps.length > 1 && (
              <IconButton
                label={`Remove the step after try ${index + 1}`}
                icon={<IconX size={15} />}
                size="small"
                onClick={() => set({ steps: steps.filter((_, at) => at !== index) })}
              />
            )}
          </li>
        ))}
      </ol>
      {steps.length < 10 && (
        <Button
          size="small"
          tone="quiet"
          icon={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => set({ steps: [...steps, { after: "next-morning" }] })}
        >
          Add a step
        </Button>
      )}
      <div className={styles.sentence}>
        After{" "}
        <NumberInWords
          label="Tries until a person is asked"
          min={1}
          max={12}
          value={retries.triesMax}
          onChange={(triesMax) => set({ triesMax })}
        />{" "}
        tries the outcome{" "}
        <Select
          className={styles.outcome ?? ""}
          aria-label="The outcome that is proposed"
          size="xs"
          allowDeselect={false}
          data={endings.map(({ key, label }) => ({ value: key, label }))}
          value={retries.finalDisposition}
          onChange={(value) => set({ finalDisposition: value ?? retries.finalDisposition })}
        />{" "}
        is proposed. A person decides.
      </div>
      <div className={styles.sentence}>
        Who was left a voicemail has{" "}
        <NumberInWords
          label="Minutes after a voicemail"
          min={2}
          max={2880}
          value={retries.afterVoicemailMinutes}
          onChange={(afterVoicemailMinutes) => set({ afterVoicemailMinutes })}
        />{" "}
        minutes to call back first. An emergency is tried again after{" "}
        <NumberInWords
          label="Minutes between tries of an emergency"
          min={2}
          max={2880}
          value={retries.emergencyMinutes}
          onChange={(emergencyMinutes) => set({ emergencyMinutes })}
        />{" "}
        minutes.
      </div>
      <Textarea
        label="Text to offer before calling"
        description="Sent only when somebody taps it. Leave it empty to offer none. {business} is your name."
        autosize
        minRows={2}
        maxLength={480}
        value={retries.textBeforeCalling ?? ""}
        onChange={(event) => {
          const words = event.currentTarget.value;
          set({ textBeforeCalling: words.trim() === "" ? null : words });
        }}
      />
      <p className={styles.fine}>Tries stop no clock: the callback stays due when it was promised.</p>
    </Card>
  );
}

function stepOf(kind: string | null): Step {
  if (kind === "next-morning" || kind === "other-daytime") return { after: kind };
  return { after: "minutes", minutes: 30 };
}
