import styles from "./phone.module.css";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;
const names: Readonly<Record<string, string>> = { "*": "star", "#": "pound" };

/** The keys of a phone. */
export function Keypad({ onPress }: { readonly onPress: (digit: string) => void }) {
  return (
    <fieldset className={styles.keypad} aria-label="Keypad">
      {keys.map((key) => (
        <button key={key} type="button" aria-label={names[key] ?? key} onClick={() => onPress(key)}>
          {key}
        </button>
      ))}
    </fieldset>
  );
}
