import { NativeSelect, TextInput } from "@mantine/core";
import type { ImportMappingBody, ImportPreviewBody } from "@ringback/contract/imports.ts";
import { Card } from "#ui/card.tsx";
import styles from "./imports.module.css";

interface MappingFormProps {
  readonly mapping: ImportMappingBody;
  readonly preview: ImportPreviewBody;
  readonly onChange: (mapping: ImportMappingBody) => void;
}

type Field = keyof ImportMappingBody["columns"];

const fields: readonly { readonly field: Field; readonly label: string; readonly help?: string }[] = [
  { field: "startedAt", label: "Time the call came", help: "Date and time in one column." },
  { field: "date", label: "Date", help: "Where date and time stand apart." },
  { field: "time", label: "Time of day" },
  { field: "from", label: "From" },
  { field: "to", label: "To" },
  { field: "otherParty", label: "Person outside", help: "Instead of From and To, whoever called whom." },
  { field: "ownNumber", label: "Number of the business", help: "The number that was dialed, if it stands apart." },
  { field: "direction", label: "In or out" },
  { field: "result", label: "How it ended" },
  { field: "reason", label: "Why it was missed" },
  { field: "answeredAt", label: "Time it was answered" },
  { field: "talk", label: "Seconds talked" },
  { field: "ring", label: "Seconds it rang" },
  { field: "duration", label: "Seconds in all" },
  { field: "endedAt", label: "Time it ended" },
  { field: "answeredBy", label: "Who answered" },
  { field: "callerName", label: "Caller's name" },
  { field: "id", label: "Id of the call", help: "So that a call is known again." },
  { field: "group", label: "Id that rows of one call share" },
  { field: "kind", label: "Call, fax or text" },
];

/** Which column is what. Open where the log was not recognised. */
export function MappingForm({ mapping, preview, onChange }: MappingFormProps) {
  const choices = columnChoices(preview);
  const choose = (field: Field, value: string) => {
    const { [field]: _, ...others } = mapping.columns;
    const column = preview.header === null ? Number(value) : value;
    const columns = value === "" ? others : { ...others, [field]: column };
    onChange({ ...mapping, columns });
  };
  return (
    <Card title="Columns">
      <details className={styles.details} open={preview.confidence === "none" && preview.savedName === null}>
        <summary>{Object.keys(mapping.columns).length} of its columns are used. Which column is what</summary>
        <div className={styles.fields}>
          {fields.map(({ field, label, help }) => (
            <NativeSelect
              key={field}
              label={label}
              description={help}
              value={String(mapping.columns[field] ?? "")}
              onChange={(event) => choose(field, event.currentTarget.value)}
              data={[{ value: "", label: "Not in this log" }, ...choices]}
            />
          ))}
          <NativeSelect
            label="Rows"
            value={mapping.rowsPerCall}
            onChange={(event) =>
              onChange({ ...mapping, rowsPerCall: event.currentTarget.value === "many" ? "many" : "one" })
            }
            data={[
              { value: "one", label: "Each row is a call" },
              { value: "many", label: "A call may have several rows" },
            ]}
          />
          <NativeSelect
            label="Where nothing says in or out"
            value={mapping.otherwise ?? ""}
            onChange={(event) => {
              const { value } = event.currentTarget;
              onChange({ ...mapping, otherwise: value === "inbound" || value === "outbound" ? value : null });
            }}
            data={[
              { value: "inbound", label: "The call came in" },
              { value: "outbound", label: "The call went out" },
              { value: "", label: "Leave the row out" },
            ]}
          />
          <TextInput
            label="Number that was called"
            description="If the log does not name it, like +13125550199."
            value={mapping.ownNumber ?? ""}
            onChange={(event) => onChange({ ...mapping, ownNumber: event.currentTarget.value.trim() || null })}
          />
        </div>
      </details>
    </Card>
  );
}

/** The columns by name, or by place where there is no header, each with what stands in its first row. */
function columnChoices(preview: ImportPreviewBody): { value: string; label: string }[] {
  const sample = preview.firstRows[0]?.fields ?? [];
  return Array.from({ length: preview.columns }, (_, at) => {
    const name = preview.header?.[at];
    const shown = (sample[at] ?? "").slice(0, 24);
    return {
      value: name ?? String(at),
      label: `${name ?? `Column ${at + 1}`}${shown === "" ? "" : ` — ${shown}`}`,
    };
  }).filter(({ value }, at, all) => value !== "" && all.findIndex((other) => other.value === value) === at);
}
