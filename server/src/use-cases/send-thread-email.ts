import { retryDelayMs } from "@ringback/core/acknowledgement/retry-delay.ts";
import { attachmentName } from "@ringback/core/conversations/attachment.ts";
import { sendThreadEmailJob } from "#db/jobs.ts";
import { type EmailToSend, lockEmail } from "#db/stores/emails.ts";
import { openedFilesOfMessage } from "#db/stores/message-media.ts";
import { changeMessage } from "#db/stores/messages.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { threadAddress } from "#mail-address.ts";
import type { Context } from "./context.ts";
import { mediaPurpose } from "./fetch-media.ts";

interface ClaimedEmail {
  readonly email: EmailToSend;
  readonly business: string;
  readonly files: readonly { readonly id: string; readonly content: Buffer; readonly content_type: string }[];
}

/**
 * Sends an e-mail of a thread that was written down before. A mail whose outcome is unknown (a crash between sending and
 * noting it) is sent again under the same Message-ID, which mail programs fold into one: SMTP has no look-up.
 */
export async function sendThreadEmail(ctx: Context, job: { accountId: string; messageId: string }): Promise<void> {
  const { email } = ctx;
  const { accountId, messageId } = job;
  const mailbox = email?.repliesTo;
  const claimed = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => claim(tx, messageId));
  if (claimed === null) return;
  const { conversation_id: conversationId } = claimed.email;
  const result =
    !email || !mailbox || conversationId === null
      ? ({ outcome: "refused", reason: "no-mail-server" } as const)
      : await email.send({
          to: claimed.email.their_address,
          subject: claimed.email.subject,
          text: [claimed.email.body, claimed.email.quoted].filter((part) => part !== "").join("\n\n"),
          messageId: `<${claimed.email.internet_id}>`,
          conversation: {
            fromName: claimed.business,
            replyTo: threadAddress(ctx.secretBox, mailbox, accountId, conversationId),
            references: claimed.email.thread_ids,
            automatic: claimed.email.class !== "staff",
            files: claimed.files.map(({ id, content, content_type: contentType }, place) => ({
              name: attachmentName(contentType, place),
              contentType,
              bytes: ctx.secretBox.open(accountId, mediaPurpose(id), content),
            })),
          },
        });
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const now = await lockEmail(tx, messageId);
    if (now === null || now.state !== "sending") return;
    if (result.outcome === "sent") changeMessage(tx, messageId, { state: "sent", reason: null });
    else if (result.outcome === "refused")
      changeMessage(tx, messageId, { state: "failed", reason: result.reason, errorCode: "mail-refused" });
    else {
      changeMessage(tx, messageId, { state: "queued", reason: result.reason, failures: now.failures + 1 });
      const at = tx.now.add({ milliseconds: retryDelayMs(now.failures + 3, null) });
      tx.enqueue(sendThreadEmailJob(accountId, messageId, at));
    }
    tx.changed(...changesOf(messageId, now));
  });
}

async function claim(tx: Transaction, messageId: string): Promise<ClaimedEmail | null> {
  const email = await lockEmail(tx, messageId);
  if (email === null || (email.state !== "queued" && email.state !== "sending")) return null;
  if (email.useful_until !== null && Temporal.Instant.compare(tx.now, email.useful_until) >= 0) {
    changeMessage(tx, messageId, { state: "expired", reason: "too-late-to-be-useful" });
    tx.changed(...changesOf(messageId, email));
    return null;
  }
  changeMessage(tx, messageId, { state: "sending", claimedAt: tx.now });
  const { playbook } = await currentPlaybook(tx);
  const files = email.media_count === 0 ? [] : await openedFilesOfMessage(tx, messageId);
  return { email, business: playbook.businessName, files };
}

function changesOf(id: string, { callback_id }: EmailToSend): Parameters<Transaction["changed"]> {
  return [{ kind: "message", id }, ...(callback_id === null ? [] : [{ kind: "callback", id: callback_id } as const])];
}
