/** What writing mails stands on here. */
export interface MailAbility {
  /** A mail server takes what is sent. */
  readonly sends: boolean;
  /** A mailbox is named whose mail comes back into the thread. */
  readonly receives: boolean;
}

/** Why no mail can be written to somebody, in words; null where one can. Docs/rules.md S6, S21. */
export function mailRefusal(
  { sends, receives }: MailAbility,
  to: { readonly address: string; readonly doNotContact: boolean; readonly optedOut: boolean },
): string | null {
  if (to.address === "") return "No e-mail address of theirs is known.";
  if (!sends) return "No mail server is set up here.";
  if (!receives) return "No mailbox for their answers is set up here.";
  if (to.doNotContact) return "This contact is marked not to be contacted.";
  return to.optedOut ? "They asked for no more mail. Call instead." : null;
}
