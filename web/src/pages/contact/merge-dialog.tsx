import { Modal, NativeSelect, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { ContactBody, ContactFactsBody } from "@ringback/contract/contacts.ts";
import { duplicateCauses, duplicateCauseWords } from "@ringback/core/contacts/merge-contacts.ts";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./contact.module.css";

const factLabels: Readonly<Record<string, string>> = {
  name: "Name",
  company: "Company",
  kind: "Lane",
  since: "Customer since",
  openIssue: "Open issue",
  email: "E-mail",
  address: "Address",
  postalCode: "Postal code",
  region: "State",
  timeZoneOverride: "Time zone",
  timeZoneReason: "Why that zone",
  language: "Language",
  ownerId: "Who knows them",
  tier: "Tier",
};

interface MergeDialogProps {
  readonly contact: ContactBody;
  /** null: it is still to be chosen. */
  readonly otherId: string | null;
  readonly onClose: () => void;
}

/** Merging, before it happens: who it is, what becomes of facts that differ, why there were two. */
export function MergeDialog({ contact, otherId, onClose }: MergeDialogProps) {
  const [chosen, setChosen] = useState(otherId);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title="Merge two records of one person"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {chosen === null ? (
        <ChooseOther contact={contact} onChoose={setChosen} />
      ) : (
        <Decide contact={contact} otherId={chosen} onClose={onClose} />
      )}
    </Modal>
  );
}

function ChooseOther({
  contact,
  onChoose,
}: {
  readonly contact: ContactBody;
  readonly onChoose: (id: string) => void;
}) {
  const [words, setWords] = useState("");
  const [asked] = useDebouncedValue(words.trim(), 150);
  const request = read("listContacts", { query: { search: asked, limit: 20 } });
  const query = useQuery({ ...request, queryFn: asked === "" ? skipToken : (request.queryFn ?? skipToken) });
  const found = (asked === "" ? [] : (query.data?.contacts ?? [])).filter(({ id }) => id !== contact.id).slice(0, 8);
  return (
    <>
      <TextInput
        label="The other record"
        placeholder="Name or number"
        data-autofocus
        value={words}
        maxLength={100}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ul className={styles.list}>
        {found.map((one) => (
          <li key={one.id} className={styles.item}>
            <span>
              {one.name ?? one.company ?? "Nameless"}{" "}
              {one.number !== null && <span className={styles.soft}>{phoneWords(one.number)}</span>}
            </span>
            <Button size="small" onClick={() => onChoose(one.id)}>
              Choose
            </Button>
          </li>
        ))}
      </ul>
      {asked !== "" && query.isSuccess && found.length === 0 && <p className={styles.soft}>Nobody else like that.</p>}
    </>
  );
}

function Decide({
  contact,
  otherId,
  onClose,
}: {
  readonly contact: ContactBody;
  readonly otherId: string;
  readonly onClose: () => void;
}) {
  const query = useQuery(read("previewMerge", { params: { id: contact.id, otherId } }));
  const [choices, setChoices] = useState<Readonly<Record<string, "kept" | "gone">>>({});
  const [cause, setCause] = useState<(typeof duplicateCauses)[number]>("called-from-another-number");
  const merge = useAct("mergeContacts", {
    changes: ["getContact", "listContacts", "listDuplicates", "getContactHistory"],
    ownErrors: true,
    onDone: () => {
      sayDone("Merged", "It can be taken back here for thirty days.");
      onClose();
    },
  });
  const preview = query.data;
  if (query.isError) return <ProblemNote error={query.error} />;
  if (preview === undefined) return <Skeleton height={200} radius={8} />;
  const goneName = preview.gone.name ?? preview.gone.company ?? "the other record";
  return (
    <>
      <p style={{ marginTop: 0 }}>
        {goneName} lives on here:{" "}
        {preview.numbers.length === 0 ? "no number" : preview.numbers.map(phoneWords).join(", ")},{" "}
        {preview.callbacks === 1 ? "1 callback" : `${preview.callbacks} callbacks`} and all that happened. Tags and
        notes of both are kept.
      </p>
      {preview.disputed.length > 0 && (
        <table className={styles.compare}>
          <caption className="visually-hidden">What differs</caption>
          <thead>
            <tr>
              <th scope="col">What differs</th>
              <th scope="col">Keep</th>
            </tr>
          </thead>
          <tbody>
            {preview.disputed.map((fact) => (
              <tr key={fact}>
                <td>{factLabels[fact] ?? fact}</td>
                <td>
                  <NativeSelect
                    size="xs"
                    aria-label={`Which ${factLabels[fact]?.toLowerCase() ?? fact} to keep`}
                    value={choices[fact] ?? "kept"}
                    data={[
                      { value: "kept", label: factWords(preview.kept, fact) },
                      { value: "gone", label: factWords(preview.gone, fact) },
                    ]}
                    onChange={(event) =>
                      setChoices({ ...choices, [fact]: event.currentTarget.value === "gone" ? "gone" : "kept" })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <NativeSelect
        label="Why there were two"
        description="Counted, so that the cause can be mended."
        value={cause}
        data={duplicateCauses.map((value) => ({ value, label: duplicateCauseWords[value] }))}
        onChange={(event) => setCause(duplicateCauses.find((value) => value === event.currentTarget.value) ?? "other")}
      />
      <ProblemNote error={merge.error} />
      <div className={styles.actions}>
        <Button
          tone="primary"
          busy={merge.isPending}
          onClick={() => merge.mutate({ params: { id: contact.id }, body: { goneId: otherId, cause, choices } })}
        >
          Merge
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </>
  );
}

function factWords(facts: Omit<ContactFactsBody, "email"> & { readonly email: string | null }, fact: string): string {
  const value = Object.entries(facts).find(([name]) => name === fact)?.[1];
  return typeof value === "string" ? value : "";
}
