import { Alert, Group } from "@mantine/core";
import type { Connection, PhoneNumberBody } from "@ringback/contract/connections.ts";
import { IconCircleCheck, IconCircleX, IconHourglass } from "@tabler/icons-react";
import { useState } from "react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { WebhookUrls } from "#components/connections/webhook-urls.tsx";
import { phoneWords } from "#components/phone-words.ts";
import { whenWords } from "#components/time-words.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./numbers.module.css";
import { TokenDialog } from "./token-dialog.tsx";

interface ConnectionCardProps {
  readonly connection: Connection;
  readonly numbers: readonly PhoneNumberBody[];
  readonly refusal: string | null;
}

const healths = {
  healthy: { words: "Healthy", Icon: IconCircleCheck },
  waiting: { words: "Waiting for the first event", Icon: IconHourglass },
  failing: { words: "Needs attention", Icon: IconCircleX },
} as const;

/** One provider account: whether its events arrive, what went wrong last, and its addresses. */
export function ConnectionCard({ connection, numbers, refusal }: ConnectionCardProps) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const [dialog, setDialog] = useState<"token" | "remove" | null>(null);
  const check = useAct("checkConnection", { changes: ["listConnections"], ownErrors: true });
  const remove = useAct("removeConnection", { changes: ["listConnections", "simulator"], ownErrors: true });
  const params = { id: connection.id };
  const { words, Icon } = healths[connection.health];
  const when = (instant: string) => whenWords(Date.parse(instant), nowMs, timeZone);
  const close = () => {
    remove.reset();
    setDialog(null);
  };
  const doRemove = () => {
    const onSuccess = () => {
      sayDone(`${connection.label} was disconnected`);
      close();
    };
    remove.mutate({ params }, { onSuccess });
  };
  return (
    <article className={styles.card} aria-label={connection.label}>
      <div className={styles.cardHead}>
        <div>
          <h3>{connection.label}</h3>
          <span className={styles.sid}>{connection.externalAccountId}</span>
        </div>
        <span className={styles.health} data-health={connection.health}>
          <Icon size={18} aria-hidden="true" />
          {words}
        </span>
      </div>
      <p className={styles.healthNote}>{connection.healthNote}</p>
      <dl className={styles.facts}>
        <dt>Last event</dt>
        <dd>{connection.lastEventAt === null ? "none yet" : when(connection.lastEventAt)}</dd>
        <dt>Last error</dt>
        <dd>
          {connection.lastError === null
            ? "none"
            : `${connection.lastError}${connection.lastErrorAt === null ? "" : `, ${when(connection.lastErrorAt)}`}`}
        </dd>
        <dt>Refused webhooks</dt>
        <dd>
          {connection.refusedWebhooks === 0
            ? "none"
            : `${connection.refusedWebhooks}, because their signature was wrong; nothing of them was stored`}
        </dd>
        <dt>Numbers</dt>
        <dd>{numbers.length === 0 ? "none" : numbers.map((number) => phoneWords(number.number)).join(", ")}</dd>
        {!connection.apiBaseUrl.startsWith("https://api.twilio.com") && (
          <>
            <dt>API</dt>
            <dd>{connection.apiBaseUrl}</dd>
          </>
        )}
      </dl>
      {check.data !== undefined && (
        <Alert color={check.data.ok ? "green" : "orange"} variant="light" role="status">
          <ul className={styles.findings}>
            {check.data.findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        </Alert>
      )}
      <ProblemNote error={check.error} />
      <Group gap="xs">
        <Button size="small" busy={check.isPending} onClick={() => check.mutate({ params })}>
          Check now
        </Button>
        {!connection.simulated && (
          <>
            <Button size="small" refusal={refusal} onClick={() => setDialog("token")}>
              New auth token
            </Button>
            <Button size="small" tone="quiet" refusal={refusal} onClick={() => setDialog("remove")}>
              Disconnect
            </Button>
          </>
        )}
      </Group>
      <details className={styles.details}>
        <summary>Webhook URLs</summary>
        <WebhookUrls urls={connection.webhookUrls} />
      </details>
      <TokenDialog connection={dialog === "token" ? connection : null} onClose={close} />
      <ConfirmDialog
        opened={dialog === "remove"}
        title={`Disconnect ${connection.label}?`}
        confirm="Disconnect"
        danger
        busy={remove.isPending}
        onConfirm={doRemove}
        onClose={close}
      >
        <p style={{ marginTop: 0 }}>
          The webhooks that Ringback wrote are put back as they were
          {numbers.length === 0 ? "" : ` on ${numbers.map((number) => phoneWords(number.number)).join(", ")}`}, and no
          new call arrives from it. Calls, texts and callbacks so far stay.
        </p>
        <ProblemNote error={remove.error} />
      </ConfirmDialog>
    </article>
  );
}
