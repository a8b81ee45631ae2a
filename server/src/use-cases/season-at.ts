/** Northern winter months are cold, summer ones hot; only used where it can raise, never to lower what was said. */
export function seasonAt(at: Temporal.Instant, timeZone: string): "cold" | "hot" | null {
  const { month } = at.toZonedDateTimeISO(timeZone);
  if (month >= 11 || month <= 3) return "cold";
  return month >= 6 && month <= 9 ? "hot" : null;
}
