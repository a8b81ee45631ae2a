import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { whenWords } from "./time-words.ts";

/** An instant of the contract in the business's zone: `14:02`, `yesterday 14:02`, `Mon 08:15`, `17 Nov 08:15`. */
export function When({ at }: { readonly at: string }) {
  const nowMs = useNowMinuteMs();
  const { timeZone } = useAccount();
  return <time dateTime={at}>{whenWords(Date.parse(at), nowMs, timeZone)}</time>;
}
