import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import { MarkedText } from "./marked-text.tsx";

/** The words that matter, in quotes when somebody said them. */
export function ExcerptWords({ excerpt }: { readonly excerpt: CallbackRow["excerpt"] }) {
  const spans = excerpt.marks.map(([start, end]) => ({ start, end, label: "evidence" }));
  return (
    <>
      {excerpt.quoted && "“"}
      <MarkedText text={excerpt.text} spans={spans} />
      {excerpt.quoted && "”"}
    </>
  );
}
