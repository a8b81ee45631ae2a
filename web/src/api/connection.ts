import { useSyncExternalStore } from "react";

// Whether the server answers, as far as anybody here noticed. What the device says of its network is only half of it: a
// phone with full bars may reach nothing.
let reachable = navigator.onLine;
const listeners = new Set<() => void>();

// Tests import this where there is no window.
if (typeof window !== "undefined") addEventListener("offline", () => noteReachable(false));

/** Notes that the server answered, or that it could not be reached. */
export function noteReachable(now: boolean): void {
  if (now === reachable) return;
  reachable = now;
  for (const listener of listeners) listener();
}

/** Whether the server answered when it was last asked. */
export function isReachable(): boolean {
  return reachable;
}

/** Calls back when the server is lost or found again; returns how to stop. */
export function onReachable(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the server answers, as React state. */
export function useReachable(): boolean {
  return useSyncExternalStore(onReachable, isReachable);
}
