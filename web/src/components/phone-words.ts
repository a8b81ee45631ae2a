/** A number as people read it: North American ones as `(312) 555-0117`, others in groups. */
export function phoneWords(e164: string): string {
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164);
  if (american !== null) return `(${american[1]}) ${american[2]}-${american[3]}`;
  return e164;
}

interface Line {
  readonly number: string;
  readonly label: string;
}

/** A number of the business with its label, once where the label is only the number again. */
export function lineWords({ number, label }: Line): string {
  const words = phoneWords(number);
  return label === number || label === words ? words : `${words} · ${label}`;
}

interface Caller {
  readonly callerName: string | null;
  readonly callerNumber: string | null;
}

/** Who called, as well as is known. */
export function callerWords({ callerName, callerNumber }: Caller): string {
  if (callerName !== null && callerName !== "") return callerName;
  return callerNumber === null ? "Withheld number" : phoneWords(callerNumber);
}
