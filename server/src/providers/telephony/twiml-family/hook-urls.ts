import type { TelephonyAccount } from "#providers/telephony/provider.ts";
import type { Dialect } from "./dialect.ts";

/** One of our webhook URLs, absolute, with the vendor's retry settings. */
export function hookUrl(
  { retryFragment }: Dialect,
  account: TelephonyAccount,
  path: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams(query).toString();
  return `${account.hookBaseUrl}${path}${search === "" ? "" : `?${search}`}${retryFragment}`;
}

/** The four URLs a number is given, without retry settings. */
export function webhookUrls(account: TelephonyAccount): {
  voice: string;
  voiceFallback: string;
  voiceStatus: string;
  messages: string;
} {
  return {
    voice: `${account.hookBaseUrl}/voice`,
    voiceFallback: account.staticFallbackUrl ?? `${account.hookBaseUrl}/voice?fallback=1`,
    voiceStatus: `${account.hookBaseUrl}/voice/status`,
    messages: `${account.hookBaseUrl}/messages`,
  };
}
