import { Modal } from "@mantine/core";
import styles from "./help-dialog.module.css";

const todaysKeys = [
  ["j  or  ↓", "Next callback"],
  ["k  or  ↑", "Callback before"],
  ["Enter", "Open the case"],
  ["Esc", "Back to the list"],
  ["n", "Whoever is first now"],
  ["c", "Call back"],
  ["t", "Text the caller"],
  ["a", "Claim, or release"],
  ["s", "Snooze"],
  ["o", "Close with an outcome"],
  ["r", "Record an attempt"],
  ["m", "Write a note"],
  ["x", "Pick, for work on several (Shift+x: all between)"],
  ["e", "Acknowledge the alarm"],
  ["u", "Undo"],
  ["Space", "Play the voicemail"],
  ["?", "This help"],
] as const;

interface HelpDialogProps {
  /** Keys and what they do; those of Today when left out. */
  readonly keys?: readonly (readonly [string, string])[];
  readonly onClose: () => void;
}

/** The keys of a screen. */
export function HelpDialog({ keys = todaysKeys, onClose }: HelpDialogProps) {
  return (
    <Modal opened onClose={onClose} title="Keys" size="sm" closeButtonProps={{ "aria-label": "Close" }}>
      <dl className={styles.keys}>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
