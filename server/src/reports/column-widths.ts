interface Sheet {
  /** How wide a text is drawn, in points. */
  readonly widthOf: (text: string) => number;
  readonly room: number;
  /** Of each column, beside its text. */
  readonly padding: number;
}

/** A text wider than this runs over several lines rather than taking the room of other columns. */
const widestAtOnce = 230;

/**
 * How wide each column of a table is drawn, given all its texts, in points, together `room`: as wide as its texts where there is room for all of
 * them; else no narrower than its longest word, so that no word is broken, and the rest goes to those with more to say.
 */
export function columnWidths(columns: readonly (readonly string[])[], { widthOf, room, padding }: Sheet): number[] {
  const needs = columns.map((texts) => {
    const widest = (parts: readonly string[]) => parts.reduce((most, part) => Math.max(most, widthOf(part)), 0);
    const words = texts.flatMap((text) => text.split(/[\s\u200b]+/));
    const least = widest(words) + padding;
    return { least, liked: Math.max(least, Math.min(widestAtOnce, widest(texts) + padding)) };
  });
  const sum = (name: "least" | "liked") => needs.reduce((all, need) => all + need[name], 0);
  const [least, liked] = [sum("least"), sum("liked")];
  if (liked <= room) return needs.map((need) => need.liked * (room / liked));
  // Words too long for the paper are broken after all, each column giving its part.
  if (least >= room) return needs.map((need) => need.least * (room / least));
  const share = (room - least) / (liked - least);
  return needs.map((need) => need.least + (need.liked - need.least) * share);
}
