import { Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { appNowMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { callerWords } from "#components/phone-words.ts";
import { localDate, whenWords } from "#components/time-words.ts";
import { zonedMs } from "#components/zoned-time.ts";
import { caseChanges } from "#pages/today/case-changes.ts";
import { useOfferUndo } from "#pages/today/use-offer-undo.ts";
import type { CaseDialogProps } from "./case-dialogs.tsx";
import { Choices } from "./choices.tsx";
import { DialogFrame } from "./dialog-frame.tsx";
import { snoozeChoices } from "./snooze-choices.ts";

/** The caller's own wish: it pauses the clock, any other reason leaves the due time where it is. */
const callersWish = "The caller asked for later";
const reasons = [callersWish, "Waiting for information", "Nobody answered, trying later", "Other"] as const;

/** Puts a case off, with a reason and an end. */
export function SnoozeDialog({ story, onClose }: CaseDialogProps) {
  const offerUndo = useOfferUndo(story.id);
  const { timeZone } = useAccount();
  // The choices are those of the moment the dialog opened; they must not move under the hand.
  const [openedMs] = useState(appNowMs);
  const [until, setUntil] = useState<string | null>(null);
  const [date, setDate] = useState(localDate(openedMs, timeZone));
  const [time, setTime] = useState("");
  const [reason, setReason] = useState<string | null>(null);
  const [otherReason, setOtherReason] = useState("");
  const snooze = useAct("snooze", {
    changes: caseChanges,
    ownErrors: true,
    onHeld: onClose,
    onDone: ({ undoToken }, { body }) => {
      offerUndo(`Snoozed until ${whenWords(Date.parse(body.until), appNowMs(), timeZone)}`, undoToken);
      onClose();
    },
  });
  const untilMs =
    until === "at"
      ? date === "" || time === ""
        ? null
        : zonedMs(date, time, timeZone)
      : until === null
        ? null
        : Number(until);
  const words = reason === "Other" ? otherReason.trim() : (reason ?? "");
  const missing =
    untilMs === null
      ? "Choose until when."
      : untilMs <= openedMs
        ? "That time has passed."
        : words === ""
          ? "Say why, so that nobody wonders."
          : null;
  return (
    <DialogFrame
      title={`Put off ${callerWords(story)}`}
      submit="Snooze"
      missing={missing}
      busy={snooze.isPending}
      error={snooze.error}
      onClose={onClose}
      onSubmit={() =>
        snooze.mutate({
          params: { id: story.id },
          body: {
            until: new Date(untilMs ?? 0).toISOString(),
            reason: words,
            cause: reason === callersWish ? "caller-asked" : "other",
            version: story.version,
          },
        })
      }
    >
      <Choices
        isFirst
        legend="Until"
        name="until"
        choices={[...snoozeChoices(openedMs, timeZone), { value: "at", words: "At a time …" }]}
        value={until}
        onChange={setUntil}
      />
      {until === "at" && (
        <Group grow mb="md">
          <TextInput type="date" label="Day" value={date} onChange={(event) => setDate(event.currentTarget.value)} />
          <TextInput type="time" label="Time" value={time} onChange={(event) => setTime(event.currentTarget.value)} />
        </Group>
      )}
      <Choices
        legend="Why"
        name="reason"
        choices={reasons.map((each) => ({ value: each, words: each }))}
        value={reason}
        onChange={setReason}
      />
      {reason !== null && (
        <p>{reason === callersWish ? "Its clock stands until then." : "Its clock runs on; only the reminder waits."}</p>
      )}
      {reason === "Other" && (
        <TextInput
          label="Reason"
          maxLength={200}
          value={otherReason}
          onChange={(event) => setOtherReason(event.currentTarget.value)}
        />
      )}
    </DialogFrame>
  );
}
