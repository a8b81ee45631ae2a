/** `not tried yet`, `tried once`, `tried 3 times`. */
export function triesWords(attempts: number): string {
  if (attempts === 0) return "not tried yet";
  return attempts === 1 ? "tried once" : `tried ${attempts} times`;
}
