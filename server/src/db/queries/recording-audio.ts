import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

export interface SealedRecording {
  readonly audio: Buffer;
  readonly contentType: string;
}

/** The audio of a recording as it is stored, sealed; null when there is none (any more, or yet). */
export async function recordingAudio(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  id: string,
): Promise<SealedRecording | null> {
  return await transaction(db, accountId, now, (tx) =>
    tx.first(sql<SealedRecording>`select audio, coalesce(content_type, 'audio/mpeg') as "contentType" from ringback.recording
      where account_id = ${accountId} and id = ${id} and state = 'fetched' and audio is not null`),
  );
}
