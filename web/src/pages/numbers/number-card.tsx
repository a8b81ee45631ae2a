import type { Connection } from "@ringback/contract/connections.ts";
import type { InventoryNumberBody } from "@ringback/contract/inventory.ts";
import { IconPencil, IconPhoneCheck } from "@tabler/icons-react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { ForwardingCodes } from "#components/connections/forwarding-codes.tsx";
import { InstallPanel } from "#components/connections/install-panel.tsx";
import { modes, registrations, webhookStates } from "#components/connections/webhook-words.ts";
import { phoneWords } from "#components/phone-words.ts";
import { whenWords } from "#components/time-words.ts";
import { Button } from "#ui/button.tsx";
import { Chip } from "#ui/chip.tsx";
import { kindWords, recordingWords, roleWords } from "./number-words.ts";
import styles from "./numbers.module.css";
import { ProblemList } from "./problem-list.tsx";

interface NumberCardProps {
  readonly number: InventoryNumberBody;
  readonly connection: Connection | null;
  /** Whether its provider's numbers can be pointed here. */
  readonly installable: boolean;
  readonly refusal: string | null;
  readonly onChange: () => void;
  readonly onDrill: () => void;
}

/** One number: what it is for, whether its calls arrive, what is wrong with it, and how to mend that. */
export function NumberCard({ number, connection, installable, refusal, onChange, onDrill }: NumberCardProps) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const registration = registrations[number.registration];
  const { simulated } = number;
  const name = <span className="visually-hidden"> {number.label}</span>;
  return (
    <article className={styles.card} aria-label={number.label} data-retired={number.retiredAt !== null}>
      <div className={styles.cardHead}>
        <div>
          <h3>{number.label}</h3>
          {number.label !== phoneWords(number.number) && <span className="numbers">{phoneWords(number.number)}</span>}
        </div>
        <div className={styles.cardActions}>
          {connection !== null && number.retiredAt === null && (
            <Button size="small" tone="quiet" icon={<IconPhoneCheck size={14} aria-hidden="true" />} onClick={onDrill}>
              Drill{name}
            </Button>
          )}
          <Button
            size="small"
            tone="quiet"
            icon={<IconPencil size={14} aria-hidden="true" />}
            refusal={refusal}
            onClick={onChange}
          >
            Change{name}
          </Button>
        </div>
      </div>
      <div className={styles.chips}>
        {number.retiredAt !== null && <Chip>Out of service</Chip>}
        <RouteChip number={number} connection={connection} installable={installable} />
        {!simulated && connection?.abilities.sms !== false && (
          <Chip tone={registration.tone}>{registration.label}</Chip>
        )}
        {simulated && <Chip>Simulated</Chip>}
        {number.source !== null && <Chip>{number.source}</Chip>}
        {number.lineOfService !== null && <Chip>{number.lineOfService}</Chip>}
        {number.team !== null && <Chip>{number.team}</Chip>}
      </div>
      <ProblemList number={number} />
      <dl className={styles.facts}>
        <dt>Role</dt>
        <dd>
          {roleWords[number.role]}. <span>{kindWords[number.kind]}.</span>
        </dd>
        <dt>Mode</dt>
        <dd>
          {connection?.abilities.answersCalls === false ? (
            "Your phone system answers; Ringback watches."
          ) : (
            <>
              {modes[number.mode].label}. <span>{recordingWords[number.recordingPolicy]}.</span>
            </>
          )}
        </dd>
        <dt>Last call</dt>
        <dd>
          {number.lastCallAt === null ? "none yet" : whenWords(Date.parse(number.lastCallAt), nowMs, timeZone)}{" "}
          <span>· {number.callsLast30Days === 1 ? "1 call" : `${number.callsLast30Days} calls`} in 30 days</span>
        </dd>
        {number.note !== null && (
          <>
            <dt>Note</dt>
            <dd>{number.note}</dd>
          </>
        )}
      </dl>
      {installable && !simulated && number.retiredAt === null && <InstallPanel number={number} />}
      {number.mode === "forwarded" && (
        <details className={styles.details}>
          <summary>How to forward calls here</summary>
          <ForwardingCodes target={number.number} />
        </details>
      )}
    </article>
  );
}

function RouteChip({
  number,
  connection,
  installable,
}: Pick<NumberCardProps, "number" | "connection" | "installable">) {
  if (connection === null) return <Chip tone="soon">No phone system</Chip>;
  if (!installable && !number.simulated) return <Chip tone="ok">Watched through {connection.label}</Chip>;
  const state = webhookStates[number.webhooks];
  return <Chip tone={state.tone}>{state.label}</Chip>;
}
