import { useSyncExternalStore } from "react";

// The business on the screen. It travels as a header with every request, so it lives beside the client and not in React.
const storageKey = "ringback-account";
let chosen: string | null = null;
const listeners = new Set<() => void>();

/** The chosen account's id, or null before one was chosen. */
export function chosenAccount(): string | null {
  return chosen;
}

/** Chooses an account and remembers it on this device. */
export function chooseAccount(accountId: string): void {
  if (accountId === chosen) return;
  chosen = accountId;
  localStorage.setItem(storageKey, accountId);
  for (const listener of listeners) listener();
}

/** The account chosen last on this device. */
export function rememberedAccount(): string | null {
  return localStorage.getItem(storageKey);
}

/** The chosen account's id as React state. */
export function useChosenAccount(): string | null {
  return useSyncExternalStore(subscribe, chosenAccount);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
