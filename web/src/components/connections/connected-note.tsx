import { Alert, Stack } from "@mantine/core";
import type { Provider } from "@ringback/contract/connections.ts";
import { useQuery } from "@tanstack/react-query";
import type { Answer } from "#api/client.ts";
import { read } from "#api/queries.ts";
import styles from "./connections.module.css";
import { InstallPanel } from "./install-panel.tsx";
import { MadeSecret } from "./made-secret.tsx";
import { WebhookUrls } from "./webhook-urls.tsx";

interface ConnectedNoteProps {
  readonly provider: Provider;
  readonly connected: Answer<"connectProvider">;
  /** Its numbers stand beside this, each with its own button to install. */
  readonly numbersBeside: boolean;
}

/** What is left to do after a phone system was connected: at its side, and here. */
export function ConnectedNote({ provider, connected, numbersBeside }: ConnectedNoteProps) {
  const { data } = useQuery(read("listConnections"));
  const number = data?.numbers.find((each) => each.id === connected.numberId);
  const installs = provider.abilities.numbers;
  const urls = <WebhookUrls urls={connected.webhookUrls} />;
  return (
    <Stack gap="sm">
      {connected.warnings.map((warning) => (
        <Alert key={warning} color="orange" variant="light" p="xs">
          {warning}
        </Alert>
      ))}
      {connected.madeSecret !== null && <MadeSecret secret={connected.madeSecret} example={connected.example} />}
      {provider.abilities.events === "webhooks" && !installs && urls}
      <div>
        <h3 className={styles.stepsTitle}>What to do now</h3>
        <ol className={styles.steps}>
          {provider.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      {installs && !numbersBeside && number !== undefined && <InstallPanel number={number} />}
      {installs && !numbersBeside && (
        <details className={styles.example}>
          <summary>Set the addresses by hand instead</summary>
          {urls}
        </details>
      )}
      {connected.numberId === null && (
        <p className={styles.note}>Add its numbers next, so that Ringback knows which calls are yours.</p>
      )}
    </Stack>
  );
}
