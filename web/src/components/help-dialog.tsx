import { Modal } from "@mantine/core";
import styles from "./help-dialog.module.css";

const keys = [
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
  ["e", "Acknowledge the alarm"],
  ["u", "Undo"],
  ["Space", "Play the voicemail"],
  ["?", "This help"],
] as const;

/** The keys of Today. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
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
