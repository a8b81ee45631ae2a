import { attachmentName, largestAttachmentBytes } from "@ringback/core/conversations/attachment.ts";
import { isPicture, mediaTypeOf } from "@ringback/core/conversations/media-type.ts";
import { countUploads, dropUpload, keepUpload } from "#db/stores/message-media.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { mediaPurpose } from "./fetch-media.ts";

/** What one person may bring without sending it. It is let go of after a day. */
const mostUnsent = 40;

export interface UploadedFile {
  readonly id: string;
  /** By its own first bytes. */
  readonly contentType: string;
  /** In bytes. */
  readonly size: number;
  readonly name: string;
  readonly picture: boolean;
}

export type UploadAnswer =
  | { readonly ok: true; readonly file: UploadedFile }
  | { readonly ok: false; readonly refusal: "file-not-taken"; readonly detail: string };

/** Keeps a picture or file sealed that a person wants to send. What it is its own bytes say, not its name. */
export async function uploadFile(
  ctx: Context,
  { accountId, memberId, bytes }: { readonly accountId: string; readonly memberId: string; readonly bytes: Buffer },
): Promise<UploadAnswer> {
  const refuse = (detail: string): UploadAnswer => ({ ok: false, refusal: "file-not-taken", detail });
  const contentType = mediaTypeOf(bytes);
  if (bytes.length > largestAttachmentBytes) return refuse("It is larger than 5 MB.");
  if (contentType === null) return refuse("It is neither a picture, a PDF nor sound.");
  const id = ctx.ids.next();
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if ((await countUploads(tx, memberId)) >= mostUnsent)
      return refuse("Too many files wait to be sent. Send or remove some first.");
    const sealed = ctx.secretBox.seal(accountId, mediaPurpose(id), bytes);
    keepUpload(tx, { id, uploadedBy: memberId, sealed, contentType, size: bytes.length });
    return {
      ok: true,
      file: {
        id,
        contentType,
        size: bytes.length,
        name: attachmentName(contentType, 0),
        picture: isPicture(contentType),
      },
    };
  });
}

/** Lets go of a file that was attached and not sent. One that was sent stays. */
export async function removeUpload(
  ctx: Context,
  { accountId, memberId, fileId }: { readonly accountId: string; readonly memberId: string; readonly fileId: string },
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => dropUpload(tx, fileId, memberId));
}
