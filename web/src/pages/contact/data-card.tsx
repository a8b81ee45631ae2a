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

/** Their rights: no more contact, and all that is kept of them as a file. */
export function DataCard({ contact, refusal }: { readonly contact: ContactBody; readonly refusal: string | null }) {
  const [asks, setAsks] = useState(false);
  const { role } = useAccount();
  const change = useAct("changeContact", { changes: ["getContact", "listContacts"], onDone: () => setAsks(false) });
  const isBarred = contact.facts.kind === "do-not-contact";
  const account = chosenAccount();
  const mayExport = role === "owner" || role === "coordinator";
  return (
    <Card title="Their wishes and their data">
      <p className={styles.soft}>
        Who asks gets a file with all that is kept of them; every such file is noted. Deleting is not offered here yet:
        when it is, a keyed hash of each number that opted out will stay, so that nobody is texted again by accident.
      </p>
      <div className={styles.actions}>
        <Button
          icon={<IconDownload size={15} aria-hidden="true" />}
          refusal={mayExport ? null : "Owners and coordinators export."}
          href={`/api/v1/contacts/${contact.id}/export.json${account === null ? "" : `?account=${account}`}`}
        >
          Export their data
        </Button>
        {!isBarred && (
          <Button refusal={refusal} onClick={() => setAsks(true)}>
            Contact them no more
          </Button>
        )}
      </div>
      <DoNotContactDialog
        opened={asks}
        busy={change.isPending}
        onClose={() => setAsks(false)}
        onConfirm={() =>
          change.mutate({ params: { id: contact.id }, body: { version: contact.version, kind: "do-not-contact" } })
        }
      />
    </Card>
  );
}
