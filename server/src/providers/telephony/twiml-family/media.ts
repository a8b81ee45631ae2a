import { largestAttachmentBytes } from "@ringback/core/conversations/attachment.ts";
import type { MediaOfMessage, TelephonyAccount } from "#providers/telephony/provider.ts";
import { demandFile, fetchFile } from "./fetch-file.ts";
import { pathId, type RestOptions, readAtMost } from "./rest.ts";
import { type HookFields, readCount } from "./schema.ts";

/** No text has more (Twilio's messaging documentation: MediaUrl0 to MediaUrl9). */
const mostMedia = 10;

/** The ids of the files of a text, from the addresses a webhook gives. Only the ids are kept: what is asked is built from them. */
export function readMediaIds(fields: HookFields): readonly string[] {
  const count = Math.min(readCount(fields["NumMedia"]) ?? 0, mostMedia);
  return Array.from({ length: count }, (_none, place) => fields[`MediaUrl${place}`] ?? "").flatMap((address) => {
    const id = /\/Media\/([A-Za-z0-9_-]{1,255})$/.exec(address)?.[1];
    return id === undefined ? [] : [id];
  });
}

/** A picture or file of a text that came in, as it is. @throws ProviderError; `too-large` above what is kept. */
export async function fetchMedia(
  options: RestOptions,
  account: TelephonyAccount,
  { messageId, mediaId }: MediaOfMessage,
): Promise<Buffer> {
  const path = `/Messages/${pathId(messageId)}/Media/${pathId(mediaId)}`;
  const { mediaHosts: otherHosts } = options.dialect;
  return await fetchFile(
    options,
    account,
    { path, what: "picture or file", ...(otherHosts && { otherHosts }) },
    readMedia,
  );
}

/** The bytes of an answer. @throws ProviderError */
export async function readMedia(response: Response): Promise<Buffer> {
  await demandFile(response, "picture or file");
  return await readAtMost(response, largestAttachmentBytes);
}
