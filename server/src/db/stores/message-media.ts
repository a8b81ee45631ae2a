import type { AttachmentReason, AttachmentState } from "@ringback/core/conversations/attachment.ts";
import type { MediaType } from "@ringback/core/conversations/media-type.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Notes that a text came with a picture or file. */
export function announceMedia(
  tx: Transaction,
  media: {
    readonly id: string;
    readonly messageId: string;
    readonly position: number;
    readonly providerMediaId: string;
  },
): void {
  tx.write(sql`insert into ringback.message_media (account_id, id, message_id, position, provider_media_id, state, created_at)
    values (${tx.accountId}, ${media.id}, ${media.messageId}, ${media.position}, ${media.providerMediaId}, 'announced', ${tx.now})`);
}

export interface MediaToFetch {
  readonly id: string;
  readonly state: AttachmentState;
  readonly provider_media_id: string;
  readonly provider_message_id: string;
  readonly message_id: string;
  readonly connection_id: string | null;
  readonly created_at: Temporal.Instant;
}

export function findMediaToFetch(tx: Transaction, mediaId: string): Promise<MediaToFetch | null> {
  return tx.first(sql<MediaToFetch>`
    select f.id, f.state, f.provider_media_id, f.message_id, f.created_at, m.provider_message_id, m.connection_id
    from ringback.message_media f join ringback.message m on m.account_id = f.account_id and m.id = f.message_id
    where f.account_id = ${tx.accountId} and f.id = ${mediaId}`);
}

/** Keeps what was fetched. Nothing happens where somebody else was first, here and below. */
export function keepMedia(
  tx: Transaction,
  mediaId: string,
  file: { readonly sealed: Buffer; readonly contentType: MediaType; readonly size: number },
): void {
  tx.write(sql`update ringback.message_media set state = 'fetched', content = ${file.sealed}, content_type = ${file.contentType}, size = ${file.size}, settled_at = ${tx.now}
    where account_id = ${tx.accountId} and id = ${mediaId} and state = 'announced'`);
}

export function dropMedia(
  tx: Transaction,
  mediaId: string,
  because: { readonly state: "failed" | "refused"; readonly reason: AttachmentReason; readonly size: number | null },
): void {
  tx.write(sql`update ringback.message_media set state = ${because.state}, reason = ${because.reason}, size = ${because.size}, settled_at = ${tx.now}
    where account_id = ${tx.accountId} and id = ${mediaId} and state = 'announced'`);
}
