import { NativeSelect, TextInput } from "@mantine/core";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { playbookLimits } from "@ringback/core/playbook/playbook.ts";
import { IconTrash } from "@tabler/icons-react";
import { SaveBar } from "#components/playbook/save-bar.tsx";
import type { useDraft } from "#components/playbook/use-draft.ts";
import { usePlaybook } from "#components/playbook/use-playbook.ts";
import { refusedFields } from "#components/refused-fields.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./listening.module.css";

export type Phrases = PlaybookBody["classification"]["phrases"];
type Raises = Phrases[number]["raises"];

const raises: readonly { readonly value: Raises; readonly label: string }[] = [
  { value: "emergency", label: "makes it an emergency" },
  { value: "high", label: "makes it high urgency" },
  { value: "complaint", label: "makes it a complaint" },
  { value: "high-value", label: "is of high value" },
];

/** The business's own words that matter: what it is called when it is bad here. */
export function PhrasesCard({ draft }: { readonly draft: ReturnType<typeof useDraft<Phrases>> }) {
  const { save, busy, error, refusal } = usePlaybook("Your words were saved");
  const phrases = draft.value;
  const refused = refusedFields(error);
  const change = (at: number, part: Partial<Phrases[number]>) =>
    draft.set(phrases.map((phrase, index) => (index === at ? { ...phrase, ...part } : phrase)));
  const isEmpty = phrases.some(({ phrase }) => phrase.trim() === "");
  return (
    <Card title="Words that matter here">
      <p className={styles.quiet}>
        What your callers say when it is bad, or when it is big: the walk-in cooler, the server room, a large client's
        name. Such a phrase raises a message, and never lowers one. An emergency, a complaint and high value alarm
        people at once. Said with a “no” it does not count, and an urgency not as “last year” or “in case” either.
      </p>
      <ul className={styles.phrases}>
        {phrases.map((phrase, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two empty ones have nothing else to tell them apart
          <li key={index}>
            <TextInput
              aria-label={`Phrase ${index + 1}`}
              placeholder="walk-in cooler"
              maxLength={80}
              value={phrase.phrase}
              error={refused[`classification.phrases.${index}.phrase`]}
              onChange={({ currentTarget }) => change(index, { phrase: currentTarget.value })}
            />
            <NativeSelect
              aria-label={`What phrase ${index + 1} does`}
              value={phrase.raises}
              data={raises.map(({ value, label }) => ({ value, label }))}
              onChange={({ currentTarget }) =>
                change(index, { raises: raises.find(({ value }) => value === currentTarget.value)?.value ?? "high" })
              }
            />
            <IconButton
              label={`Remove phrase ${index + 1}`}
              icon={<IconTrash size={16} />}
              onClick={() => draft.set(phrases.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <div className={styles.add}>
        <Button
          size="small"
          refusal={refusal ?? (phrases.length >= playbookLimits.phrasesMax ? "That is as many as fit." : null)}
          onClick={() => draft.set([...phrases, { phrase: "", raises: "high" }])}
        >
          Add a phrase
        </Button>
      </div>
      <SaveBar
        changed={draft.changed}
        busy={busy}
        error={error}
        saidAtField={phrases.map((_, index) => `classification.phrases.${index}.phrase`)}
        refusal={refusal ?? (isEmpty ? "Write each phrase, or remove it." : null)}
        onSave={() => save((now) => ({ ...now, classification: { phrases } }), draft.reset)}
        onReset={draft.reset}
      />
    </Card>
  );
}
