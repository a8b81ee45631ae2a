/** People of the team by id, and others as they are typed. */
export interface Recipients {
  readonly memberIds: readonly string[];
  readonly others: string;
}

/** The addresses in what somebody typed, with commas, semicolons or spaces between. */
export function typedAddresses(text: string): string[] {
  return [...new Set(text.toLowerCase().split(/[\s,;]+/))].filter((address) => address !== "");
}

/** What is wrong with whom it is to go to; null when nothing is. */
export function recipientsProblem({ memberIds, others }: Recipients): string | null {
  const addresses = typedAddresses(others);
  const wrong = addresses.find((address) => !/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(address));
  if (wrong !== undefined) return `“${wrong}” is no e-mail address.`;
  if (addresses.length > 20) return "Twenty other addresses at most.";
  return memberIds.length + addresses.length === 0 ? "Choose somebody, or type an address." : null;
}
