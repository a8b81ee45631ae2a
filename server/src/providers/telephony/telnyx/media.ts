import type { MediaOfMessage, TelephonyAccount } from "#providers/telephony/provider.ts";
import { ProviderError } from "#providers/telephony/provider.ts";
import { sentElsewhere } from "#providers/telephony/twiml-family/fetch-file.ts";
import { readMedia } from "#providers/telephony/twiml-family/media.ts";
import type { RestOptions } from "#providers/telephony/twiml-family/rest.ts";
import { askApi, pathPart } from "./api.ts";
import { objectsAt, textAt } from "./json.ts";
import { isStorageAddress } from "./recordings.ts";

/**
 * A picture or file of a text that came in. Telnyx gives it no id, so it is known by its place in the text; where it lies is
 * asked from the API, and like audio it lies at a storage host that gets no credentials of ours. Redirects are not followed.
 * @throws ProviderError; `too-large` above what is kept.
 */
export async function fetchMedia(
  options: RestOptions,
  account: TelephonyAccount,
  { messageId, mediaId }: MediaOfMessage,
): Promise<Buffer> {
  const message = await askApi(options, account, { method: "GET", path: `/messages/${pathPart(messageId)}` });
  const address = textAt(objectsAt(message ?? {}, "media")[Number(mediaId)] ?? {}, "url") ?? "";
  if (address === "")
    throw new ProviderError("The picture or file is not there.", { code: "no-media", retryable: true });
  if (!isStorageAddress(address, account)) throw sentElsewhere("picture or file");
  try {
    const signal = AbortSignal.timeout(options.timeoutMs);
    const response = await options.fetch(address, { redirect: "manual", signal });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw sentElsewhere("picture or file");
    }
    return await readMedia(response);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError("The picture or file could not be fetched.", {
      code: "network",
      retryable: true,
      cause: error,
    });
  }
}
