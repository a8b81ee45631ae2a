import { PasswordInput, TextInput } from "@mantine/core";
import type { ConnectField } from "@ringback/contract/connections.ts";
import { TimeZoneSelect } from "#components/time-zone-select.tsx";

interface SystemFieldProps {
  readonly field: ConnectField;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
  /** A secret that is known already stays when nothing is given. */
  readonly stays?: boolean;
}

/** One thing a phone system asks for. Secrets are typed in the dark and never shown again. */
export function SystemField({ field, value, error, onChange, stays = false }: SystemFieldProps) {
  const required = field.required && field.fallback === null && !stays;
  const shared = {
    label: field.label,
    description: stays ? "Left empty, it stays as it is." : field.help,
    required,
    value,
    error,
    autoComplete: "off",
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (field.kind === "time-zone") {
    const { label, description } = shared;
    return <TimeZoneSelect label={label} description={description} value={value} error={error} onChange={onChange} />;
  }
  const toggle = { "aria-label": `Show or hide: ${field.label}`, tabIndex: 0 };
  if (field.secret) return <PasswordInput {...shared} visibilityToggleButtonProps={toggle} />;
  return <TextInput {...shared} placeholder={field.example} spellCheck={false} />;
}

/** What is wrong with a value as far as the form itself can tell; the server looks again. */
export function fieldProblem(field: ConnectField, value: string, stays = false): string | null {
  const text = value.trim();
  if (text === "") return field.required && field.fallback === null && !stays ? "This is needed." : null;
  if (field.pattern === null || new RegExp(field.pattern).test(text)) return null;
  return field.example === "" ? "This does not have the right form." : `It looks like ${field.example}.`;
}
