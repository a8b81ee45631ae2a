import { Tooltip } from "@mantine/core";
import { type MarkSpan, markSpans } from "./mark-spans.ts";

interface MarkedTextProps {
  readonly text: string;
  readonly spans: readonly MarkSpan[];
  /** With labels, every mark can be reached by keyboard and tells what it justifies. */
  readonly labelled?: boolean;
}

/** A text as text, with the words that matter marked. Nothing in it is ever read as markup. */
export function MarkedText({ text, spans, labelled = false }: MarkedTextProps) {
  return markSpans(text, spans).map((piece) => {
    if (piece.labels === null) return <span key={piece.start}>{piece.text}</span>;
    if (!labelled) return <mark key={piece.start}>{piece.text}</mark>;
    const label = piece.labels.join(", ");
    return (
      <Tooltip key={piece.start} label={label} events={{ hover: true, focus: true, touch: true }}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip must be within a keyboard's reach */}
        <mark tabIndex={0} style={{ cursor: "help" }}>
          {piece.text}
          <span className="visually-hidden"> ({label})</span>
        </mark>
      </Tooltip>
    );
  });
}
