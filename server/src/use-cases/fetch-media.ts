import type { AttachmentReason } from "@ringback/core/conversations/attachment.ts";
import { mediaTypeOf } from "@ringback/core/conversations/media-type.ts";
import { dropMedia, findMediaToFetch, keepMedia, type MediaToFetch } from "#db/stores/message-media.ts";
import { transaction } from "#db/transaction.ts";
import { ProviderError } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { openConnection } from "./open-connection.ts";

/** A provider that does not give it out for so long will not any more. */
const patienceHours = 24;

type Fetched =
  | { readonly state: "here"; readonly bytes: Buffer }
  | { readonly state: "failed" | "refused"; readonly reason: AttachmentReason };

/**
 * Fetches a picture or file that came with a text and keeps it sealed, if its own bytes say that it is of a kind that may
 * be kept; anything else is let go of, with the reason. @throws ProviderError to be tried again later.
 */
export async function fetchMedia(ctx: Context, job: { accountId: string; mediaId: string }): Promise<void> {
  const { accountId } = job;
  const media = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => findMediaToFetch(tx, job.mediaId));
  if (media === null || media.state !== "announced") return;
  const fetched = await fetchOne(ctx, media);
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if (fetched.state !== "here") dropMedia(tx, media.id, { ...fetched, size: null });
    else {
      const { bytes } = fetched;
      const contentType = mediaTypeOf(bytes);
      if (contentType === null)
        dropMedia(tx, media.id, { state: "refused", reason: "unknown-type", size: bytes.length });
      else {
        const sealed = ctx.secretBox.seal(accountId, mediaPurpose(media.id), bytes);
        keepMedia(tx, media.id, { sealed, contentType, size: bytes.length });
      }
    }
    tx.changed({ kind: "message", id: media.message_id });
  });
}

/** What a picture or file is sealed for. */
export function mediaPurpose(mediaId: string): string {
  return `message-media:${mediaId}`;
}

async function fetchOne(ctx: Context, media: MediaToFetch): Promise<Fetched> {
  const connection = media.connection_id === null ? null : await openConnection(ctx, media.connection_id);
  if (connection === null) return { state: "failed", reason: "disconnected" };
  const which = { messageId: media.provider_message_id, mediaId: media.provider_media_id };
  try {
    return { state: "here", bytes: await connection.provider.fetchMedia(connection.account, which) };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.code === "too-large") return { state: "refused", reason: "too-large" };
    if (error.code === "redirect") return { state: "refused", reason: "elsewhere" };
    if (!error.retryable) return { state: "failed", reason: "gone" };
    const waitsUntil = media.created_at.add({ hours: patienceHours });
    if (Temporal.Instant.compare(ctx.clock.now(), waitsUntil) < 0) throw error;
    return { state: "failed", reason: "provider-silent" };
  }
}
