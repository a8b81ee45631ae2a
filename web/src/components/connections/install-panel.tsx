import { Alert, Group, Stack } from "@mantine/core";
import type { PhoneNumberBody } from "@ringback/contract/connections.ts";
import { useAct } from "#api/use-act.ts";
import { phoneWords } from "#components/phone-words.ts";
import { useOwnerRefusal } from "#components/playbook/use-playbook.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./connections.module.css";
import { WebhookChanges } from "./webhook-changes.tsx";

const changed = ["listNumbers", "listConnections", "doctor"] as const;

/** Writes our addresses to a number at the provider, shows what that changed, and takes it back. */
export function InstallPanel({ number }: { readonly number: PhoneNumberBody }) {
  const refusal = useOwnerRefusal();
  const install = useAct("installWebhooks", { changes: changed, ownErrors: true });
  const undo = useAct("undoWebhooks", { changes: changed, ownErrors: true });
  const params = { id: number.id };
  const doInstall = () => {
    undo.reset();
    install.mutate({ params });
  };
  const doUndo = () => {
    install.reset();
    undo.mutate({ params });
  };
  const unconnected = number.connectionId === null ? "Connect this number to a provider first." : null;
  return (
    <Stack gap="sm" className={styles.install ?? ""}>
      <Group gap="xs">
        <Button
          tone={number.webhooks === "installed" ? "plain" : "primary"}
          size="small"
          busy={install.isPending}
          refusal={refusal ?? unconnected}
          onClick={doInstall}
        >
          {number.webhooks === "installed" ? "Install again" : number.webhooks === "changed" ? "Repair" : "Install"}
          <span className="visually-hidden"> on {phoneWords(number.number)}</span>
        </Button>
        {number.canUndo && (
          <Button size="small" busy={undo.isPending} refusal={refusal} onClick={doUndo}>
            Put back as it was
          </Button>
        )}
      </Group>
      <ProblemNote error={install.error ?? undo.error} />
      {install.data?.warnings.map((warning) => (
        <Alert key={warning} color="orange" variant="light">
          {warning}
        </Alert>
      ))}
      {install.data !== undefined && <WebhookChanges title="Changed at the provider" changes={install.data.changes} />}
      {undo.data !== undefined && <WebhookChanges title="Put back at the provider" changes={undo.data.changes} />}
    </Stack>
  );
}
