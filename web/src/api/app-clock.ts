import { useSyncExternalStore } from "react";

// The time that the app shows is the server's: it may be moved (demo, tests), and browsers' clocks are often wrong.
// One timer serves every ticking thing on the screen, and it stops when nothing on the screen ticks.
let offsetMs = 0;
let tickMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** Sets the app's clock by an instant the server just told, ISO 8601. */
export function syncClock(serverNow: string): void {
  const serverMs = Date.parse(serverNow);
  if (Number.isNaN(serverMs)) return;
  const nextMs = serverMs - Date.now();
  // Network delay makes small differences; following them would make seconds stutter.
  if (Math.abs(nextMs - offsetMs) < 750) return;
  offsetMs = nextMs;
  tick();
}

/** The server's present time, in milliseconds since the epoch. */
export function appNowMs(): number {
  return Date.now() + offsetMs;
}

/** How far the server's clock stands ahead of this device's, in milliseconds. */
export function clockOffsetMs(): number {
  return offsetMs;
}

/** The present time in milliseconds, moving every second. */
export function useNowMs(): number {
  return useSyncExternalStore(subscribe, () => tickMs);
}

/** The present time cut down to the minute: for what need not move every second. */
export function useNowMinuteMs(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(tickMs / 60_000) * 60_000);
}

function tick(): void {
  tickMs = appNowMs();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  if (listeners.size === 1) tickMs = appNowMs();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
