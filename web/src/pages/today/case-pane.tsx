/** To be built. */
export function CasePane() {
  return null;
}
