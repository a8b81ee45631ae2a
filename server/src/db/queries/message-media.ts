import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

export interface SealedMedia {
  readonly content: Buffer;
  readonly contentType: string;
  readonly position: number;
}

/** A picture or file of a text as it is stored, sealed; null when there is none to be had. */
export async function messageMedia(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  id: string,
): Promise<SealedMedia | null> {
  return await transaction(db, accountId, now, (tx) =>
    tx.first(sql<SealedMedia>`select content, content_type as "contentType", position from ringback.message_media
      where account_id = ${accountId} and id = ${id} and state = 'fetched'`),
  );
}
