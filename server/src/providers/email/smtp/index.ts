import { createTransport, type SendMailOptions } from "nodemailer";
import type { EmailMessage, EmailProvider, EmailResult, MailFile } from "#providers/email/provider.ts";
import { isAddress, readMail } from "./read-mail.ts";

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://host`. */
  readonly url: string;
  /** The sender, e.g. `Ringback <ringback@example.com>`. */
  readonly from: string;
  /** The mailbox whose mail is brought to the hook, e.g. `reply@in.example.com`; null or absent: none is. */
  readonly repliesTo?: string | null;
  /** How long a silent server is waited for at each step, in milliseconds. */
  readonly timeoutMs?: number;
}

const usualTimeoutMs = 10_000;
/** RFC 5322's longest line, which a subject shares with its name. */
const longestSubject = 900;

/**
 * E-mail over SMTP. Each message has a connection of its own: alarms are few, and an idle one would have gone stale.
 * Results are values and hold no address and no words of the message.
 */
export function createSmtp({ url, from, repliesTo = null, timeoutMs = usualTimeoutMs }: SmtpOptions): EmailProvider {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Nothing in a message may make this machine read a file or a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    repliesTo,
    read: readMail,
    async send(message: EmailMessage): Promise<EmailResult> {
      if (!isAddress(message.to)) return { outcome: "refused", reason: "invalid address" };
      try {
        await transport.sendMail({
          ...headersOf(message, from),
          to: { name: "", address: message.to },
          subject: oneLine(message.subject).slice(0, longestSubject),
          text: message.text,
          messageId: oneLine(message.messageId),
        });
        return { outcome: "sent" };
      } catch (error) {
        return resultOf(error);
      }
    },
  };
}

/** A notice says that a machine wrote it; a mail of a conversation says who writes and where answers and reports go. */
function headersOf({ conversation, to, files: alone = [] }: EmailMessage, from: string): SendMailOptions {
  const machine = { headers: { "Auto-Submitted": "auto-generated" } };
  if (conversation === undefined) return { from, ...machine, attachments: alone.map(toAttachment) };
  const { fromName, replyTo, references, files, automatic } = conversation;
  const ids = references.map((id) => `<${oneLine(id)}>`);
  return {
    from: { name: oneLine(fromName), address: /<([^>]+)>/.exec(from)?.[1] ?? from },
    replyTo: { name: oneLine(fromName), address: replyTo },
    // A delivery report goes to the sender of the envelope, and so into the thread.
    envelope: { from: replyTo, to: [to] },
    ...(ids.length > 0 && { inReplyTo: ids.at(-1) ?? "", references: ids }),
    ...(automatic && machine),
    attachments: files.map(toAttachment),
  };
}

function toAttachment({ name, contentType, bytes }: MailFile) {
  return { filename: name, contentType, content: bytes };
}

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").trim();
}

/** A 5xx answer is final; a wrong password, a 4xx and a broken connection are not the message's fault. */
function resultOf(error: unknown): EmailResult {
  const { code, responseCode } =
    error instanceof Error ? (error as Error & { code?: string; responseCode?: number }) : {};
  const reason = [code ?? "unknown", responseCode].filter((part) => part !== undefined).join(" ");
  const isFinal = code === "EENVELOPE" && responseCode === undefined;
  if (isFinal || (responseCode !== undefined && responseCode >= 500 && code !== "EAUTH"))
    return { outcome: "refused", reason };
  return { outcome: "not-sent", reason };
}
