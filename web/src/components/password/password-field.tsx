import { PasswordInput } from "@mantine/core";
import { IconCheck, IconCircle } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import styles from "./password-field.module.css";
import { passwordRules } from "./password-rules.ts";

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What others know of the person: a password made of it is refused. */
  readonly about?: readonly string[];
  readonly error?: ReactNode;
}

/** A field for a new password, with its rules beside it, met or not yet. */
export function NewPasswordField({ label, value, onChange, about = [], error }: PasswordFieldProps) {
  const rulesId = useId();
  return (
    <div>
      <PasswordInput
        label={label}
        required
        autoComplete="new-password"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        aria-describedby={rulesId}
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the password", tabIndex: 0 }}
      />
      <ul id={rulesId} className={styles.rules}>
        {passwordRules(value, about).map((rule) => (
          <li key={rule.words} data-met={rule.met}>
            {rule.met ? <IconCheck size={14} aria-hidden="true" /> : <IconCircle size={14} aria-hidden="true" />}
            {rule.words}
            <span className="visually-hidden">{rule.met ? ", met" : ", not yet"}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
