import { Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { api } from "#api/client.ts";
import { refresh } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { callerWords } from "#components/phone-words.ts";
import { offerUndo } from "#components/undo.tsx";
import { caseChanges } from "#pages/today/case-changes.ts";
import type { CaseDialogProps } from "./case-dialogs.tsx";
import { Choices } from "./choices.tsx";
import { DialogFrame } from "./dialog-frame.tsx";

/** Closes a case. There is no closing without an outcome. */
export function CloseDialog({ story, onClose }: CaseDialogProps) {
  const client = useQueryClient();
  const [disposition, setDisposition] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const { dispositions } = story;
  const close = useAct("close", {
    changes: caseChanges,
    ownErrors: true,
    onHeld: onClose,
    onDone: (_, { body }) => {
      const label = dispositions.find((each) => each.key === body.disposition)?.label ?? body.disposition;
      offerUndo(`Closed: ${label}`, () => {
        void api.reopen({ params: { id: story.id }, body: {} }).finally(() => refresh(client, caseChanges));
      });
      onClose();
    },
  });
  const pickByDigit = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const picked = dispositions[Number(event.key) - 1];
    if (picked === undefined) return;
    event.preventDefault();
    setDisposition(picked.key);
  };
  const choicesOf = (recovered: boolean) =>
    dispositions.flatMap((each, index) =>
      each.recovered === recovered
        ? [{ value: each.key, words: each.label, ...(index < 9 ? { hotkey: String(index + 1) } : {}) }]
        : [],
    );
  return (
    <DialogFrame
      title={`How did it end with ${callerWords(story)}?`}
      submit="Close it"
      missing={disposition === null ? "Choose an outcome first." : null}
      busy={close.isPending}
      error={close.error}
      onClose={onClose}
      onKeyDown={pickByDigit}
      onSubmit={() =>
        close.mutate({
          params: { id: story.id },
          body: {
            disposition: disposition ?? "",
            version: story.version,
            ...(note.trim() === "" ? {} : { note: note.trim() }),
          },
        })
      }
    >
      <Choices
        isFirst
        legend="A person talked with them"
        name="disposition"
        choices={choicesOf(true)}
        value={disposition}
        onChange={setDisposition}
      />
      <Choices
        legend="It did not come to that"
        name="disposition"
        choices={choicesOf(false)}
        value={disposition}
        onChange={setDisposition}
      />
      <Textarea
        label="Note"
        maxLength={1000}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </DialogFrame>
  );
}
