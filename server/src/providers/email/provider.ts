// The e-mail port: mail that goes out, and how mail that was brought here is read.

export interface EmailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for the same message, so that a mail server can recognise a repeat. With its angle brackets. */
  readonly messageId: string;
  /** What goes along with a notice. */
  readonly files?: readonly MailFile[];
  /** Of a mail within a conversation; without it, it is a notice of this machine. */
  readonly conversation?: {
    /** Who writes, as it stands before the sender's address. */
    readonly fromName: string;
    /** Where answers and delivery reports go. */
    readonly replyTo: string;
    /** Message-IDs it answers, without angle brackets, the oldest first. */
    readonly references: readonly string[];
    /** No person wrote it. */
    readonly automatic: boolean;
    readonly files: readonly MailFile[];
  };
}

export interface MailFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export type EmailResult =
  | { readonly outcome: "sent" }
  | { readonly outcome: "refused"; readonly reason: string }
  | { readonly outcome: "not-sent"; readonly reason: string };

/** A mail that came in, as far as anything of it is used. Addresses are in lower case, ids without angle brackets. */
export interface ReadMail {
  readonly messageId: string;
  readonly from: { readonly address: string; readonly name: string };
  /** Everybody it was sent or delivered to, as its headers say. */
  readonly recipients: readonly string[];
  readonly subject: string;
  /** Plain words; those of a mail that has only a page are read out of it. */
  readonly text: string;
  /** Message-IDs it answers, the oldest first. */
  readonly references: readonly string[];
  /** The value of a header, by its name in lower case; the first one where there are several. */
  readonly header: (name: string) => string | null;
  readonly files: readonly Buffer[];
  /** The machine's part of a delivery report, and the mails it is about; null where it is none. */
  readonly report: { readonly text: string; readonly messageIds: readonly string[] } | null;
}

export interface EmailProvider {
  send(message: EmailMessage): Promise<EmailResult>;
  /** The mailbox whose mail is brought to us; null: answers stay in the sender's own mailbox, so none is written. */
  readonly repliesTo?: string | null;
  /** Reads a raw mail (RFC 5322). Null for what is none, or is made to hurt. Runs nothing and asks nobody. */
  read?(raw: Buffer): Promise<ReadMail | null>;
}
