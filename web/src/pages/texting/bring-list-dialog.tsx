import { FileInput, Group, Modal, Radio, Textarea, TextInput } from "@mantine/core";
import { doNotCallPieceMax } from "@ringback/contract/do-not-call.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#api/client.ts";
import { refresh } from "#api/queries.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { doNotCallChanges, inPieces, type ListName, listWords } from "./list-words.ts";
import styles from "./texting.module.css";

interface BringListDialogProps {
  readonly name: ListName;
  readonly hasOne: boolean;
  readonly onClose: () => void;
}

/** Today where the reader is, as a date field writes it. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** A file of numbers, or numbers typed in: one a line, or a table. */
export function BringListDialog({ name, hasOne, onClose }: BringListDialogProps) {
  const client = useQueryClient();
  const isNational = name === "national";
  const [file, setFile] = useState<File | null>(null);
  const [typed, setTyped] = useState("");
  const [how, setHow] = useState(isNational ? "replace" : "append");
  const [asOf, setAsOf] = useState(today);
  const bring = useMutation({
    mutationFn: async () => {
      const pieces = inPieces(`${file === null ? "" : await file.text()}\n${typed}`, doNotCallPieceMax);
      const sum = { added: 0, known: 0, unread: 0, numbers: 0 };
      for (const [index, text] of pieces.entries()) {
        const replaces = how === "replace" && index === 0;
        const answer = await api.bringDoNotCall({
          params: { list: name },
          body: { text, replaces, asOf: isNational ? asOf : null },
        });
        sum.added += answer.added;
        sum.known += answer.known;
        sum.unread += answer.unread;
        sum.numbers = answer.numbers;
      }
      return sum;
    },
    meta: { ownErrors: true },
    onSuccess: ({ added, known, unread, numbers }) => {
      sayDone(
        `${numbers.toLocaleString("en")} numbers on the list`,
        `${added.toLocaleString("en")} new, ${known.toLocaleString("en")} known${unread === 0 ? "" : `, ${unread.toLocaleString("en")} lines without a number`}.`,
      );
      onClose();
    },
    onSettled: () => refresh(client, doNotCallChanges),
  });
  const nothing = file === null && typed.trim() === "";
  return (
    <Modal opened onClose={onClose} title={listWords[name].title} closeButtonProps={{ "aria-label": "Close" }}>
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          if (!nothing) bring.mutate();
        }}
      >
        <FileInput
          label="A file"
          description={
            isNational
              ? "As the registry gives it: area code and number, or whole numbers, one a line."
              : "A list, or a table with a column of numbers."
          }
          placeholder="Choose a file"
          accept=".csv,.txt,.tsv,text/plain,text/csv"
          clearable
          clearButtonProps={{ "aria-label": "Without the file" }}
          value={file}
          onChange={setFile}
        />
        <Textarea
          label="Or numbers, one a line"
          autosize
          minRows={2}
          maxRows={8}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        {isNational && (
          <TextInput
            type="date"
            label="Downloaded on"
            description="It counts for 31 days."
            required
            value={asOf}
            onChange={({ currentTarget }) => setAsOf(currentTarget.value)}
          />
        )}
        {hasOne && (
          <Radio.Group label="What is there already" value={how} onChange={setHow}>
            <Group mt={6} gap="lg">
              <Radio value="append" label="stays" />
              <Radio value="replace" label="is replaced" />
            </Group>
          </Radio.Group>
        )}
        {bring.isError && <ProblemNote error={bring.error} />}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            tone="primary"
            type="submit"
            busy={bring.isPending}
            refusal={
              nothing
                ? "Choose a file or type numbers."
                : isNational && asOf === ""
                  ? "Say when it was downloaded."
                  : null
            }
          >
            {isNational ? "Bring it" : "Add them"}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
