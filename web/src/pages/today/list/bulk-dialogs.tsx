import { TextInput } from "@mantine/core";
import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { appNowMs } from "#api/app-clock.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { Choices } from "#pages/today/case/choices.tsx";
import { DialogFrame } from "#pages/today/case/dialog-frame.tsx";
import { snoozeChoices } from "#pages/today/case/snooze-choices.ts";
import type { Bulk, BulkDialogName } from "./use-bulk.ts";

interface BulkDialogProps {
  readonly rows: readonly CallbackRow[];
  readonly bulk: Bulk;
  readonly onClose: () => void;
}

/** What has to be asked before something is done to all picked callbacks. */
export function BulkDialog({ name, ...props }: BulkDialogProps & { readonly name: BulkDialogName }) {
  if (name === "reassign") return <ReassignMany {...props} />;
  return name === "snooze" ? <SnoozeMany {...props} /> : <CloseMany {...props} />;
}

const causes = [
  { value: "workload", words: "Too much on their plate" },
  { value: "off-duty", words: "Off duty" },
  { value: "wrong-owner", words: "Was the wrong person" },
  { value: "other", words: "Another reason" },
] as const;

function ReassignMany({ rows, bulk, onClose }: BulkDialogProps) {
  const members = useQuery(read("listMembers"));
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const [cause, setCause] = useState<(typeof causes)[number]["value"]>("workload");
  const people = (members.data?.members ?? []).filter((each) => each.role !== "viewer");
  return (
    <DialogFrame
      title={`Give ${countWords(rows)} to`}
      submit="Reassign"
      missing={ownerId === null ? "Choose a person first." : null}
      busy={bulk.isPending}
      error={bulk.error ?? members.error}
      onClose={onClose}
      onSubmit={() => bulk.run({ action: "reassign", ownerId: ownerId ?? "", cause })}
    >
      <Choices
        isFirst
        legend="To"
        name="owner"
        choices={people.map((each) => ({ value: each.id, words: each.name, detail: `${each.openCallbacks} open` }))}
        value={ownerId}
        onChange={setOwnerId}
      />
      <Choices
        legend="Because"
        name="cause"
        choices={causes}
        value={cause}
        onChange={(value) => setCause(causes.find((each) => each.value === value)?.value ?? "other")}
      />
    </DialogFrame>
  );
}

function SnoozeMany({ rows, bulk, onClose }: BulkDialogProps) {
  const { timeZone } = useAccount();
  // The choices are those of the moment the dialog opened; they must not move under the hand.
  const [openedMs] = useState(appNowMs);
  const [until, setUntil] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const missing =
    until === null ? "Choose until when." : reason.trim() === "" ? "Say why, so that nobody wonders." : null;
  return (
    <DialogFrame
      title={`Put off ${countWords(rows)}`}
      submit="Snooze"
      missing={missing}
      busy={bulk.isPending}
      error={bulk.error}
      onClose={onClose}
      onSubmit={() =>
        bulk.run({ action: "snooze", until: new Date(Number(until)).toISOString(), reason: reason.trim() })
      }
    >
      <Choices
        isFirst
        legend="Until"
        name="until"
        choices={snoozeChoices(openedMs, timeZone)}
        value={until}
        onChange={setUntil}
      />
      <TextInput
        label="Why"
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogFrame>
  );
}

/** Only outcomes without a conversation: that somebody was reached is said case by case. */
function CloseMany({ rows, bulk, onClose }: BulkDialogProps) {
  const first = useQuery(read("getCallback", { params: { id: rows[0]?.id ?? "" } }));
  const [disposition, setDisposition] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const choices = (first.data?.dispositions ?? []).filter((each) => !each.recovered);
  return (
    <DialogFrame
      title={`How did it end with ${countWords(rows)}?`}
      submit="Close them"
      missing={disposition === null ? "Choose an outcome first." : null}
      busy={bulk.isPending}
      error={bulk.error ?? first.error}
      onClose={onClose}
      onSubmit={() =>
        bulk.run({
          action: "close",
          disposition: disposition ?? "",
          ...(note.trim() === "" ? {} : { note: note.trim() }),
        })
      }
    >
      <Choices
        isFirst
        legend="It did not come to a conversation"
        name="disposition"
        choices={choices.map(({ key, label }) => ({ value: key, words: label }))}
        value={disposition}
        onChange={setDisposition}
      />
      <p style={{ margin: "0 0 10px", color: "var(--soft)" }}>
        Who was reached is closed one by one, each with its own outcome.
      </p>
      <TextInput label="Note" maxLength={1000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </DialogFrame>
  );
}

function countWords(rows: readonly CallbackRow[]): string {
  return rows.length === 1 ? "1 callback" : `${rows.length} callbacks`;
}
