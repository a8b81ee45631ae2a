/** The lines of a field as entries of a list; an empty one stays while somebody is writing it. */
export function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n").slice(0, 100);
}
