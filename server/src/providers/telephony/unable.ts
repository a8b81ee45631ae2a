import { ProviderError, type TelephonyProvider } from "./provider.ts";

/**
 * What a provider without some ability answers, to be spread before what it can do. Screens and jobs look at
 * `abilities` first, so this is only reached by a mistake; it refuses and never pretends.
 */
export function unable(
  title: string,
): Pick<
  TelephonyProvider,
  | "sendMessage"
  | "findSentMessage"
  | "startCall"
  | "placeTestCall"
  | "fetchCall"
  | "fetchRecording"
  | "fetchMedia"
  | "listCalls"
  | "listNumbers"
  | "findNumber"
  | "installWebhooks"
  | "restoreSettings"
  | "follow"
> {
  const refuse = (what: string): never => {
    throw new ProviderError(`${title} cannot ${what}.`, { code: "unable", retryable: false });
  };
  return {
    sendMessage: () => Promise.resolve({ outcome: "refused", errorCode: "unable", means: "configuration" }),
    findSentMessage: () => Promise.resolve(null),
    startCall: async () => refuse("start calls"),
    placeTestCall: async () => refuse("place test calls"),
    fetchCall: () => Promise.resolve(null),
    fetchRecording: async () => refuse("give recordings"),
    fetchMedia: async () => refuse("give pictures and files"),
    // biome-ignore lint/correctness/useYield: it refuses before the first page.
    listCalls: async function* () {
      refuse("give its call log");
    },
    listNumbers: async () => refuse("list its numbers"),
    findNumber: () => Promise.resolve(null),
    installWebhooks: async () => refuse("change its numbers"),
    restoreSettings: async () => refuse("change its numbers"),
    follow: async () => refuse("send a stream of events"),
  };
}
