// A call by the phone itself leaves the app, and the system may end the app meanwhile. So what was dialed is written down
// before, and asked about on return.
import { useSyncExternalStore } from "react";
import { appNowMs } from "#api/app-clock.ts";

export interface Dialed {
  readonly accountId: string;
  readonly callbackId: string;
  /** The caller, as on the screen. */
  readonly who: string;
  /** By the app's clock, ISO 8601. */
  readonly at: string;
}

const storageKey = "ringback-dialed";
/** Where the call does not cover the app (a tablet, a refused dialing), the question comes after this long. */
const uncoveredMs = 2500;
const forgottenMs = 12 * 60 * 60_000;
const listeners = new Set<() => void>();
let asked: Dialed | null = null;

/** Notes that a number is dialed with this phone now; on return the app asks how it went. */
export function noteDialed(dialed: Omit<Dialed, "at">): void {
  localStorage.setItem(storageKey, JSON.stringify({ ...dialed, at: new Date(appNowMs()).toISOString() }));
  setTimeout(askIfBack, uncoveredMs);
}

/** The call was told about, or not made. */
export function settleDialed(): void {
  localStorage.removeItem(storageKey);
  show(null);
}

/** The call to ask about, as React state: null while there is none, or while it is going on. */
export function useDialed(): Dialed | null {
  return useSyncExternalStore(subscribe, () => asked);
}

function askIfBack(): void {
  if (document.visibilityState !== "visible") return;
  const dialed = readDialed();
  if (dialed?.at !== asked?.at) show(dialed);
}

function readDialed(): Dialed | null {
  try {
    const dialed: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "null");
    if (typeof dialed !== "object" || dialed === null) return null;
    const text = (name: string) => String(Reflect.get(dialed, name) ?? "");
    const at = text("at");
    if (Number.isNaN(Date.parse(at)) || appNowMs() - Date.parse(at) > forgottenMs) return null;
    return { accountId: text("accountId"), callbackId: text("callbackId"), who: text("who"), at };
  } catch {
    return null;
  }
}

function show(next: Dialed | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    document.addEventListener("visibilitychange", askIfBack);
    // Opened anew after the system ended the app during the call.
    setTimeout(askIfBack, 0);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener("visibilitychange", askIfBack);
  };
}
