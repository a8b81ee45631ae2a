import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import type { Me } from "@ringback/contract/installation.ts";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Answer } from "#api/client.ts";
import { isReachable } from "#api/connection.ts";
import { read, readKey } from "#api/queries.ts";

const casesMax = 10;
const atMostEveryMs = 60_000;
/** Where what a caller says is not to be on a phone unless its owner opened it. */
const confidentialTrades: readonly string[] = ["healthcare", "legal"];

/** Reads one's own next cases before they are opened, so that they are there in a dead spot. Returns how to stop. */
export function fetchMineAhead(client: QueryClient, account: Me["accounts"][number]): () => void {
  if (confidentialTrades.includes(account.trade)) return () => undefined;
  const fetchedMs = new Map<string, number>();
  const fetchAhead = () => {
    if (!isReachable()) return;
    const mine = openRows(client).filter(({ owner, claimedBy }) => (claimedBy?.id ?? owner.id) === account.memberId);
    for (const { id } of mine.slice(0, casesMax)) {
      if (Date.now() - (fetchedMs.get(id) ?? 0) < atMostEveryMs) continue;
      fetchedMs.set(id, Date.now());
      void client.prefetchQuery({ ...read("getCallback", { params: { id } }), staleTime: atMostEveryMs });
    }
  };
  fetchAhead();
  return client.getQueryCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "success" && event.query.queryKey[1] === "today")
      fetchAhead();
  });
}

function openRows(client: QueryClient): CallbackRow[] {
  const lists = client.getQueriesData<Answer<"today"> | InfiniteData<Answer<"today">>>({ queryKey: readKey("today") });
  const rows = lists
    .flatMap(([, data]) => (data === undefined ? [] : "pages" in data ? data.pages : [data]))
    .flatMap(({ groups }) => groups)
    .flatMap(({ rows }) => rows);
  return [...new Map(rows.filter(({ state }) => state !== "closed").map((row) => [row.id, row])).values()];
}
