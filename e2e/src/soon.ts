import { vi } from "vitest";

/** Waits until `look` no longer throws: for what happens by itself, soon, never after a fixed while. */
export function soon<Seen>(look: () => Seen | Promise<Seen>): Promise<Seen> {
  return vi.waitFor(look, { timeout: 30_000, interval: 25 });
}
