interface Drawn {
  /** null: a gap. */
  readonly value: number | null;
  /** Taken from too little to say something. */
  readonly few: boolean;
}

interface Place {
  readonly at: string;
  readonly few: boolean;
}

/** How a line is drawn, as three paths: through the sure points, to the others, and those others themselves as dots. */
export function trendPaths(
  points: readonly Drawn[],
  { width, height, max }: { readonly width: number; readonly height: number; readonly max: number },
): { readonly sure: string; readonly faint: string; readonly few: string } {
  const step = points.length > 1 ? width / (points.length - 1) : width;
  const places = points.map(({ value, few }, index): Place | null =>
    value === null
      ? null
      : { at: `${(index * step).toFixed(1)} ${(4 + (height - 8) * (1 - value / max)).toFixed(1)}`, few },
  );
  const isSure = (place: Place | null | undefined) => place?.few === false;
  let [sure, faint, few] = ["", "", ""];
  let faintEnd: Place | null = null;
  for (const [index, place] of places.entries()) {
    if (place === null) continue;
    const before = places[index - 1] ?? null;
    // A point alone is drawn as a short dash, or it would not be seen.
    if (place.few) few += dot(place);
    else if (isSure(before)) sure += `L${place.at}`;
    else sure += isSure(places[index + 1]) ? `M${place.at}` : dot(place);
    if (before === null || (isSure(before) && isSure(place))) continue;
    faint += faintEnd === before ? `L${place.at}` : `M${before.at}L${place.at}`;
    faintEnd = place;
  }
  return { sure, faint, few };
}

function dot({ at }: Place): string {
  return `M${at}h0.01`;
}
