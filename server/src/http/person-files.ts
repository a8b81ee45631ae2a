import { attachmentName } from "@ringback/core/conversations/attachment.ts";
import { messageMedia } from "#db/queries/message-media.ts";
import { personExport } from "#db/queries/person-export.ts";
import { recordingAudio } from "#db/queries/recording-audio.ts";
import type { Context } from "#use-cases/context.ts";
import { mediaPurpose } from "#use-cases/fetch-media.ts";
import { audioPurpose } from "#use-cases/protect-recordings.ts";
import type { ZippedFile } from "./zip.ts";

/** All that is kept of a person, as files: what is words as JSON, recordings, and pictures of texts. One at a time in memory. */
export async function* personFiles(context: Context, accountId: string, contactId: string): AsyncGenerator<ZippedFile> {
  const now = context.clock.now();
  const found = await personExport(context.db, accountId, now, contactId);
  if (found === null) return;
  const { words, recordings, files } = found;
  yield {
    name: "person.json",
    bytes: Buffer.from(JSON.stringify({ exportedAt: now.toString(), ...words }, null, 2)),
    at: plainTime(now),
  };
  for (const { id, at } of recordings) {
    const sealed = await recordingAudio(context.db, accountId, now, id);
    if (sealed === null) continue;
    const ending = sealed.contentType === "audio/wav" || sealed.contentType === "audio/x-wav" ? "wav" : "mp3";
    const bytes = context.secretBox.open(accountId, audioPurpose(id), sealed.audio);
    yield { name: `recordings/${nameOf(at, id)}.${ending}`, bytes, at: plainTime(at) };
  }
  for (const { id, at } of files) {
    const sealed = await messageMedia(context.db, accountId, now, id);
    if (sealed === null) continue;
    const bytes = context.secretBox.open(accountId, mediaPurpose(id), sealed.content);
    const name = attachmentName(sealed.contentType, sealed.position);
    yield { name: `pictures/${nameOf(at, id)}-${name}`, bytes, at: plainTime(at) };
  }
}

/** In UTC; the end of the id keeps two of one second apart. */
function nameOf(at: Temporal.Instant, id: string): string {
  return `${at.toString({ smallestUnit: "second" }).replaceAll(/[-:Z]/g, "").replace("T", "-")}-${id.slice(-6)}`;
}

function plainTime(at: Temporal.Instant): Temporal.PlainDateTime {
  return at.toZonedDateTimeISO("UTC").toPlainDateTime();
}
