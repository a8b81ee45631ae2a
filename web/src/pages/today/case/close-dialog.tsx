import { Textarea } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useAct } from "#api/use-act.ts";
import { callerWords } from "#components/phone-words.ts";
import { caseChanges } from "#pages/today/case-changes.ts";
import { useOfferUndo } from "#pages/today/use-offer-undo.ts";
import type { CaseDialogProps } from "./case-dialogs.tsx";
import { Choices } from "./choices.tsx";
import { DialogFrame } from "./dialog-frame.tsx";

const ways = [
  { value: "called", words: "On the phone" },
  { value: "texted", words: "By text" },
  { value: "emailed", words: "By e-mail" },
  { value: "in-person", words: "In person" },
] as const;
type Way = (typeof ways)[number]["value"];

/** Closes a case. There is no closing without an outcome. */
export function CloseDialog({ story, onClose }: CaseDialogProps) {
  const offerUndo = useOfferUndo(story.id);
  const [how, setHow] = useState<Way | null>(null);
  const [disposition, setDisposition] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const { dispositions } = story;
  const close = useAct("close", {
    changes: caseChanges,
    ownErrors: true,
    onHeld: onClose,
    onDone: ({ undoToken }, { body }) => {
      const label = dispositions.find((each) => each.key === body.disposition)?.label ?? body.disposition;
      offerUndo(`Closed: ${label}`, undoToken);
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
  const asksHow = dispositions.find((each) => each.key === disposition)?.asks === "how";
  const missing =
    disposition === null
      ? "Choose an outcome first."
      : asksHow && how === null
        ? "Say how you reached them: no attempt is known yet."
        : null;
  return (
    <DialogFrame
      title={`How did it end with ${callerWords(story)}?`}
      submit="Close it"
      missing={missing}
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
            ...(asksHow && how !== null ? { how } : {}),
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
      {asksHow && (
        <Choices
          legend="How did you reach them?"
          name="how"
          choices={ways}
          value={how}
          onChange={(value) => setHow(ways.find((each) => each.value === value)?.value ?? null)}
        />
      )}
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
