/** Where somebody is, as far as it decides what stays on the screen. */
export interface Place {
  readonly pathname: string;
  readonly search: object;
}

/** What of the search changes which form is shown; filters and sorting leave it as it is. */
const partsNamedBy = ["tab", "account"] as const;

/** Whether a step ends what is on the screen, so that words typed there would be gone. */
export function leavesPart(from: Place, to: Place): boolean {
  if (from.pathname !== to.pathname) return true;
  const before = new Map(Object.entries(from.search));
  const after = new Map(Object.entries(to.search));
  return partsNamedBy.some((name) => before.get(name) !== after.get(name));
}
