import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import type { Answer } from "#api/client.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { whenWords } from "#components/time-words.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import styles from "./settings.module.css";

type Key = Answer<"listApiKeys">["keys"][number];

/** Keys for programs: made here, shown once, revoked at once. */
export function ApiKeysCard() {
  const refusal = useOwnerRefusal();
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const { data, error } = useQuery({ ...read("listApiKeys"), enabled: refusal === null });
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Key | null>(null);
  const revoke = useAct("deleteApiKey", { changes: ["listApiKeys"], ownErrors: true });
  const when = (instant: string) => whenWords(Date.parse(instant), nowMs, timeZone);
  const close = () => {
    revoke.reset();
    setRevoking(null);
  };
  const doRevoke = () => {
    if (revoking === null) return;
    const onSuccess = () => {
      sayDone(`${revoking.name} was revoked`);
      close();
    };
    revoke.mutate({ params: { id: revoking.id } }, { onSuccess });
  };
  return (
    <Card
      title="API keys"
      aside={
        <Button size="small" refusal={refusal} onClick={() => setCreating(true)}>
          Create a key
        </Button>
      }
    >
      {refusal !== null && <p className={styles.quiet}>Only an owner of the business sees its keys.</p>}
      <ProblemNote error={error} />
      {data?.keys.length === 0 && (
        <p className={styles.quiet}>No key yet. Programs and the command line use one to read and act here.</p>
      )}
      <ul className={styles.list}>
        {data?.keys.map((key) => (
          <li key={key.id}>
            <span className={styles.grow}>
              <strong>{key.name}</strong>
              <span>
                <code>{key.start}…</code> · made {when(key.createdAt)} ·{" "}
                {key.lastUsedAt === null ? "never used" : `used ${when(key.lastUsedAt)}`}
              </span>
            </span>
            <Chip>{key.role}</Chip>
            <Button size="small" tone="quiet" onClick={() => setRevoking(key)}>
              Revoke<span className="visually-hidden"> {key.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      <NewKeyDialog opened={creating} onClose={() => setCreating(false)} />
      <ConfirmDialog
        opened={revoking !== null}
        title={revoking === null ? "" : `Revoke ${revoking.name}?`}
        confirm="Revoke"
        danger
        busy={revoke.isPending}
        onConfirm={doRevoke}
        onClose={close}
      >
        <p style={{ marginTop: 0 }}>Whatever uses this key stops working at once. It cannot be brought back.</p>
        <ProblemNote error={revoke.error} />
      </ConfirmDialog>
    </Card>
  );
}
