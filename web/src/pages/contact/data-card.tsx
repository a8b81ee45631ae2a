import type { ContactBody } from "@ringback/contract/contacts.ts";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { chosenAccount } from "#api/chosen-account.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./contact.module.css";
import { DoNotContactDialog } from "./do-not-contact-dialog.tsx";
import { ForgetDialog } from "./forget-dialog.tsx";

/** Their rights: no more contact, and all that is kept of them as a file. */
export function DataCard({ contact, refusal }: { readonly contact: ContactBody; readonly refusal: string | null }) {
  const [asks, setAsks] = useState<"bar" | "forget" | null>(null);
  const { role } = useAccount();
  const change = useAct("changeContact", { changes: ["getContact", "listContacts"], onDone: () => setAsks(null) });
  const isBarred = contact.facts.kind === "do-not-contact";
  const account = chosenAccount();
  const exportHref = `/api/v1/contacts/${contact.id}/export.zip${account === null ? "" : `?account=${account}`}`;
  const mayExport = role === "owner" || role === "coordinator";
  return (
    <Card title="Their wishes and their data">
      <p className={styles.soft}>
        Who asks gets everything that is kept of them as files: the record, what was said and written, recordings and
        pictures. Who wants it gone can have all of it deleted. Both are noted.
      </p>
      <div className={styles.actions}>
        <Button
          icon={<IconDownload size={15} aria-hidden="true" />}
          refusal={mayExport ? null : "Owners and coordinators export."}
          href={exportHref}
        >
          Export their data
        </Button>
        {!isBarred && (
          <Button refusal={refusal} onClick={() => setAsks("bar")}>
            Contact them no more
          </Button>
        )}
        <Button
          refusal={
            contact.mergedInto !== null
              ? "It was merged into another contact."
              : role === "owner"
                ? null
                : "Only owners delete somebody's data."
          }
          onClick={() => setAsks("forget")}
        >
          Delete their data…
        </Button>
      </div>
      <DoNotContactDialog
        opened={asks === "bar"}
        busy={change.isPending}
        onClose={() => setAsks(null)}
        onConfirm={() =>
          change.mutate({ params: { id: contact.id }, body: { version: contact.version, kind: "do-not-contact" } })
        }
      />
      {asks === "forget" && (
        <ForgetDialog contactId={contact.id} exportHref={exportHref} onClose={() => setAsks(null)} />
      )}
    </Card>
  );
}
