import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import { focusExcerpt } from "./focus-excerpt.ts";
import { MarkedText } from "./marked-text.tsx";

interface ExcerptWordsProps {
  readonly excerpt: CallbackRow["excerpt"];
  /** Where only a line fits, the first marked words come to its front. */
  readonly isOneLine?: boolean;
}

/** The words that matter, in quotes when somebody said them. */
export function ExcerptWords({ excerpt, isOneLine = false }: ExcerptWordsProps) {
  const { text, marks } = isOneLine ? focusExcerpt(excerpt) : excerpt;
  const spans = marks.map(([start, end]) => ({ start, end, label: "evidence" }));
  return (
    <>
      {excerpt.quoted && "“"}
      <MarkedText text={text} spans={spans} />
      {excerpt.quoted && "”"}
    </>
  );
}
