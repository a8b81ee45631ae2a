import type { TelephonyAccount } from "#providers/telephony/provider.ts";

/**
 * Twilio's connection overrides: try twice more, also after a 5xx and a slow answer (by default only a failed connect is
 * tried again), and give up on one try early enough that all three fit into Twilio's 15 s. Never sent, never signed.
 */
export const retryFragment = "#rc=2&rp=5xx,ct,rt&ct=2000&rt=4500";

/** One of our webhook URLs, absolute, with the retry settings. */
export function hookUrl(account: TelephonyAccount, path: string, query: Readonly<Record<string, string>> = {}): string {
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
