/** A piece of a text, marked or not, with the labels that the marked words justify. */
export interface TextPiece {
  readonly start: number;
  readonly text: string;
  readonly labels: readonly string[] | null;
}

export interface MarkSpan {
  /** Where the span starts and ends (exclusive), in UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** Cuts a text at its spans. Spans may overlap (a piece then has several labels); spans outside the text are cut or dropped. */
export function markSpans(text: string, spans: readonly MarkSpan[]): readonly TextPiece[] {
  const inside = spans
    .map((span) => ({ ...span, start: Math.max(0, span.start), end: Math.min(text.length, span.end) }))
    .filter((span) => span.start < span.end);
  const edges = [...new Set([0, text.length, ...inside.flatMap((span) => [span.start, span.end])])].sort(
    (a, b) => a - b,
  );
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? text.length;
    const labels = inside.filter((span) => span.start <= start && span.end >= end).map((span) => span.label);
    return { start, text: text.slice(start, end), labels: labels.length === 0 ? null : [...new Set(labels)] };
  });
}
