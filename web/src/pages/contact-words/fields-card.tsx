import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { ContactSetupBody } from "@ringback/contract/contacts.ts";
import { IconPlus } from "@tabler/icons-react";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./contact-words.module.css";
import { RowActions } from "./row-actions.tsx";
import { fieldTypeWords, idOf, moved } from "./setup-words.ts";
import { usedBy } from "./tiers-card.tsx";

type Fields = ContactSetupBody["fields"];
type Field = Fields[number];

interface FieldsCardProps {
  readonly fields: Fields;
  /** Fields that are saved keep their kind: what contacts hold keeps its meaning. */
  readonly savedIds: readonly string[];
  readonly use: Readonly<Record<string, number>>;
  readonly refusal: string | null;
  readonly onChange: (fields: Fields) => void;
}

const mostFields = 30;

/** What the business wants to know of a contact besides what everybody does, in the order it stands on their page. */
export function FieldsCard({ fields, savedIds, use, refusal, onChange }: FieldsCardProps) {
  const change = (index: number, part: Partial<Field>) =>
    onChange(fields.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <Card title="Own fields">
      <p className={styles.quiet}>
        {fields.length === 0
          ? "None yet. A gate code, the model of the boiler, the end of a contract: it stands on each contact's page and in lists that you bring or export."
          : "In the order in which they stand on a contact's page."}
      </p>
      <ol className={styles.rows} aria-label="Own fields">
        {fields.map((field, index) => (
          <li key={field.id}>
            <div className={styles.field}>
              <TextInput
                label="Name"
                maxLength={60}
                value={field.label}
                readOnly={refusal !== null}
                description={savedIds.includes(field.id) ? usedBy(use[field.id]) : undefined}
                inputWrapperOrder={["label", "input", "description", "error"]}
                onChange={({ currentTarget }) => change(index, { label: currentTarget.value })}
              />
              <NativeSelect
                label="Kind"
                disabled={refusal !== null || savedIds.includes(field.id)}
                description={savedIds.includes(field.id) ? "Stays as it is" : undefined}
                inputWrapperOrder={["label", "input", "description", "error"]}
                data={Object.entries(fieldTypeWords).map(([value, label]) => ({ value, label }))}
                value={field.type}
                onChange={({ currentTarget }) => change(index, { type: typeOf(currentTarget.value) })}
              />
              {field.type === "choice" && (
                <Textarea
                  className={styles.wide}
                  label="What can be chosen, one a line"
                  autosize
                  minRows={2}
                  readOnly={refusal !== null}
                  value={field.choices.join("\n")}
                  onChange={({ currentTarget }) => change(index, { choices: currentTarget.value.split("\n") })}
                />
              )}
            </div>
            {refusal === null && (
              <RowActions
                label={field.label.trim() === "" ? `field ${index + 1}` : field.label}
                up={index > 0 ? () => onChange(moved(fields, index, -1)) : null}
                down={index < fields.length - 1 ? () => onChange(moved(fields, index, 1)) : null}
                remove={() => onChange(fields.filter((_, at) => at !== index))}
              />
            )}
          </li>
        ))}
      </ol>
      <Button
        size="small"
        icon={<IconPlus size={16} />}
        refusal={refusal ?? (fields.length >= mostFields ? "That is as many as fit." : null)}
        onClick={() =>
          onChange([
            ...fields,
            { id: idOf("field", [...savedIds, ...fields.map(({ id }) => id)]), label: "", type: "text", choices: [] },
          ])
        }
      >
        Add a field
      </Button>
    </Card>
  );
}

function typeOf(value: string): Field["type"] {
  return value === "number" || value === "date" || value === "choice" ? value : "text";
}
