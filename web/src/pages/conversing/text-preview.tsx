import { countSegments } from "@ringback/core/acknowledgement/count-segments.ts";
import { findPromises } from "@ringback/core/acknowledgement/promise-guard.ts";
import { MarkedText } from "#components/marked-text.tsx";
import styles from "./conversing.module.css";

interface TextPreviewProps {
  /** Which of several it is: "While you are open". */
  readonly caption: string;
  /** As the caller reads it. */
  readonly text: string;
  readonly business: string;
}

/** A text as the caller reads it, with its length; what reads like a promise is marked. */
export function TextPreview({ caption, text, business }: TextPreviewProps) {
  const spans = findPromises(text, [business]).map(({ start, end, quote }) => ({ start, end, label: quote }));
  return (
    <figure className={styles.preview}>
      <figcaption>
        {caption} · {lengthWords(text)}
      </figcaption>
      <div className={styles.bubble}>
        <MarkedText text={text} spans={spans} />
      </div>
    </figure>
  );
}

/** "164 characters, paid as 2 texts". */
export function lengthWords(text: string): string {
  const { segments, encoding } = countSegments(text);
  const letters = [...text].length;
  const paid = segments === 1 ? "1 text" : `paid as ${segments} texts`;
  const why = encoding === "UCS-2" ? "; an accent, an emoji or a curly quote leaves only 70 to a text" : "";
  return `${letters} ${letters === 1 ? "character" : "characters"}, ${paid}${why}`;
}
