import type { Books } from "@ringback/contract/ledger.ts";

/** What a call may be in the bar, in its order; `name` as it stands in a legend, `css` its class of colour. */
export const standings = [
  { key: "answered", name: "Answered", css: "answered", means: "A person answered." },
  {
    key: "recovered",
    name: "Talked to since",
    css: "recovered",
    means: "Missed; somebody has talked to the caller since.",
  },
  { key: "closed", name: "Closed", css: "closed", means: "Missed; the callback was closed without a conversation." },
  { key: "open", name: "Waiting for a callback", css: "open", means: "Missed; the callback has an owner and a clock." },
  { key: "loose", name: "Nobody owes a callback", css: "loose", means: "Missed, and nobody owes a callback." },
  { key: "unheard", name: "Never heard here", css: "unheard", means: "Only the provider's log has it." },
] as const satisfies readonly { key: keyof Books; name: string; css: string; means: string }[];

/** The bar of a day: stretches of colour in the order of {@link standings}, as a CSS gradient. */
export function barOf(books: Books): string {
  const total = standings.reduce((sum, { key }) => sum + books[key], 0);
  // What is there is seen, also one among a million.
  const width = (calls: number) => (calls === 0 ? 0 : Math.max(calls, total * 0.006));
  const whole = standings.reduce((sum, { key }) => sum + width(books[key]), 0);
  let reached = 0;
  const stretches = standings.flatMap(({ key, css }) => {
    if (books[key] === 0) return [];
    const from = reached;
    reached += (width(books[key]) / whole) * 100;
    return [`var(--${css}) ${from.toFixed(1)}% ${reached.toFixed(1)}%`];
  });
  return `linear-gradient(to right, ${stretches.join(", ")})`;
}
