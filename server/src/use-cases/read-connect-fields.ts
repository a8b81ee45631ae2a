import type { ConnectField, ConnectForm } from "#providers/telephony/provider.ts";
import { isForbiddenHost, readApiBaseUrl } from "./api-base-url.ts";

/** What was given for the fields of a provider's form, each where it is kept. */
export interface ConnectValues {
  readonly externalAccountId: string;
  readonly secret: string;
  readonly apiBaseUrl: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string>>;
}

/** A field that is not right. `detail` says what is wrong with it, without what was given: it may be a secret. */
export interface InvalidField {
  readonly ok: false;
  readonly refusal: "invalid-field";
  readonly field: string;
  readonly detail: string;
}

const charactersMax = 4_000;

/** Reads what was given for the fields of a form; the first that is not right is named. */
export function readConnectFields(
  form: ConnectForm,
  given: Readonly<Record<string, string>>,
): { readonly ok: true; readonly values: ConnectValues } | InvalidField {
  const unknown = Object.keys(given).find((name) => !form.fields.some((field) => field.name === name));
  if (unknown !== undefined) return refuse(unknown, `${form.title} has no such field.`);
  const credentials: Record<string, string> = {};
  const settings: Record<string, string> = {};
  const plain = { externalAccountId: "", secret: "", apiBaseUrl: "" };
  for (const field of form.fields) {
    const read = readField(field, given[field.name] ?? "");
    if ("problem" in read) return refuse(field.name, `${field.label}: ${read.problem}`);
    if (field.keep === "credential") credentials[field.name] = read.value;
    else if (field.keep === "setting") settings[field.name] = read.value;
    else plain[field.keep] = read.value;
  }
  return { ok: true, values: { ...plain, credentials: withoutEmpty(credentials), settings: withoutEmpty(settings) } };
}

/** What a connection holds now, by field name, to be changed in part. */
export function fieldsOf(form: ConnectForm, values: ConnectValues): Record<string, string> {
  const held = form.fields.map(({ name, keep }): [string, string] => {
    if (keep === "credential") return [name, values.credentials[name] ?? ""];
    return [name, keep === "setting" ? (values.settings[name] ?? "") : values[keep]];
  });
  return Object.fromEntries(held);
}

function readField(field: ConnectField, given: string): { value: string } | { problem: string } {
  const text = given.trim() || (field.fallback ?? "");
  if (text === "") return field.required ? { problem: "is missing." } : { value: "" };
  if (text.length > charactersMax) return { problem: `has more than ${charactersMax} characters.` };
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text) || !text.isWellFormed())
    return { problem: "holds characters that cannot be stored." };
  if (field.pattern !== undefined && !new RegExp(field.pattern).test(text))
    return { problem: field.example === "" ? "does not have the right form." : `must look like ${field.example}.` };
  return readers[field.kind](text);
}

const readers: Readonly<Record<ConnectField["kind"], (text: string) => { value: string } | { problem: string }>> = {
  text: (value) => ({ value }),
  url: (text) => {
    const value = readApiBaseUrl(text);
    return value === null
      ? { problem: "use https; plain http only for this machine or a private network." }
      : { value };
  },
  host: (value) => {
    // Read as a URL reads it, so that every spelling of an address is the same one.
    const bracketed = value.split(":").length > 2 && !value.startsWith("[") ? `[${value}]` : value;
    const address = `http://${bracketed}`;
    if (!/^[\w.:[\]-]{1,253}$/.test(value) || !URL.canParse(address))
      return { problem: "must be a host name or an IP address, with or without a port." };
    return isForbiddenHost(new URL(address).hostname) ? { problem: "this address is not allowed." } : { value };
  },
  number: (value) => (/^\d{1,9}$/.test(value) ? { value } : { problem: "must be a whole number." }),
  path: (value) => {
    const parts = value.replace(/^[A-Za-z]:/, "").split(/[/\\]/);
    const isWhole =
      parts.length > 1 && parts[0] === "" && parts.slice(1).every((part) => !["", ".", ".."].includes(part));
    if (!isWhole) return { problem: "must be a whole path, from the root." };
    return ["proc", "sys", "dev", "etc"].includes(parts[1] ?? "") ? { problem: "this folder is not read." } : { value };
  },
  "time-zone": (value) => (isTimeZone(value) ? { value } : { problem: "must be a name like America/Chicago." }),
};

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

function withoutEmpty(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

function refuse(field: string, detail: string): InvalidField {
  return { ok: false, refusal: "invalid-field", field, detail };
}
