import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { pathId, type RestOptions, readAtMost, restUrl } from "./rest.ts";

const largestRecordingBytes = 20 * 1024 * 1024;
const mostRedirects = 3;

/**
 * The audio of a recording. The address is built from the account and the id, never taken from a webhook, and redirects
 * are followed on the account's own API host only, so credentials and requests go nowhere else.
 * @throws ProviderError; `retryable` while it may not be there yet (404) or the other side is broken.
 */
export async function fetchRecording(
  options: RestOptions,
  account: TelephonyAccount,
  recordingId: string,
): Promise<{ readonly contentType: string; readonly audio: Buffer }> {
  let url = new URL(restUrl(options.dialect, account, { path: `/Recordings/${pathId(recordingId)}` }));
  const { origin } = url;
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const headers = { authorization: options.dialect.authorization(account) };
      const response = await options.fetch(url, { headers, redirect: "manual", signal });
      if (response.status < 300 || response.status >= 400) return await readAudio(response);
      await response.body?.cancel();
      url = new URL(response.headers.get("location") ?? "", url);
      if (url.origin !== origin) break;
    }
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError("The recording could not be fetched.", { code: "network", retryable: true, cause: error });
  }
  throw new ProviderError("The provider sent us elsewhere for the recording.", { code: "redirect", retryable: false });
}

/** The audio of an answer, if it is one. @throws ProviderError */
export async function readAudio(response: Response): Promise<{ contentType: string; audio: Buffer }> {
  const { status } = response;
  if (status !== 200) {
    await response.body?.cancel();
    const retryable = status === 404 || status === 408 || status === 425 || status === 429 || status >= 500;
    throw new ProviderError(`The recording is not to be had (HTTP ${status}).`, { code: `http-${status}`, retryable });
  }
  const audio = await readAtMost(response, largestRecordingBytes);
  const contentType = audioTypeOf(audio);
  if (contentType === null)
    throw new ProviderError("The recording is no audio.", { code: "no-audio", retryable: false });
  return { contentType, audio };
}

/** The type of audio by its first bytes, whatever a header claims; null for anything else. */
function audioTypeOf(bytes: Buffer): string | null {
  const text = (start: number, end: number) => bytes.toString("latin1", start, end);
  if (text(0, 4) === "RIFF" && text(8, 12) === "WAVE") return "audio/wav";
  if (text(0, 4) === "OggS") return "audio/ogg";
  const [first = 0, second = 0] = bytes;
  if (text(0, 3) === "ID3" || (first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0))
    return "audio/mpeg";
  return null;
}
