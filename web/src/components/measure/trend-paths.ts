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

/**
 * How a line is drawn, as paths: through the sure points, those without a sure neighbour as dots, the line to the others, and
 * those others as dots.
 */
export function trendPaths(
  points: readonly Drawn[],
  { width, height, max }: { readonly width: number; readonly height: number; readonly max: number },
): { readonly sure: string; readonly alone: string; readonly faint: string; readonly few: string } {
  const step = points.length > 1 ? width / (points.length - 1) : width;
  const places = points.map(({ value, few }, index): Place | null =>
    value === null
      ? null
      : { at: `${(index * step).toFixed(1)} ${(4 + (height - 8) * (1 - value / max)).toFixed(1)}`, few },
  );
  const isSure = (place: Place | null | undefined) => place?.few === false;
  let [sure, alone, faint, few] = ["", "", "", ""];
  let faintEnd: Place | null = null;
  for (const [index, place] of places.entries()) {
    if (place === null) continue;
    const before = places[index - 1] ?? null;
    if (place.few) few += dot(place);
    else if (isSure(before)) sure += `L${place.at}`;
    else if (isSure(places[index + 1])) sure += `M${place.at}`;
    // No line would show it.
    else alone += dot(place);
    if (before === null || (isSure(before) && isSure(place))) continue;
    faint += faintEnd === before ? `L${place.at}` : `M${before.at}L${place.at}`;
    faintEnd = place;
  }
  return { sure, alone, faint, few };
}

function dot({ at }: Place): string {
  return `M${at}h0.01`;
}
