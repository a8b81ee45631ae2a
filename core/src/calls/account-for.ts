/** How many calls stand how in an account's books, and how many the provider knows of that are in none. */
export interface StandingCounts {
  readonly live: number;
  readonly answered: number;
  readonly open: number;
  readonly recovered: number;
  readonly closed: number;
  readonly loose: number;
  readonly unheard: number;
}

/**
 * "214 of 214 accounted for": `known` is every call that is over, in our books or only in the provider's; `accounted` are
 * those in an end class. Calls that still go on are in neither, drills and imported history never are.
 */
export function accountFor(counts: StandingCounts): { readonly known: number; readonly accounted: number } {
  const accounted = counts.answered + counts.recovered + counts.closed + counts.open;
  return { known: accounted + counts.loose + counts.unheard, accounted };
}
