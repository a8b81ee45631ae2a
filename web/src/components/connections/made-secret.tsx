import { Alert, CopyButton } from "@mantine/core";
import { Button } from "#ui/button.tsx";
import { CopyField } from "#ui/copy-field.tsx";
import styles from "./connections.module.css";

interface MadeSecretProps {
  readonly secret: string;
  /** A script that sends one harmless event with it. */
  readonly example: string | null;
}

/** A secret that Ringback made, shown once, with a first event to try it. */
export function MadeSecret({ secret, example }: MadeSecretProps) {
  return (
    <div className={styles.made}>
      <CopyField label="Signing secret" value={secret} />
      <Alert color="orange" variant="light" p="xs">
        Copy it now: it is not shown again. A lost one is replaced by a new one.
      </Alert>
      {example !== null && (
        <details className={styles.example}>
          <summary>A test event to send from a terminal</summary>
          <pre>{example}</pre>
          <CopyButton value={example} timeout={2000}>
            {({ copied, copy }) => (
              <Button size="small" onClick={copy}>
                {copied ? "Copied" : "Copy the script"}
              </Button>
            )}
          </CopyButton>
        </details>
      )}
    </div>
  );
}
