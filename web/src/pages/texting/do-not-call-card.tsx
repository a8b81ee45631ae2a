import { Skeleton } from "@mantine/core";
import type { DoNotCallListBody } from "@ringback/contract/do-not-call.ts";
import { IconTrash, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { BringListDialog } from "./bring-list-dialog.tsx";
import { doNotCallChanges, type ListName, listWords } from "./list-words.ts";
import styles from "./texting.module.css";

/** The numbers nobody advertises to: our own list, and the national one with the day until it counts. */
export function DoNotCallCard() {
  const query = useQuery(read("getDoNotCall"));
  const refusal = useOwnerRefusal();
  const [brings, setBrings] = useState<ListName | null>(null);
  const [drops, setDrops] = useState<ListName | null>(null);
  const drop = useAct("removeDoNotCall", { changes: doNotCallChanges, onDone: () => setDrops(null) });
  const found = (name: ListName) => query.data?.lists.find(({ list }) => list === name);
  return (
    <Card title="Do-Not-Call lists">
      <p className={styles.quiet}>
        No advertising text goes to a number on either list. Answers to people who called or wrote are not bound by
        them.
      </p>
      {query.isPending && <Skeleton height={90} radius={10} />}
      {query.isError && (
        <ProblemNote error={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      )}
      {query.isSuccess && (
        <ul className={styles.lists} aria-label="Do-Not-Call lists">
          {(["internal", "national"] as const).map((name) => (
            <li key={name}>
              <div className={styles.grow}>
                <strong>{listWords[name].title}</strong> <Standing list={found(name)} name={name} />
                <p className={styles.quiet}>
                  {listWords[name].about} {found(name) !== undefined && countWords(found(name))}
                </p>
              </div>
              <div className={styles.listActions}>
                <Button
                  size="small"
                  icon={<IconUpload size={16} aria-hidden="true" />}
                  refusal={refusal}
                  onClick={() => setBrings(name)}
                >
                  {listWords[name].bring}
                </Button>
                {found(name) !== undefined && refusal === null && (
                  <IconButton
                    label={`Remove ${listWords[name].title.toLowerCase()}`}
                    icon={<IconTrash size={16} />}
                    onClick={() => setDrops(name)}
                  />
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {brings !== null && (
        <BringListDialog name={brings} hasOne={found(brings) !== undefined} onClose={() => setBrings(null)} />
      )}
      {drops !== null && (
        <ConfirmDialog
          opened
          title={`Remove ${listWords[drops].title.toLowerCase()}?`}
          confirm="Remove"
          danger
          busy={drop.isPending}
          onConfirm={() => drop.mutate({ params: { list: drops } })}
          onClose={() => setDrops(null)}
        >
          {countWords(found(drops))} Advertising is no longer kept from them by this list.
        </ConfirmDialog>
      )}
    </Card>
  );
}

function Standing({ list, name }: { readonly list: DoNotCallListBody | undefined; readonly name: ListName }) {
  if (list === undefined) return <Chip>None yet</Chip>;
  if (name === "internal") return null;
  if (list.standing === "expired") return <Chip tone="late">Counts no more: bring a new one</Chip>;
  return <Chip tone={list.standing === "soon" ? "soon" : "ok"}>Counts until {dayWords(list.countsUntil)}</Chip>;
}

function countWords(list: DoNotCallListBody | undefined): string {
  if (list === undefined) return "No numbers.";
  const numbers = `${list.numbers.toLocaleString("en")} ${list.numbers === 1 ? "number" : "numbers"}`;
  return list.asOf === null ? `${numbers}.` : `${numbers}, of ${dayWords(list.asOf)}.`;
}

function dayWords(day: string | null): string {
  if (day === null) return "";
  return new Date(`${day}T12:00:00Z`).toLocaleDateString("en", { month: "short", day: "numeric", year: "numeric" });
}
