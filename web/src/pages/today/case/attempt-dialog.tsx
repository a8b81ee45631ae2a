import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useAct } from "#api/use-act.ts";
import { callerWords } from "#components/phone-words.ts";
import { caseChanges } from "#pages/today/case-changes.ts";
import { useOfferUndo } from "#pages/today/use-offer-undo.ts";
import type { CaseDialogProps } from "./case-dialogs.tsx";
import { Choices } from "./choices.tsx";
import { DialogFrame } from "./dialog-frame.tsx";

const channels = [
  { value: "call", words: "A call" },
  { value: "text", words: "A text" },
  { value: "email", words: "An e-mail" },
] as const;
const results = [
  { value: "reached", words: "Talked with them" },
  { value: "no-answer", words: "Nobody answered" },
  { value: "left-voicemail", words: "Left a voicemail" },
  { value: "busy", words: "Busy" },
  { value: "wrong-number", words: "Wrong number" },
] as const;
type Result = (typeof results)[number]["value"];
type Channel = (typeof channels)[number]["value"];

/** Records an attempt made elsewhere, from a mobile for example. A voicemail left is an attempt, never a recovery. */
export function AttemptDialog({ story, onClose }: CaseDialogProps) {
  const [channel, setChannel] = useState<Channel>("call");
  const [result, setResult] = useState<Result | null>(null);
  const [note, setNote] = useState("");
  const offerUndo = useOfferUndo(story.id);
  const record = useAct("recordAttempt", {
    changes: caseChanges,
    ownErrors: true,
    onHeld: onClose,
    onDone: ({ undoToken }, { body }) => {
      const more = body.result === "reached" ? "Close it with an outcome when the matter is settled." : "";
      offerUndo("Attempt recorded", undoToken, more);
      onClose();
    },
  });
  return (
    <DialogFrame
      title={`An attempt to reach ${callerWords(story)}`}
      submit="Record it"
      missing={result === null ? "Choose how it went." : null}
      busy={record.isPending}
      error={record.error}
      onClose={onClose}
      onSubmit={() => {
        if (result === null) return;
        record.mutate({
          params: { id: story.id },
          body: { channel, result, ...(note.trim() === "" ? {} : { note: note.trim() }) },
        });
      }}
    >
      <Choices
        isFirst
        legend="It was"
        name="channel"
        choices={channels}
        value={channel}
        onChange={(value) => setChannel(channels.find((each) => each.value === value)?.value ?? "call")}
      />
      <Choices
        legend="How it went"
        name="result"
        choices={results}
        value={result}
        onChange={(value) => setResult(results.find((each) => each.value === value)?.value ?? null)}
      />
      <Textarea
        label="Note"
        maxLength={500}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </DialogFrame>
  );
}
