import { Modal, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Answer } from "#api/client.ts";
import { read } from "#api/queries.ts";
import { ConnectTwilioForm } from "#components/connections/connect-twilio-form.tsx";
import { InstallPanel } from "#components/connections/install-panel.tsx";
import { WebhookUrls } from "#components/connections/webhook-urls.tsx";
import { Button } from "#ui/button.tsx";
import styles from "./numbers.module.css";

interface ConnectDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Connects a Twilio account, then offers to write our addresses to its number. */
export function ConnectDialog({ opened, onClose }: ConnectDialogProps) {
  const [connected, setConnected] = useState<Answer<"connectTwilio"> | null>(null);
  const close = () => {
    setConnected(null);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={connected === null ? "Connect Twilio" : "Connected"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {connected === null ? (
        <ConnectTwilioForm onConnected={setConnected} />
      ) : (
        <Stack gap="sm">
          <InstallNew numberId={connected.numberId} />
          <details className={styles.details}>
            <summary>Set the addresses by hand instead</summary>
            <WebhookUrls urls={connected.webhookUrls} />
          </details>
          <div>
            <Button onClick={close}>Done</Button>
          </div>
        </Stack>
      )}
    </Modal>
  );
}

function InstallNew({ numberId }: { readonly numberId: string | null }) {
  const { data } = useQuery(read("listConnections"));
  const number = data?.numbers.find((each) => each.id === numberId);
  if (number === undefined)
    return <p className={styles.plain}>Add its numbers next, then install the webhooks on each.</p>;
  return (
    <>
      <p className={styles.plain}>Install writes Ringback's addresses to the number at Twilio. It can be put back.</p>
      <InstallPanel number={number} />
    </>
  );
}
