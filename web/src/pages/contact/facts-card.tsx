import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { ContactBody, ContactFactsBody, ContactSetupBody } from "@ringback/contract/contacts.ts";
import { contactLanes, contactLaneWords } from "@ringback/core/contacts/contact.ts";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { AskBeforeLeaving } from "#components/unsaved/ask-before-leaving.tsx";
import { When } from "#components/when.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./contact.module.css";
import { DoNotContactDialog } from "./do-not-contact-dialog.tsx";

interface FactLine {
  readonly fact: keyof ContactFactsBody;
  /** Of an own field: its id. */
  readonly field?: string;
  readonly label: string;
  readonly form: "text" | "lines" | "date" | "email" | readonly { readonly value: string; readonly label: string }[];
}

const sourceWords = { call: "from a call", person: "entered", import: "from a list", merge: "from a merge" };

/** What is known, each fact with whence it is, changed where it stands. */
export function FactsCard({ contact, refusal }: { readonly contact: ContactBody; readonly refusal: string | null }) {
  const { data: setup } = useQuery(read("getContactSetup"));
  const { data: people } = useQuery(read("listMembers"));
  const owners = (people?.members ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <Card title="What is known">
      <dl className={styles.facts}>
        {linesOf(setup, owners).map((line) => {
          const key = line.field ?? line.fact;
          return (
            <Fact
              key={key}
              line={line}
              contact={contact}
              refusal={refusal}
              isEditing={editing === key}
              onEdit={(on) => setEditing(on ? key : null)}
            />
          );
        })}
      </dl>
    </Card>
  );
}

function linesOf(setup: ContactSetupBody | undefined, owners: readonly { value: string; label: string }[]): FactLine[] {
  const nobody = { value: "", label: "Nobody in particular" };
  return [
    { fact: "name", label: "Name", form: "text" },
    { fact: "company", label: "Company", form: "text" },
    { fact: "kind", label: "Lane", form: contactLanes.map((lane) => ({ value: lane, label: contactLaneWords[lane] })) },
    { fact: "tier", label: "Tier", form: setup?.tiers.map(({ id, label }) => ({ value: id, label })) ?? [] },
    { fact: "ownerId", label: "Who knows them", form: [nobody, ...owners] },
    { fact: "tags", label: "Tags", form: "text" },
    { fact: "email", label: "E-mail", form: "email" },
    { fact: "address", label: "Address", form: "text" },
    { fact: "postalCode", label: "Postal code", form: "text" },
    { fact: "region", label: "State", form: "text" },
    { fact: "language", label: "Language", form: "text" },
    { fact: "since", label: "Customer since", form: "date" },
    { fact: "openIssue", label: "Open issue", form: "text" },
    { fact: "note", label: "Note", form: "lines" },
    { fact: "timeZoneOverride", label: "Time zone", form: "text" },
    { fact: "timeZoneReason", label: "Why that zone", form: "text" },
    ...(setup?.fields ?? []).map(
      ({ id, label, type, choices }): FactLine => ({
        fact: "fields",
        field: id,
        label,
        form:
          type === "choice"
            ? [{ value: "", label: "Not said" }, ...choices.map((choice) => ({ value: choice, label: choice }))]
            : type === "date"
              ? "date"
              : "text",
      }),
    ),
  ];
}

interface FactProps {
  readonly line: FactLine;
  readonly contact: ContactBody;
  readonly refusal: string | null;
  readonly isEditing: boolean;
  readonly onEdit: (on: boolean) => void;
}

function Fact({ line, contact, refusal, isEditing, onEdit }: FactProps) {
  const held = textOf(line, contact);
  const source = line.field === undefined ? contact.sources[line.fact] : undefined;
  return (
    <div className={styles.fact}>
      <dt className={isEditing ? "visually-hidden" : ""}>{line.label}</dt>
      {isEditing ? (
        <dd className={styles.editing}>
          <FactForm line={line} contact={contact} onClose={() => onEdit(false)} />
        </dd>
      ) : (
        <dd className={styles.value}>
          <span>
            {held === "" ? <span className={styles.soft}>Not known</span> : shownWords(line, held)}
            {held !== "" && source !== undefined && (
              <span className={styles.source}>
                {sourceWords[source.source]}
                {source.by === null ? "" : ` by ${source.by}`}, <When at={source.at} />
              </span>
            )}
          </span>
          {refusal === null && (
            <IconButton
              label={`Change ${line.label.toLowerCase()}`}
              size="small"
              icon={<IconPencil size={15} />}
              onClick={() => onEdit(true)}
            />
          )}
        </dd>
      )}
    </div>
  );
}

function FactForm({
  line,
  contact,
  onClose,
}: {
  readonly line: FactLine;
  readonly contact: ContactBody;
  readonly onClose: () => void;
}) {
  const [value, setValue] = useState(textOf(line, contact));
  const [asks, setAsks] = useState(false);
  const change = useAct("changeContact", { changes: ["getContact", "listContacts"], ownErrors: true, onDone: onClose });
  const send = () =>
    change.mutate({ params: { id: contact.id }, body: { version: contact.version, ...bodyOf(line, contact, value) } });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (line.fact === "kind" && value === "do-not-contact" && contact.facts.kind !== "do-not-contact") setAsks(true);
    else send();
  };
  const common = {
    label: line.label,
    value,
    autoFocus: true,
    onChange: (event: { currentTarget: { value: string } }) => setValue(event.currentTarget.value),
    onKeyDown: (event: { key: string }) => event.key === "Escape" && onClose(),
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <AskBeforeLeaving when={value !== textOf(line, contact) && !change.isPending} />
      {typeof line.form === "string" ? (
        line.form === "lines" ? (
          <Textarea {...common} autosize minRows={3} maxLength={4000} />
        ) : (
          <TextInput
            {...common}
            type={line.form === "text" ? "text" : line.form}
            description={line.fact === "tags" ? "Separated by commas." : undefined}
          />
        )
      ) : (
        <NativeSelect {...common} data={[...line.form]} />
      )}
      <ProblemNote error={change.error} />
      <div className={styles.actions}>
        <Button tone="primary" size="small" type="submit" busy={change.isPending}>
          Save
        </Button>
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
      </div>
      <DoNotContactDialog opened={asks} busy={change.isPending} onConfirm={send} onClose={() => setAsks(false)} />
    </form>
  );
}

function textOf({ fact, field }: FactLine, { facts }: ContactBody): string {
  if (field !== undefined) return String(facts.fields[field] ?? "");
  const value = facts[fact];
  return Array.isArray(value) ? value.join(", ") : typeof value === "string" ? value : "";
}

function shownWords({ form }: FactLine, held: string): string {
  return typeof form === "string" ? held : (form.find(({ value }) => value === held)?.label ?? held);
}

function bodyOf({ fact, field }: FactLine, { facts }: ContactBody, value: string): Partial<ContactFactsBody> {
  if (fact === "tags")
    return {
      tags: value
        .split(",")
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ""),
    };
  if (field !== undefined) {
    const { [field]: _, ...others } = facts.fields;
    return { fields: value.trim() === "" ? others : { ...others, [field]: value.trim() } };
  }
  return { [fact]: value.trim() === "" && fact !== "tier" ? null : value.trim() };
}
