import type { CallLine, Heard } from "./heard-line.tsx";

/** Something said on this phone, and how much had been heard before it. */
export interface Said {
  readonly text: string;
  readonly after: number;
}

/**
 * The lines of a call in their order. A phone hears what others say, so what was said on it is remembered here and set
 * between; a network that plays one's own words back is not shown twice.
 */
export function callLines(heard: readonly Heard[], said: readonly Said[]): readonly CallLine[] {
  const own = new Set(said.map((each) => each.text));
  const mineAfter = (count: number): CallLine[] =>
    said.filter((each) => each.after === count).map(({ text }) => ({ kind: "mine", text }));
  return [
    ...mineAfter(0),
    ...heard.flatMap(({ kind, text }, index): CallLine[] => [
      ...(isShownAlready(heard, index, own) ? [] : [{ kind, text }]),
      ...mineAfter(index + 1),
    ]),
  ];
}

/** Own words played back, and ringing that goes on. */
function isShownAlready(heard: readonly Heard[], index: number, own: ReadonlySet<string>): boolean {
  const line = heard[index];
  if (line?.kind === "said") return own.has(line.text);
  return line?.kind === "ringing" && heard[index - 1]?.kind === "ringing";
}
