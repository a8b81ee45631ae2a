import { MultiSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import type { Recipients } from "./recipients.ts";

interface RecipientsFieldsProps {
  readonly value: Recipients;
  readonly onChange: (value: Recipients) => void;
  readonly problem: string | null;
}

/** Whom a report is mailed to: people of the team who have an e-mail, and anybody else by address. */
export function RecipientsFields({ value, onChange, problem }: RecipientsFieldsProps) {
  const { data } = useQuery(read("listMembers"));
  const people = (data?.members ?? []).filter(({ email }) => email !== null);
  return (
    <>
      <MultiSelect
        label="To people of the team"
        placeholder={value.memberIds.length === 0 ? "Choose" : ""}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={[...value.memberIds]}
        onChange={(memberIds) => onChange({ ...value, memberIds })}
        searchable
        comboboxProps={{ withinPortal: true }}
      />
      <TextInput
        label="And to others, by e-mail"
        placeholder="rita@agency.com, books@office.com"
        inputMode="email"
        value={value.others}
        onChange={(event) => onChange({ ...value, others: event.currentTarget.value })}
        error={problem}
      />
    </>
  );
}
