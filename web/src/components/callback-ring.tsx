import { useNowMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { ClockRing } from "#ui/clock-ring.tsx";
import { type RingFacts, ringWords } from "./ring-words.ts";

/** The clock of a callback, ticking. */
export function CallbackRing({ callback, large = false }: { readonly callback: RingFacts; readonly large?: boolean }) {
  const nowMs = useNowMs();
  const { timeZone } = useAccount();
  return <ClockRing {...ringWords(callback, nowMs, timeZone)} large={large} />;
}
