import { Alert, Group } from "@mantine/core";
import type { Connection, PhoneNumberBody } from "@ringback/contract/connections.ts";
import { IconCircleCheck, IconCircleX, IconHourglass } from "@tabler/icons-react";
import { useState } from "react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { cannotWords } from "#components/connections/ability-words.ts";
import { WebhookUrls } from "#components/connections/webhook-urls.tsx";
import { phoneWords } from "#components/phone-words.ts";
import { whenWords } from "#components/time-words.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { ChangeConnectionDialog } from "./change-connection-dialog.tsx";
import styles from "./numbers.module.css";

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
  const [dialog, setDialog] = useState<"change" | "remove" | null>(null);
  const check = useAct("checkConnection", { changes: ["listConnections"], ownErrors: true });
  const remove = useAct("removeConnection", { changes: ["listConnections", "simulator"], ownErrors: true });
  const params = { id: connection.id };
  const isStream = connection.abilities.events === "stream";
  const cannot = cannotWords(connection.abilities);
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
          <span className={styles.sid}>
            {[connection.title, connection.externalAccountId].filter((each) => each !== connection.label).join(" · ")}
          </span>
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
        {isStream && (
          <>
            <dt>Connected</dt>
            <dd>{connection.liveSince === null ? "not now" : `since ${when(connection.liveSince)}`}</dd>
          </>
        )}
        {connection.abilities.callLog && (
          <>
            <dt>Call log</dt>
            <dd>{logWords(connection, when)}</dd>
          </>
        )}
        <dt>Last error</dt>
        <dd>
          {connection.lastError === null
            ? "none"
            : `${connection.lastError}${connection.lastErrorAt === null ? "" : `, ${when(connection.lastErrorAt)}`}`}
        </dd>
        {!isStream && (
          <>
            <dt>Refused webhooks</dt>
            <dd>
              {connection.refusedWebhooks === 0
                ? "none"
                : `${connection.refusedWebhooks}, badly signed or unreadable; nothing of them was stored`}
            </dd>
          </>
        )}
        <dt>Numbers</dt>
        <dd>{numbers.length === 0 ? "none" : numbers.map((number) => phoneWords(number.number)).join(", ")}</dd>
        {cannot.length > 0 && (
          <>
            <dt>Cannot</dt>
            <dd>
              <ul className={styles.cannot}>
                {cannot.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {connection.apiBaseUrl !== "" && !connection.apiBaseUrl.startsWith("https://api.twilio.com") && (
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
            <Button size="small" refusal={refusal} onClick={() => setDialog("change")}>
              Change<span className="visually-hidden"> {connection.label}</span>
            </Button>
            <Button size="small" tone="quiet" refusal={refusal} onClick={() => setDialog("remove")}>
              Disconnect
            </Button>
          </>
        )}
      </Group>
      {!isStream && (
        <details className={styles.details}>
          <summary>Webhook URLs</summary>
          <WebhookUrls urls={connection.webhookUrls} />
        </details>
      )}
      <ChangeConnectionDialog connection={dialog === "change" ? connection : null} onClose={close} />
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
          {connection.abilities.numbers &&
            `The webhooks that Ringback wrote are put back as they were${onNumbers(numbers)}. `}
          No new call arrives from it. Calls, texts and callbacks so far stay.
        </p>
        <ProblemNote error={remove.error} />
      </ConfirmDialog>
    </article>
  );
}

/** Whether the provider's own log is compared with ours, which is what proves that no call got lost. */
function logWords({ logError, logErrorAt, logReadUntil }: Connection, when: (instant: string) => string): string {
  if (logError !== null) return `cannot be read${logErrorAt === null ? "" : ` since ${when(logErrorAt)}`}: ${logError}`;
  return logReadUntil === null ? "not compared yet" : `compared up to ${when(logReadUntil)}`;
}

function onNumbers(numbers: readonly PhoneNumberBody[]): string {
  return numbers.length === 0 ? "" : ` on ${numbers.map((number) => phoneWords(number.number)).join(", ")}`;
}
