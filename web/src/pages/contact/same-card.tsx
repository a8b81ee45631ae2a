import type { ContactBody } from "@ringback/contract/contacts.ts";
import { duplicateReasonWords } from "@ringback/core/contacts/find-duplicates.ts";
import { duplicateCauseWords } from "@ringback/core/contacts/merge-contacts.ts";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useNowMs } from "#api/app-clock.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { sayDone } from "#components/undo.tsx";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./contact.module.css";

const MergeDialog = lazy(() => import("./merge-dialog.tsx").then((module) => ({ default: module.MergeDialog })));

/** Records that may be the same person, merging by hand, and merges that can be taken back. */
export function SameCard({ contact, refusal }: { readonly contact: ContactBody; readonly refusal: string | null }) {
  const [other, setOther] = useState<string | null | undefined>(undefined);
  const nowMs = useNowMs();
  const changes = ["getContact", "listContacts", "listDuplicates", "getContactHistory"] as const;
  const apart = useAct("keepApart", { changes });
  const undo = useAct("undoMerge", { changes, onDone: () => sayDone("Two contacts again") });
  return (
    <Card
      title="Same person?"
      aside={
        <Button size="small" refusal={refusal} onClick={() => setOther(null)}>
          Merge with…
        </Button>
      }
    >
      {contact.duplicates.length === 0 && contact.merges.length === 0 && (
        <p className={styles.soft}>No other record looks like this one. Nothing is ever merged by itself.</p>
      )}
      <ul className={styles.list}>
        {contact.duplicates.map((one) => (
          <li key={one.id} className={styles.item}>
            <div>
              <Link to={paths.contact} params={{ contactId: one.id }}>
                {one.name ?? "Nameless"}
              </Link>{" "}
              {one.number !== null && <span className={styles.soft}>{phoneWords(one.number)}</span>}
              <span className={styles.source}>
                {one.reasons.map((reason) => duplicateReasonWords[reason]).join(", ")}
              </span>
            </div>
            {refusal === null && (
              <div className={styles.actions}>
                <Button size="small" onClick={() => setOther(one.id)}>
                  Merge
                </Button>
                <Button
                  size="small"
                  tone="quiet"
                  onClick={() => apart.mutate({ body: { one: contact.id, other: one.id } })}
                >
                  Not the same
                </Button>
              </div>
            )}
          </li>
        ))}
        {contact.merges.map((merge) => (
          <li key={merge.id} className={styles.item}>
            <div>
              Merged with {merge.goneName ?? "a nameless record"}
              <span className={styles.source}>
                {duplicateCauseWords[merge.cause]} · {merge.by}, <When at={merge.at} />
                {merge.undoneAt !== null && " · taken back"}
              </span>
            </div>
            {merge.undoneAt === null && Date.parse(merge.undoUntil) > nowMs && refusal === null && (
              <Button size="small" busy={undo.isPending} onClick={() => undo.mutate({ params: { id: merge.id } })}>
                Take back
              </Button>
            )}
          </li>
        ))}
      </ul>
      {other !== undefined && (
        <Suspense fallback={null}>
          <MergeDialog contact={contact} otherId={other} onClose={() => setOther(undefined)} />
        </Suspense>
      )}
    </Card>
  );
}
