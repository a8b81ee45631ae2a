/** Under this name the missed calls are opened that came while so many others were on. */
export function othersName(others: number): string {
  return `others-${others}`;
}

/** How many others a name is about; null for that of a leak. */
export function othersOfName(name: string): number | null {
  const found = /^others-(\d{1,3})$/.exec(name);
  return found === null ? null : Number(found[1]);
}
