import type { RingRound } from "@ringback/core/calls/call-event.ts";

/** What a URL says of the round whose phones it is for; nothing where phones ring once. */
export function roundQuery(round: RingRound | undefined): Readonly<Record<string, string>> {
  return round === undefined ? {} : { round: String(round) };
}

/** The round that a URL of ours names. */
export function readRound(query: URLSearchParams): { readonly round?: RingRound } {
  const said = query.get("round");
  return said === "1" ? { round: 1 } : said === "2" ? { round: 2 } : {};
}
