interface Excerpt {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

/** Words kept before the first mark, in characters. */
const leadCharacters = 22;

/**
 * Cuts the beginning of an excerpt so that its first mark is seen also where only one line fits. It cuts between words
 * and says so with an ellipsis; the marks move along.
 */
export function focusExcerpt({ text, marks }: Excerpt): Excerpt {
  const first = Math.min(...marks.map(([start]) => start));
  if (!Number.isFinite(first) || first <= leadCharacters + 8) return { text, marks };
  const cut = text.indexOf(" ", first - leadCharacters) + 1;
  if (cut <= 0 || cut > first) return { text, marks };
  return {
    text: `…${text.slice(cut)}`,
    marks: marks.map(([start, end]) => [start - cut + 1, end - cut + 1] as const),
  };
}
