import { NumberInput } from "@mantine/core";
import styles from "./team.module.css";

interface NumberInWordsProps {
  /** What the number is, for those who do not see the sentence around it. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A number to be changed inside a sentence. */
export function NumberInWords({ label, value, min, max, onChange }: NumberInWordsProps) {
  return (
    <NumberInput
      className={styles.inWords ?? ""}
      aria-label={label}
      size="xs"
      hideControls
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      min={min}
      max={max}
      value={value}
      onChange={(next) => {
        if (typeof next === "number" && Number.isInteger(next)) onChange(next);
      }}
    />
  );
}
