import { Textarea } from "@mantine/core";
import type { CallbackCase, Note } from "@ringback/contract/callbacks.ts";
import { type KeyboardEvent, useState } from "react";
import { appNowMs } from "#api/app-clock.ts";
import { useAct } from "#api/use-act.ts";
import { When } from "#components/when.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./notes-card.module.css";

const changes = ["getCallback"] as const;
const longest = 4000;

/** What people of the team wrote down about the case; `focusKey` names the field for the key that leads here. */
export function NotesCard({ story }: { readonly story: CallbackCase }) {
  const [draft, setDraft] = useState("");
  const add = useAct("addNote", { changes, ownErrors: true, onHeld: () => setDraft(""), onDone: () => setDraft("") });
  const submit = () => {
    const body = draft.trim();
    if (body !== "" && !add.isPending) add.mutate({ params: { id: story.id }, body: { body } });
  };
  return (
    <Card title="Notes">
      {story.notes.length > 0 && (
        <ol className={styles.notes}>
          {story.notes.map((note) => (
            <NoteEntry key={note.id} callbackId={story.id} note={note} />
          ))}
        </ol>
      )}
      <Textarea
        id="new-note"
        aria-label="A new note"
        placeholder="Write down what the next person should know"
        autosize
        minRows={1}
        maxRows={8}
        maxLength={longest}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => onSend(event, submit)}
      />
      <ProblemNote error={add.error} />
      {draft.trim() !== "" && (
        <div className={styles.foot}>
          <Button size="small" tone="primary" busy={add.isPending} onClick={submit}>
            Keep the note
          </Button>
        </div>
      )}
    </Card>
  );
}

function NoteEntry({ callbackId, note }: { readonly callbackId: string; readonly note: Note }) {
  const [draft, setDraft] = useState<string | null>(null);
  const params = { id: callbackId, noteId: note.id };
  const change = useAct("changeNote", { changes, onDone: () => setDraft(null) });
  const remove = useAct("removeNote", { changes });
  const mayChange = note.mayChangeUntil !== null && Date.parse(note.mayChangeUntil) > appNowMs();
  const save = () => {
    const body = (draft ?? "").trim();
    if (body === "" || body === note.body) setDraft(null);
    else change.mutate({ params, body: { body } });
  };
  return (
    <li className={styles.note}>
      {draft === null ? (
        <p className={styles.body}>{note.body}</p>
      ) : (
        <Textarea
          aria-label="Change the note"
          autosize
          maxLength={longest}
          data-autofocus
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => onSend(event, save)}
        />
      )}
      <p className={styles.meta}>
        {note.by.name} · <When at={note.at} />
        {note.editedAt !== null && " · changed"}
        {mayChange && draft === null && (
          <>
            <button type="button" className={styles.link} onClick={() => setDraft(note.body)}>
              Change
            </button>
            <button type="button" className={styles.link} onClick={() => remove.mutate({ params })}>
              Remove
            </button>
          </>
        )}
        {draft !== null && (
          <>
            <button type="button" className={styles.link} onClick={save}>
              Save
            </button>
            <button type="button" className={styles.link} onClick={() => setDraft(null)}>
              Cancel
            </button>
          </>
        )}
      </p>
    </li>
  );
}

/** Enter makes a line; with Ctrl or Command it sends, as everywhere else one writes. */
function onSend(event: KeyboardEvent, send: () => void): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  send();
}
