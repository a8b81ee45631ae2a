import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { readAudio } from "#providers/telephony/twiml-family/recordings.ts";
import { askRest, pathId, type RestOptions } from "#providers/telephony/twiml-family/rest.ts";
import { textAt } from "./json.ts";

/** Where Telnyx keeps audio, pictures and files (docs/rules.md T4.6). */
const storageHosts = /(^|\.)(telnyx\.com|telnyxstorage\.com|telnyxcloudstorage\.com|amazonaws\.com)$/;

/**
 * The audio of a recording. Its address is asked from the API, never taken from a webhook; it lies at a storage host, holds
 * its own permission for some minutes, and gets no credentials of ours. Redirects are not followed.
 * @throws ProviderError; `retryable` while it may not be there yet or the other side is broken.
 */
export async function fetchRecording(
  options: RestOptions,
  account: TelephonyAccount,
  recordingId: string,
): Promise<{ readonly contentType: string; readonly audio: Buffer }> {
  const path = `/Recordings/${pathId(recordingId)}.json`;
  const recording = await askRest(options, account, { method: "GET", path });
  const address = recording === null ? "" : (textAt(recording, "media_url") ?? "");
  if (address === "")
    throw new ProviderError("The recording is not there yet.", { code: "no-recording", retryable: true });
  if (!isStorageAddress(address, account))
    throw new ProviderError("The provider sent us elsewhere for the recording.", {
      code: "redirect",
      retryable: false,
    });
  try {
    const signal = AbortSignal.timeout(options.timeoutMs);
    const response = await options.fetch(address, { redirect: "error", signal });
    return await readAudio(response);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError("The recording could not be fetched.", { code: "network", retryable: true, cause: error });
  }
}

/** Whether this is a place where Telnyx keeps files, or its API itself. */
export function isStorageAddress(address: string, account: TelephonyAccount): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, origin } = new URL(address);
  if (origin === new URL(account.apiBaseUrl).origin) return true;
  return protocol === "https:" && port === "" && storageHosts.test(hostname);
}
