import { ConfirmDialog } from "#ui/confirm-dialog.tsx";

interface DoNotContactDialogProps {
  readonly opened: boolean;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before somebody is put among those who want no contact, and says what that does. */
export function DoNotContactDialog({ opened, busy, onConfirm, onClose }: DoNotContactDialogProps) {
  return (
    <ConfirmDialog
      opened={opened}
      title="Contact them no more?"
      confirm="Contact them no more"
      danger
      busy={busy}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      Nobody behind any of their numbers gets an automatic text again, whatever a list or a merge says later. Their
      missed calls still become callbacks, so that nobody who needs help is overlooked. A person can change the lane
      back.
    </ConfirmDialog>
  );
}
