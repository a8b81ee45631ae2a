import { TextInput } from "@mantine/core";
import type { ContactBody } from "@ringback/contract/contacts.ts";
import { IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useAct } from "#api/use-act.ts";
import { e164Of } from "#components/connections/e164-of.ts";
import { phoneWords } from "#components/phone-words.ts";
import { offerUndo, sayDone } from "#components/undo.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./contact.module.css";

/** Their numbers: what may be sent to each, in words, and who else is behind it. */
export function NumbersCard({ contact, refusal }: { readonly contact: ContactBody; readonly refusal: string | null }) {
  const [number, setNumber] = useState("");
  const changes = ["getContact", "listContacts"] as const;
  const add = useAct("addContactNumber", {
    changes,
    ownErrors: true,
    onDone: ({ shared }) => {
      setNumber("");
      if (shared)
        sayDone("Somebody else has this number, too", "Calls from it stay matched to whom it was first known by.");
    },
  });
  const remove = useAct("removeContactNumber", {
    changes,
    onDone: (_, { params }) =>
      offerUndo("Number taken away", () => add.mutate({ params: { id: contact.id }, body: { number: params.number } })),
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ params: { id: contact.id }, body: { number: e164Of(number) ?? number } });
  };
  return (
    <Card title="Numbers">
      {contact.numbers.length === 0 && (
        <p className={styles.soft}>No number yet: their calls cannot be matched to them.</p>
      )}
      <ul className={styles.list}>
        {contact.numbers.map((one) => (
          <li key={one.number} className={styles.item}>
            <div>
              <a href={`tel:${one.number}`} className={styles.strong}>
                {phoneWords(one.number)}
              </a>{" "}
              {one.label !== null && <span className={styles.soft}>{one.label}</span>}
              <span className={styles.source}>{one.consentWords}</span>
              {one.sharedWith.length > 0 && (
                <span className={styles.source}>
                  One of several behind it: ask who is speaking. Also{" "}
                  {one.sharedWith.map((other, at) => (
                    <span key={other.id}>
                      {at > 0 && ", "}
                      <Link to={paths.contact} params={{ contactId: other.id }}>
                        {other.name ?? "nameless"}
                      </Link>
                    </span>
                  ))}
                  . {one.firstKnown ? "Calls are matched here." : "Calls are matched to them."}
                </span>
              )}
            </div>
            {refusal === null && (
              <IconButton
                label={`Take ${phoneWords(one.number)} away`}
                size="small"
                icon={<IconTrash size={15} />}
                onClick={() => remove.mutate({ params: { id: contact.id, number: one.number } })}
              />
            )}
          </li>
        ))}
      </ul>
      {refusal === null && (
        <form className={styles.actions} onSubmit={save}>
          <TextInput
            size="sm"
            type="tel"
            aria-label="Another number"
            placeholder="Another number"
            value={number}
            maxLength={30}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <Button type="submit" busy={add.isPending} refusal={number.trim() === "" ? "Type a number first." : null}>
            Add
          </Button>
        </form>
      )}
      <ProblemNote error={add.error} />
    </Card>
  );
}
