/** A number in E.164 when it can be read as one: with its country code, or as ten digits of North America. */
export function e164Of(written: string): string | null {
  const digits = written.replace(/[\s().-]/g, "");
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`;
  return /^1[2-9]\d{9}$/.test(digits) ? `+${digits}` : null;
}
