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

/** A picture or file that somebody brought to send it, and did not yet. */
export interface UnsentFile {
  readonly id: string;
  readonly content_type: string;
  readonly size: number;
}

/** Keeps what a person attaches, before there is a message for it. */
export function keepUpload(
  tx: Transaction,
  file: {
    readonly id: string;
    readonly uploadedBy: string;
    readonly sealed: Buffer;
    readonly contentType: MediaType;
    readonly size: number;
  },
): void {
  tx.write(sql`insert into ringback.message_media (account_id, id, position, state, content, content_type, size, uploaded_by, created_at, settled_at)
    values (${tx.accountId}, ${file.id}, 0, 'fetched', ${file.sealed}, ${file.contentType}, ${file.size}, ${file.uploadedBy}, ${tx.now}, ${tx.now})`);
}

export async function countUploads(tx: Transaction, memberId: string): Promise<number> {
  const row = await tx.first<{ count: number }>(sql`select count(*)::int as count from ringback.message_media
    where account_id = ${tx.accountId} and uploaded_by = ${memberId} and message_id is null`);
  return row?.count ?? 0;
}

/** Those of these uploads that are this person's and not sent yet, locked, so that two messages never share one. */
export async function lockUploads(
  tx: Transaction,
  ids: readonly string[],
  memberId: string,
): Promise<readonly UnsentFile[]> {
  return await tx.rows(sql<UnsentFile>`select id, content_type, size from ringback.message_media
    where account_id = ${tx.accountId} and id = any(${ids}::uuid[]) and uploaded_by = ${memberId} and message_id is null order by id for update`);
}

/** Makes uploads those of a message, in this order. They are locked. */
export function attachUploads(tx: Transaction, messageId: string, ids: readonly string[]): void {
  tx.write(sql`update ringback.message_media f set message_id = ${messageId}, position = given.place - 1
    from unnest(${ids}::uuid[]) with ordinality as given (id, place) where f.account_id = ${tx.accountId} and f.id = given.id`);
}

/** Lets go of an upload that was not sent. */
export function dropUpload(tx: Transaction, id: string, memberId: string): void {
  tx.write(
    sql`delete from ringback.message_media where account_id = ${tx.accountId} and id = ${id} and uploaded_by = ${memberId} and message_id is null`,
  );
}

/** The same with their sealed content. */
export async function openedFilesOfMessage(
  tx: Transaction,
  messageId: string,
): Promise<readonly { readonly id: string; readonly content: Buffer; readonly content_type: string }[]> {
  return await tx.rows(sql<{ id: string; content: Buffer; content_type: string }>`
    select id, content, content_type from ringback.message_media
    where account_id = ${tx.accountId} and message_id = ${messageId} and state = 'fetched' order by position`);
}

/** The pictures and files that go with a message, in their order. */
export async function filesOfMessage(tx: Transaction, messageId: string): Promise<readonly string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select id from ringback.message_media
    where account_id = ${tx.accountId} and message_id = ${messageId} order by position`);
  return rows.map(({ id }) => id);
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
