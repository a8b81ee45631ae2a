// The e-mail port.

export interface EmailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for the same notice, so that a mail server can recognise a repeat. */
  readonly messageId: string;
}

export type EmailResult =
  | { readonly outcome: "sent" }
  | { readonly outcome: "refused"; readonly reason: string }
  | { readonly outcome: "not-sent"; readonly reason: string };

export interface EmailProvider {
  send(message: EmailMessage): Promise<EmailResult>;
}
