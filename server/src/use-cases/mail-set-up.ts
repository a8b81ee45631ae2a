import type { MailAbility } from "@ringback/core/conversations/mail/mail-refusal.ts";
import { mailHookToken } from "#mail-address.ts";
import type { Context } from "./context.ts";

/** What e-mail in conversations stands on here. */
export interface MailSetUp {
  /** A mail server takes what we send. */
  readonly sends: boolean;
  /** The mailbox that answers come to; null: none is named, so no mail is written. */
  readonly repliesTo: string | null;
  /** Where the mail of that mailbox is to be posted. A secret: whoever has it may post mail. */
  readonly hookUrl: string;
}

export function mailSetUp(ctx: Context, accountId: string): MailSetUp {
  return {
    sends: ctx.email !== null,
    repliesTo: ctx.email?.repliesTo ?? null,
    hookUrl: `${ctx.publicUrl}/hooks/mail/${mailHookToken(ctx.secretBox, accountId)}`,
  };
}

/** As far as rules and screens ask. */
export function mailAbility({ email }: Pick<Context, "email">): MailAbility {
  return { sends: email !== null, receives: Boolean(email?.repliesTo) };
}
