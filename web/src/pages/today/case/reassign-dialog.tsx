import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { callerWords } from "#components/phone-words.ts";
import { caseChanges } from "#pages/today/case-changes.ts";
import { useOfferUndo } from "#pages/today/use-offer-undo.ts";
import type { CaseDialogProps } from "./case-dialogs.tsx";
import { Choices } from "./choices.tsx";
import { DialogFrame } from "./dialog-frame.tsx";

const causes = [
  { value: "workload", words: "Too much on their plate" },
  { value: "off-duty", words: "Off duty" },
  { value: "wrong-line", words: "Not their line of work" },
  { value: "knows-them", words: "Somebody else knows them" },
  { value: "language", words: "Speaks another language" },
  { value: "wrong-owner", words: "Was the wrong person" },
  { value: "other", words: "Another reason" },
] as const;
type Cause = (typeof causes)[number]["value"];

/** Gives a case to another owner. The cause is asked because wrong owners are counted. */
export function ReassignDialog({ story, onClose }: CaseDialogProps) {
  const offerUndo = useOfferUndo(story.id);
  const members = useQuery(read("listMembers"));
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const [cause, setCause] = useState<Cause>("workload");
  const [note, setNote] = useState("");
  const reassign = useAct("reassign", {
    changes: [...caseChanges, "listMembers"],
    ownErrors: true,
    onDone: (answer, { body }) => {
      const name = members.data?.members.find((each) => each.id === body.ownerId)?.name ?? "Somebody else";
      offerUndo(`${name} owns it now`, answer.undoToken);
      onClose();
    },
  });
  const others = (members.data?.members ?? []).filter((each) => each.id !== story.owner.id && each.role !== "viewer");
  return (
    <DialogFrame
      title={`Give ${callerWords(story)} to`}
      submit="Reassign"
      missing={ownerId === null ? "Choose a person first." : null}
      busy={reassign.isPending}
      error={reassign.error ?? members.error}
      onClose={onClose}
      onSubmit={() =>
        reassign.mutate({
          params: { id: story.id },
          body: {
            ownerId: ownerId ?? "",
            cause,
            version: story.version,
            ...(note.trim() === "" ? {} : { note: note.trim() }),
          },
        })
      }
    >
      <Choices
        isFirst
        legend={`Instead of ${story.owner.name}`}
        name="owner"
        choices={others.map((each) => ({ value: each.id, words: each.name, detail: `${each.openCallbacks} open` }))}
        value={ownerId}
        onChange={setOwnerId}
      />
      {members.isSuccess && others.length === 0 && <p>There is nobody else yet. Add people under “Team and hours”.</p>}
      <Choices
        legend="Because"
        name="cause"
        choices={causes}
        value={cause}
        onChange={(value) => setCause(causes.find((each) => each.value === value)?.value ?? "other")}
      />
      <TextInput label="Note" maxLength={300} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </DialogFrame>
  );
}
