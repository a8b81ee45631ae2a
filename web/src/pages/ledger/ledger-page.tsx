import { useSearch } from "@tanstack/react-router";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { localDate } from "#components/time-words.ts";
import { DayView } from "./day-view.tsx";
import { Overview } from "./overview.tsx";
import { rangeDays } from "./range-days.ts";

/** The proof that no call is lost: the books of a range, or of one of its days. */
export function LedgerPage() {
  const search = useSearch({ from: "/app/ledger" });
  const nowMs = useNowMinuteMs();
  const { timeZone } = useAccount();
  if (search.day !== undefined) return <DayView day={search.day} search={search} />;
  return <Overview range={rangeDays(search, localDate(nowMs, timeZone))} search={search} />;
}
