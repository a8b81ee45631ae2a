import { CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useId } from "react";
import styles from "./copy-field.module.css";

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
}

/** A value to be carried elsewhere: selectable as a whole, and copied by one click. */
export function CopyField({ label, value }: CopyFieldProps) {
  const fieldId = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={fieldId}>
        {label}
      </label>
      <div className={styles.row}>
        <input
          id={fieldId}
          className={styles.value}
          readOnly
          value={value}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={value} timeout={2000}>
          {({ copied, copy }) => (
            <button type="button" className={styles.copy} onClick={copy}>
              {copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
              <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
              <span className="visually-hidden"> {label}</span>
            </button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
