/** What tells that nobody typed a mail. Header names in lower case. */
export interface MailSigns {
  readonly header: (name: string) => string | null;
  readonly from: string;
  readonly subject: string;
}

/**
 * Whether a machine wrote it: an absence note, a list, a system. It is kept and opens nothing, and is answered by nothing, so
 * that two machines never write to each other. RFC 3834 (Auto-Submitted), RFC 2919 (List-Id); Precedence is older than both.
 */
export function isAutomaticMail({ header, from, subject }: MailSigns): boolean {
  const submitted = header("auto-submitted")?.trim().toLowerCase();
  if (submitted !== undefined && !/^no\b/.test(submitted)) return true;
  if (/^\s*(bulk|junk|list|auto_reply)\b/i.test(header("precedence") ?? "")) return true;
  if (["list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-auto-response"].some((name) => header(name)))
    return true;
  if (/^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|noreply|bounces?)([+@-]|$)/i.test(from)) return true;
  return /^\s*(automatic reply|auto(matic)?[ -]?(response|reply)|out of (the )?office|abwesenheit|respuesta automática|réponse automatique)\b/i.test(
    subject,
  );
}
