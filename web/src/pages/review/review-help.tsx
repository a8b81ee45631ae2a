import { HelpDialog } from "#components/help-dialog.tsx";

const keys = [
  ["j  or  ↓", "Next"],
  ["k  or  ↑", "The one before"],
  ["Enter", "Confirm, or save what you picked"],
  ["1 to 9", "They want something else: pick it, then Enter"],
  ["c", "Correct: wish, urgency and why"],
  ["x", "Dismiss: it needed no decision"],
  ["u", "Undo"],
  ["Space", "Play the voicemail"],
  ["o", "Open the case"],
  ["?", "This help"],
] as const;

/** The keys of Review. */
export function ReviewHelp({ onClose }: { readonly onClose: () => void }) {
  return <HelpDialog keys={keys} onClose={onClose} />;
}
