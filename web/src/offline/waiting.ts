import { useSyncExternalStore } from "react";
import type { WaitingAction } from "./waiting-action.ts";

// What waits to be sent, as every screen sees it. The queue itself lies in IndexedDB (queue.ts) and is loaded after the
// first screen; this is its shadow.
let actions: readonly WaitingAction[] = [];
const listeners = new Set<() => void>();

/** What waits now, in the order in which it was done. */
export function waitingNow(): readonly WaitingAction[] {
  return actions;
}

/** Shows another state of the queue. */
export function showWaiting(now: readonly WaitingAction[]): void {
  actions = now;
  for (const listener of listeners) listener();
}

/** What waits to be sent, as React state. */
export function useWaiting(): readonly WaitingAction[] {
  return useSyncExternalStore(subscribe, waitingNow);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
