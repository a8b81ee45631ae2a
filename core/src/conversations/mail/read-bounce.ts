/** What a mail system reports of a mail of ours. */
export interface Bounce {
  /** RFC 3463, e.g. `5.1.1`; null where it says none. */
  readonly code: string | null;
}

/**
 * Reads the machine's part of a delivery report (RFC 3464, `message/delivery-status`). Null where the mail has not failed:
 * delayed, relayed or delivered.
 */
export function readBounce(report: string): Bounce | null {
  if (!/^action\s*:\s*failed\b/im.test(report)) return null;
  return { code: /^status\s*:\s*([245]\.\d{1,3}\.\d{1,3})\b/im.exec(report)?.[1] ?? null };
}

/** What a code means for whoever wrote the mail. */
export function bounceWords(code: string | null): string {
  if (code === null) return "their mail system sent it back";
  if (/^[245]\.1\./.test(code)) return "there is no such address";
  if (/^[245]\.2\.2/.test(code)) return "their mailbox is full";
  if (/^[245]\.2\./.test(code)) return "their mailbox takes no mail";
  if (/^[245]\.[34]\./.test(code)) return "their mail system could not be reached";
  if (/^[245]\.7\./.test(code)) return "their mail system refuses ours";
  return "their mail system sent it back";
}
