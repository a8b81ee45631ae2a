import { Checkbox, Group, Modal, Progress, Skeleton, TextInput } from "@mantine/core";
import type { ForgettingPreviewBody } from "@ringback/contract/contacts.ts";
import { type ForgottenKind, forgottenWords, isConfirmed } from "@ringback/core/contacts/forget-contact.ts";
import { IconDownload } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { read, refresh } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./contact.module.css";

interface ForgetDialogProps {
  readonly contactId: string;
  readonly exportHref: string;
  readonly onClose: () => void;
}

/** Deleting a person: what there is, what stays, and their name typed. Then how far it is, until nothing is left. */
export function ForgetDialog({ contactId, exportHref, onClose }: ForgetDialogProps) {
  const client = useQueryClient();
  const query = useQuery({
    ...read("previewForgetting", { params: { id: contactId } }),
    refetchInterval: ({ state }) => (state.data?.forgetting?.state === "running" ? 1_000 : false),
  });
  const kept = query.data;
  const isGone = kept?.forgetting?.state === "done";
  // The page behind this dialog sees that they are gone, says so and leaves.
  useEffect(() => {
    if (isGone) refresh(client, ["getContact"]);
  }, [isGone, client]);
  return (
    <Modal opened onClose={onClose} title="Delete all of their data" closeButtonProps={{ "aria-label": "Close" }}>
      {query.isPending && <Skeleton height={180} radius={8} />}
      {query.isError && kept === undefined && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {kept?.forgetting?.state === "running" && <Running kept={kept} onClose={onClose} />}
      {kept !== undefined && kept.forgetting === null && (
        <Decide kept={kept} contactId={contactId} exportHref={exportHref} onClose={onClose} />
      )}
    </Modal>
  );
}

function Running({ kept, onClose }: { readonly kept: ForgettingPreviewBody; readonly onClose: () => void }) {
  const sum = (counts: Readonly<Record<string, number>> = {}) =>
    Object.values(counts).reduce((all, one) => all + one, 0);
  const [gone, found] = [sum(kept.forgetting?.gone), sum(kept.forgetting?.found)];
  const share = found === 0 ? 100 : Math.min(100, (gone / found) * 100);
  return (
    <>
      <Progress value={share} animated aria-label={`${Math.floor(share)} percent deleted`} />
      <p role="status" className={styles.soft}>
        {kept.isOnThePhone
          ? "They are on the phone right now. It goes on when the call has ended."
          : `${gone.toLocaleString("en")} of ${found.toLocaleString("en")} deleted. You can leave this page; it goes on by itself.`}
      </p>
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>Close</Button>
      </Group>
    </>
  );
}

function Decide({
  kept,
  contactId,
  exportHref,
  onClose,
}: ForgetDialogProps & { readonly kept: ForgettingPreviewBody }) {
  const [typed, setTyped] = useState("");
  const [closes, setCloses] = useState(false);
  const forget = useAct("forgetContact", { changes: ["previewForgetting", "getContact"] });
  const parts = listOf(kept.counts);
  const open = kept.openCallbacks;
  const refusal = kept.isOnThePhone
    ? "They are on the phone right now."
    : open > 0 && !closes
      ? "First say what becomes of the open callback."
      : isConfirmed(typed, kept.toType)
        ? null
        : `Type ${kept.toType} to confirm.`;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (refusal === null) forget.mutate({ params: { id: contactId }, body: { typed, closesCallbacks: closes } });
      }}
    >
      <p className={styles.lead}>
        {parts.length === 0 ? "This deletes the record." : "This deletes the record, all they said and wrote, and"}
      </p>
      {parts.length > 0 && (
        <ul className={styles.gone}>
          {parts.map((part) => (
            <li key={part}>{part}</li>
          ))}
        </ul>
      )}
      <p className={styles.soft}>
        It cannot be taken back. Calls and callbacks still count in your figures, without a name or number. So that they
        are never texted again, a mark of each number stays, from which nobody can read the number.
      </p>
      {kept.sharedWith.map(({ number, name }) => (
        <p key={`${number} ${name}`} className={styles.soft}>
          {phoneWords(number)} is also the number of {name ?? "somebody else"}: what belongs to them stays.
        </p>
      ))}
      <p className={styles.copy}>
        <Button size="small" icon={<IconDownload size={15} aria-hidden="true" />} href={exportHref}>
          Export their data first
        </Button>
      </p>
      {kept.isOnThePhone && (
        <p className={styles.note}>They are on the phone right now. Wait until the call has ended.</p>
      )}
      <div className={styles.form}>
        {open > 0 && (
          <Checkbox
            label={open === 1 ? "Close their open callback with it" : `Close their ${open} open callbacks with it`}
            description="Nobody rings them back any more."
            checked={closes}
            onChange={(event) => setCloses(event.currentTarget.checked)}
          />
        )}
        <TextInput
          label={`Type “${kept.toType}” to confirm`}
          value={typed}
          autoComplete="off"
          maxLength={200}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button onClick={onClose}>Cancel</Button>
        <Button tone="danger" type="submit" busy={forget.isPending} refusal={refusal}>
          Delete for good
        </Button>
      </Group>
    </form>
  );
}

function listOf(counts: Readonly<Record<string, number>>): string[] {
  return (Object.entries(forgottenWords) as [ForgottenKind, readonly [string, string]][]).flatMap(
    ([kind, [one, many]]) => {
      const count = counts[kind] ?? 0;
      return count === 0 ? [] : [`${count.toLocaleString("en")} ${count === 1 ? one : many}`];
    },
  );
}
