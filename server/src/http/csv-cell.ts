/**
 * A value as a spreadsheet may take it: what would start a formula there (OWASP, "CSV injection") gets an apostrophe in
 * front. A phone number with its plus is no formula and stays as it is.
 */
export function csvCell(value: string | null): string {
  if (value === null) return "";
  return /^[\s]*[=+\-@\t\r]/.test(value) && !/^\+[\d ()-]+$/.test(value) ? `'${value}` : value;
}
