import type { LiveEvent } from "@ringback/contract/live.ts";
import type { RouteName } from "@ringback/contract/routes.ts";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { noteReachable } from "./connection.ts";
import { refresh } from "./queries.ts";

export type LiveState = "connecting" | "live" | "reconnecting";

/** The books change with every call and callback. */
const books: readonly RouteName[] = ["ledger", "ledgerDays", "ledgerExceptions"];
/** The weekly review and its two lists. */
const weekly: readonly RouteName[] = ["weeklyReview", "weeklyCallers", "weeklyEmergencies"];
/** What to read anew when the server says that something changed. */
const touched: { readonly [Kind in LiveEvent["kind"]]: readonly RouteName[] } = {
  callback: [
    "listConversations",
    "countConversations",
    "getConversation",
    "getConversationOfCallback",
    "today",
    "getCallback",
    "listCallbacks",
    "listHolds",
    "listFindings",
    // Who was told of it, and by what.
    "myNotices",
    ...weekly,
    ...books,
  ],
  call: ["today", "getCallback", "listCalls", "getCall", "getLedger", "simulator", ...books],
  message: [
    "listConversations",
    "countConversations",
    "getConversation",
    "getConversationOfCallback",
    "getCallback",
    "listMessages",
    "myNotices",
    "simulator",
  ],
  presence: ["listPresence"],
  conversation: ["listConversations", "countConversations", "getConversation", "getConversationOfCallback"],
  contact: ["getContact", "listContacts", "listDuplicates", "getContactHistory"],
  hold: ["today", "getCallback", "listHolds", "corrections", "listCorrections"],
  reconciliation: [...books, "listReconciliationRuns", "getReconciliationRun", "listGaps", "listConnections", "doctor"],
  scenario: ["listScenarios", "getScenario", "compareScenarios", "previewScenario"],
  leaks: ["leaks", "leakCalls"],
  connection: ["listNumbers", "listConnections", "doctor"],
  team: ["teamReach", "myNotices", "listMembers", "getPlaybook", "me", "today", ...weekly],
  clock: ["today", "installation", "simulator", "getCallback", "listHolds"],
};

const firstDelayMs = 500;
const longestDelayMs = 15_000;
/** Events come in bursts (one call writes several facts); one reading serves them all. */
const gatherMs = 120;

/** Keeps the cached answers of an account fresh by server-sent events for as long as the component is mounted. */
export function useLive(accountId: string | null): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => {
    if (accountId === null) return;
    return listen(accountId, client, setState);
  }, [accountId, client]);
  return state;
}

/** Opens the stream, reopens it with growing pauses when it breaks, and returns how to stop. */
function listen(accountId: string, client: QueryClient, onState: (state: LiveState) => void): () => void {
  const waiting = new Set<RouteName>();
  let source: EventSource | undefined;
  let gatherTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = firstDelayMs;
  let hadBroken = false;

  const flush = () => {
    gatherTimer = undefined;
    const names = [...waiting];
    waiting.clear();
    void refresh(client, names);
  };
  const open = () => {
    source = new EventSource(`/api/v1/live?account=${encodeURIComponent(accountId)}`);
    source.onopen = () => {
      delayMs = firstDelayMs;
      noteReachable(true);
      onState("live");
      // What happened while nobody listened is unknown, so everything is read anew.
      if (hadBroken) void client.invalidateQueries();
      hadBroken = false;
    };
    source.onmessage = (message: MessageEvent<string>) => {
      const kind = kindOf(message.data);
      if (kind === undefined) return;
      for (const name of touched[kind]) waiting.add(name);
      gatherTimer ??= setTimeout(flush, gatherMs);
    };
    source.onerror = () => {
      // The browser's own retry never tires and gives up on a 5xx; ours does neither.
      source?.close();
      hadBroken = true;
      onState("reconnecting");
      clearTimeout(retryTimer);
      retryTimer = setTimeout(open, delayMs);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    };
  };
  // A network that came back, or a phone taken out of the pocket, is worth a try at once.
  const openNow = () => {
    if (source?.readyState !== EventSource.CLOSED || document.visibilityState === "hidden") return;
    clearTimeout(retryTimer);
    open();
  };
  addEventListener("online", openNow);
  document.addEventListener("visibilitychange", openNow);
  open();
  return () => {
    removeEventListener("online", openNow);
    document.removeEventListener("visibilitychange", openNow);
    source?.close();
    clearTimeout(retryTimer);
    clearTimeout(gatherTimer);
  };
}

function kindOf(data: string): LiveEvent["kind"] | undefined {
  try {
    const event: unknown = JSON.parse(data);
    if (typeof event !== "object" || event === null || !("kind" in event)) return undefined;
    return Object.keys(touched).find((kind): kind is LiveEvent["kind"] => kind === event.kind);
  } catch {
    return undefined;
  }
}
