import type { Connection, PhoneNumberBody } from "@ringback/contract/connections.ts";
import { IconPencil } from "@tabler/icons-react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { ForwardingCodes } from "#components/connections/forwarding-codes.tsx";
import { InstallPanel } from "#components/connections/install-panel.tsx";
import { modes, registrations, webhookStates } from "#components/connections/webhook-words.ts";
import { phoneWords } from "#components/phone-words.ts";
import { whenWords } from "#components/time-words.ts";
import { Button } from "#ui/button.tsx";
import { Chip } from "#ui/chip.tsx";
import styles from "./numbers.module.css";

interface NumberCardProps {
  readonly number: PhoneNumberBody;
  readonly connection: Connection | null;
  readonly refusal: string | null;
  readonly onChange: () => void;
}

/** One number: where it is used, whether its calls arrive, and writing our addresses to it. */
export function NumberCard({ number, connection, refusal, onChange }: NumberCardProps) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const state = webhookStates[number.webhooks];
  const registration = registrations[number.registration];
  const simulated = connection?.simulated === true;
  return (
    <article className={styles.card} aria-label={number.label}>
      <div className={styles.cardHead}>
        <div>
          <h3>{number.label}</h3>
          {number.label !== phoneWords(number.number) && <span className="numbers">{phoneWords(number.number)}</span>}
        </div>
        <Button
          size="small"
          tone="quiet"
          icon={<IconPencil size={14} aria-hidden="true" />}
          refusal={refusal}
          onClick={onChange}
        >
          Change<span className="visually-hidden"> {number.label}</span>
        </Button>
      </div>
      <div className={styles.chips}>
        {connection === null ? <Chip tone="soon">No provider</Chip> : <Chip tone={state.tone}>{state.label}</Chip>}
        {!simulated && <Chip tone={registration.tone}>{registration.label}</Chip>}
        {simulated && <Chip>Simulated</Chip>}
        {number.source !== null && <Chip>{number.source}</Chip>}
        {number.lineOfService !== null && <Chip>{number.lineOfService}</Chip>}
      </div>
      <dl className={styles.facts}>
        <dt>Mode</dt>
        <dd>
          {modes[number.mode].label}. <span>{modes[number.mode].means}</span>
        </dd>
        <dt>Last call</dt>
        <dd>{number.lastCallAt === null ? "none yet" : whenWords(Date.parse(number.lastCallAt), nowMs, timeZone)}</dd>
        <dt>Last 30 days</dt>
        <dd>{number.callsLast30Days === 1 ? "1 call" : `${number.callsLast30Days} calls`}</dd>
      </dl>
      {!simulated && connection !== null && <InstallPanel number={number} />}
      {number.mode === "forwarded" && (
        <details className={styles.details}>
          <summary>How to forward calls here</summary>
          <ForwardingCodes target={number.number} />
        </details>
      )}
    </article>
  );
}
