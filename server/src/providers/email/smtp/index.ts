import { createTransport } from "nodemailer";
import type { EmailMessage, EmailProvider, EmailResult } from "#providers/email/provider.ts";

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://host`. */
  readonly url: string;
  /** The sender, e.g. `Ringback <ringback@example.com>`. */
  readonly from: string;
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
export function createSmtp({ url, from, timeoutMs = usualTimeoutMs }: SmtpOptions): EmailProvider {
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
    async send(message: EmailMessage): Promise<EmailResult> {
      if (!isOneAddress(message.to)) return { outcome: "refused", reason: "invalid address" };
      try {
        await transport.sendMail({
          from,
          to: { name: "", address: message.to },
          subject: oneLine(message.subject).slice(0, longestSubject),
          text: message.text,
          messageId: oneLine(message.messageId),
          headers: { "Auto-Submitted": "auto-generated" },
        });
        return { outcome: "sent" };
      } catch (error) {
        return resultOf(error);
      }
    },
  };
}

/** One address and nothing else: no list, no name, no line break that would begin another header. */
function isOneAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>,;:"()[\]\\\u0000-\u001f]+@[^\s@<>,;:"()[\]\\\u0000-\u001f]+$/.test(text);
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
