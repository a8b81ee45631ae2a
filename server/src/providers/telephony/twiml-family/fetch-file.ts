import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { type RestOptions, restUrl } from "./rest.ts";

const mostRedirects = 3;

export interface WantedFile {
  /** Below the account. Ids in it went through `pathId`. */
  readonly path: string;
  /** For people: "recording". */
  readonly what: string;
  /** Where else the vendor keeps such files, by host name; such a host gets no credentials of ours. */
  readonly otherHosts?: RegExp;
}

/**
 * A file of the account. The address is built from the account and ids, never taken from a webhook; redirects are followed
 * on the account's own API host and to hosts named here, over HTTPS, so credentials and requests go nowhere else.
 * @throws ProviderError; `retryable` while it may not be there yet (404) or the other side is broken.
 */
export async function fetchFile<Read>(
  options: RestOptions,
  account: TelephonyAccount,
  { path, what, otherHosts }: WantedFile,
  read: (response: Response) => Promise<Read>,
): Promise<Read> {
  let url = new URL(restUrl(options.dialect, account, { path }));
  const { origin } = url;
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const headers = url.origin === origin ? { authorization: options.dialect.authorization(account) } : {};
      const response = await options.fetch(url, { headers, redirect: "manual", signal });
      if (response.status < 300 || response.status >= 400) return await read(response);
      await response.body?.cancel();
      url = new URL(response.headers.get("location") ?? "", url);
      if (url.origin !== origin && !isNamed(url, otherHosts)) break;
    }
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError(`The ${what} could not be fetched.`, { code: "network", retryable: true, cause: error });
  }
  throw sentElsewhere(what);
}

export function sentElsewhere(what: string): ProviderError {
  return new ProviderError(`The provider sent us elsewhere for the ${what}.`, { code: "redirect", retryable: false });
}

/** @throws ProviderError for an answer that is no file; the body is let go of. */
export async function demandFile(response: Response, what: string): Promise<void> {
  const { status } = response;
  if (status === 200) return;
  await response.body?.cancel();
  const retryable = status === 404 || status === 408 || status === 425 || status === 429 || status >= 500;
  throw new ProviderError(`The ${what} is not to be had (HTTP ${status}).`, { code: `http-${status}`, retryable });
}

function isNamed({ protocol, hostname, port }: URL, hosts: RegExp | undefined): boolean {
  return hosts !== undefined && protocol === "https:" && port === "" && hosts.test(hostname);
}
