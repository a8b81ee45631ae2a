import type { CallRange } from "@ringback/contract/scenarios.ts";

/** `22–31`, or `22` where both ends are the same. */
export function countRange({ low, high }: CallRange): string {
  return low === high ? `${low}` : `${low}–${high}`;
}
