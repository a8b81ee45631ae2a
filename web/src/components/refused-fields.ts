import { Problem } from "#api/problem.ts";

/** For a code of the API, the form's field that it is about and what to do there. */
export type FieldsByCode = Readonly<Record<string, readonly [field: string, words: string]>>;

/** What a refusal says about the fields of a form: what the server names by field, and codes that are about one. */
export function refusedFields(error: Error | null, byCode: FieldsByCode = {}): Readonly<Record<string, string>> {
  if (!(error instanceof Problem)) return {};
  const known = byCode[error.code];
  return known === undefined ? error.fields : { ...error.fields, [known[0]]: known[1] };
}

/** True when a refusal is told at a field, so that the form need not tell it again. */
export function isToldAtField(error: Error | null, byCode: FieldsByCode = {}): boolean {
  return Object.keys(refusedFields(error, byCode)).length > 0;
}
