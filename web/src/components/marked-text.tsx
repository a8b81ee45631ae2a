import { type MarkSpan, markSpans } from "./mark-spans.ts";

interface MarkedTextProps {
  readonly text: string;
  readonly spans: readonly MarkSpan[];
}

/** A text as text, with the words that matter marked. Nothing in it is ever read as markup. */
export function MarkedText({ text, spans }: MarkedTextProps) {
  return markSpans(text, spans).map((piece) =>
    piece.labels === null ? <span key={piece.start}>{piece.text}</span> : <mark key={piece.start}>{piece.text}</mark>,
  );
}
