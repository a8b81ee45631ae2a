import { UnstyledButton } from "@mantine/core";
import type { Provider } from "@ringback/contract/connections.ts";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Answer } from "#api/client.ts";
import { read } from "#api/queries.ts";
import { ProblemNote } from "#ui/problem-note.tsx";
import { ConnectSystemForm } from "./connect-system-form.tsx";
import { ConnectedNote } from "./connected-note.tsx";
import styles from "./connections.module.css";
import { SystemChoice } from "./system-choice.tsx";

interface ConnectSystemProps {
  /** Stands below what is left to do, e.g. a button that closes. */
  readonly foot?: ReactNode;
  /** Its numbers stand beside this, each with its own button to install. */
  readonly numbersBeside?: boolean;
}

/** Connecting a phone system, step by step: which one, what it asks for, what is left to do. */
export function ConnectSystem({ foot, numbersBeside = false }: ConnectSystemProps) {
  const { data, error } = useQuery(read("listProviders"));
  const [chosen, setChosen] = useState<Provider | null>(null);
  const [connected, setConnected] = useState<Answer<"connectProvider"> | null>(null);
  if (data === undefined)
    return error === null ? <p className={styles.note}>Loading …</p> : <ProblemNote error={error} />;
  if (chosen === null) return <SystemChoice providers={data.providers} onChoose={setChosen} />;
  if (connected !== null) {
    return (
      <div className={styles.systemStep}>
        <p className={styles.done} role="status">
          {chosen.title} is connected.
        </p>
        <ConnectedNote provider={chosen} connected={connected} numbersBeside={numbersBeside} />
        <div>{foot}</div>
      </div>
    );
  }
  return (
    <div className={styles.systemStep}>
      <UnstyledButton className={styles.back} onClick={() => setChosen(null)}>
        <IconArrowLeft size={14} aria-hidden="true" /> Another phone system
      </UnstyledButton>
      <div>
        <h3 className={styles.stepsTitle}>{chosen.title}</h3>
        <p className={styles.note}>{chosen.about}</p>
      </div>
      <ConnectSystemForm key={chosen.name} provider={chosen} onConnected={setConnected} />
    </div>
  );
}
