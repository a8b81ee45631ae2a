import { Modal } from "@mantine/core";
import { ConnectSystem } from "#components/connections/connect-system.tsx";
import { Button } from "#ui/button.tsx";

interface ConnectDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Connects a phone system, then says what is left to do. */
export function ConnectDialog({ opened, onClose }: ConnectDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title="Connect a phone system"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {opened && <ConnectSystem foot={<Button onClick={onClose}>Done</Button>} />}
    </Modal>
  );
}
