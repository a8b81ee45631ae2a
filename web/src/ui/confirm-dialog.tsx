import { Group, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

interface ConfirmDialogProps {
  readonly opened: boolean;
  /** The question: "Remove Sam Ortiz?" */
  readonly title: string;
  /** What will happen, before it happens. */
  readonly children: ReactNode;
  /** The verb on the button: "Remove". */
  readonly confirm: string;
  /** The other button: "Cancel" where nothing says it better. */
  readonly cancel?: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. What can be undone is done at once, with an undo instead. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size="sm"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Text size="sm" component="div">
        {props.children}
      </Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button onClick={props.onClose}>{props.cancel ?? "Cancel"}</Button>
        <Button
          tone={props.danger === true ? "danger" : "primary"}
          busy={props.busy === true}
          onClick={props.onConfirm}
        >
          {props.confirm}
        </Button>
      </Group>
    </Modal>
  );
}
