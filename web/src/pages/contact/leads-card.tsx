import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import type { ContactBody, LeadBody } from "@ringback/contract/contacts.ts";
import { type FormEvent, useState } from "react";
import { useAct } from "#api/use-act.ts";
import { When } from "#components/when.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./contact.module.css";

const states = [
  { value: "open", label: "Open" },
  { value: "won", label: "Won" },
  { value: "lost", label: "Lost" },
] as const;

/** What they might buy: open, won or lost. */
export function LeadsCard({ contact, refusal }: { readonly contact: ContactBody; readonly refusal: string | null }) {
  const [isAdding, setAdding] = useState(false);
  const [title, setTitle] = useState("");
  const [worth, setWorth] = useState<number | null>(null);
  const add = useAct("addLead", {
    changes: ["getContact"],
    ownErrors: true,
    onDone: () => {
      setAdding(false);
      setTitle("");
      setWorth(null);
    },
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    const valueCents = worth === null ? null : Math.round(worth * 100);
    add.mutate({ params: { id: contact.id }, body: { title: title.trim(), valueCents } });
  };
  return (
    <Card
      title="Leads"
      aside={
        !isAdding && (
          <Button size="small" refusal={refusal} onClick={() => setAdding(true)}>
            Open a lead
          </Button>
        )
      }
    >
      {contact.leads.length === 0 && !isAdding && (
        <p className={styles.soft}>None. A new caller's first call opens one by itself.</p>
      )}
      <ul className={styles.list}>
        {contact.leads.map((lead) => (
          <Lead key={lead.id} lead={lead} refusal={refusal} />
        ))}
      </ul>
      {isAdding && (
        <form className={styles.editing} onSubmit={save}>
          <TextInput
            label="What it is about"
            required
            autoFocus
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <NumberInput
            label="Worth in dollars"
            min={0}
            decimalScale={2}
            hideControls
            value={worth ?? ""}
            onChange={(value) => setWorth(typeof value === "number" ? value : null)}
          />
          <ProblemNote error={add.error} />
          <div className={styles.actions}>
            <Button
              tone="primary"
              size="small"
              type="submit"
              busy={add.isPending}
              refusal={title.trim() === "" ? "Say what it is about." : null}
            >
              Open
            </Button>
            <Button size="small" onClick={() => setAdding(false)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}

function Lead({ lead, refusal }: { readonly lead: LeadBody; readonly refusal: string | null }) {
  const change = useAct("changeLead", { changes: ["getContact"] });
  return (
    <li className={styles.item}>
      <div>
        <strong>{lead.title}</strong>
        {lead.valueCents !== null && ` · $${(lead.valueCents / 100).toLocaleString("en")}`}
        <span className={styles.source}>
          Opened <When at={lead.openedAt} />
          {lead.source === null ? "" : ` · ${lead.source}`}
        </span>
      </div>
      <NativeSelect
        size="xs"
        aria-label={`How “${lead.title}” stands`}
        value={lead.state}
        disabled={refusal !== null || change.isPending}
        data={[...states]}
        onChange={(event) => {
          const state = states.find(({ value }) => value === event.currentTarget.value)?.value;
          if (state !== undefined) change.mutate({ params: { id: lead.id }, body: { version: lead.version, state } });
        }}
      />
    </li>
  );
}
