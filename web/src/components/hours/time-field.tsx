import { TextInput } from "@mantine/core";
import { useState } from "react";
import styles from "./hours.module.css";
import { isTime, readTime } from "./hours-words.ts";

interface TimeFieldProps {
  /** What time it is, in words: "Monday opens". */
  readonly label: string;
  readonly which: "start" | "end";
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A time of day, written as one likes. What cannot be read stays as it was written, so that it can be put right. */
export function TimeField({ label, which, value, onChange }: TimeFieldProps) {
  const [written, setWritten] = useState<string | null>(null);
  const settle = () => {
    if (written === null) return;
    onChange(readTime(written, which) ?? written);
    setWritten(null);
  };
  const wrong = written === null && !isTime(value);
  return (
    <TextInput
      className={styles.time ?? ""}
      aria-label={label}
      aria-invalid={wrong}
      error={wrong}
      value={written ?? value}
      placeholder={which === "start" ? "8:00" : "17:00"}
      maxLength={10}
      onChange={(event) => setWritten(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle();
      }}
      withErrorStyles
    />
  );
}
