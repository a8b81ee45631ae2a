import { filesRefusalWords, refuseFiles } from "@ringback/core/conversations/outgoing-files.ts";
import { refusePictures } from "@ringback/core/conversations/refuse-pictures.ts";
import { lockUploads } from "#db/stores/message-media.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { sendsPictures } from "./line-abilities.ts";
import type { WeighedText } from "./plan-text.ts";

/** Why files cannot go with a message, in words; null where they can, and are locked for it. */
export async function refuseToTake(
  tx: Transaction,
  asked: { readonly fileIds: readonly string[]; readonly memberId: string; readonly channel: "text" | "email" },
): Promise<string | null> {
  if (asked.fileIds.length === 0) return null;
  const files = await lockUploads(tx, asked.fileIds, asked.memberId);
  if (files.length !== asked.fileIds.length)
    return "Not sent: a picture was sent already or waited too long. Attach it again.";
  const refusal = refuseFiles(
    files.map(({ content_type: contentType, size }) => ({ contentType, size })),
    asked.channel,
  );
  return refusal === null ? null : `Not sent: ${filesRefusalWords[refusal]}.`;
}

/** The same for a weighed text, whose line may send no pictures at all. */
export async function refuseToText(
  ctx: Context,
  tx: Transaction,
  { text, line }: WeighedText,
  asked: { readonly fileIds: readonly string[]; readonly memberId: string },
): Promise<string | null> {
  if (asked.fileIds.length === 0) return null;
  const refusal = refusePictures({
    from: line.number ?? "",
    to: text.to ?? "",
    sendsPictures: sendsPictures(ctx, line.provider),
  });
  if (refusal !== null) return `Not sent: ${filesRefusalWords[refusal]}.`;
  return await refuseToTake(tx, { ...asked, channel: "text" });
}
