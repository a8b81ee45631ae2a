import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import type { CaseDialog } from "#pages/today/today-search.ts";
import { AttemptDialog } from "./attempt-dialog.tsx";
import { CloseDialog } from "./close-dialog.tsx";
import { CorrectDialog } from "./correct-dialog.tsx";
import { ReassignDialog } from "./reassign-dialog.tsx";
import { SnoozeDialog } from "./snooze-dialog.tsx";

interface CaseDialogsProps {
  readonly story: CallbackCase;
  readonly dialog: Exclude<CaseDialog, "text">;
  readonly onClose: () => void;
}

export interface CaseDialogProps {
  readonly story: CallbackCase;
  readonly onClose: () => void;
}

const dialogs = {
  close: CloseDialog,
  snooze: SnoozeDialog,
  reassign: ReassignDialog,
  attempt: AttemptDialog,
  correct: CorrectDialog,
} as const;

/** The dialog that the address names. They come in a chunk of their own, since no first screen needs them. */
export function CaseDialogs({ story, dialog, onClose }: CaseDialogsProps) {
  const Dialog = dialogs[dialog];
  return <Dialog story={story} onClose={onClose} />;
}
