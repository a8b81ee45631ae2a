import { sentenceCase } from "@ringback/core/callbacks/label-words.ts";
import { IconPlayerPlayFilled } from "@tabler/icons-react";
import { playTime } from "#components/time-words.ts";
import type { ShownLabel } from "./label-list.ts";
import styles from "./reading.module.css";

interface BecauseProps {
  readonly label: ShownLabel;
  readonly byPerson: boolean;
  /** Plays the recording from there; null where it cannot be played. */
  readonly onPlay: ((seconds: number) => void) | null;
}

/** What a label rests on: its words with the rule that knows them and who says so, or a fact of the call. */
export function Because({ label, byPerson, onPlay }: BecauseProps) {
  return (
    <div className={styles.because} role="status">
      <strong>{label.words}</strong>
      {label.pieces.length === 0 ? (
        <p>{noWords(label.key, byPerson)}</p>
      ) : (
        <ul>
          {label.pieces.map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two rules may see the same words
            <li key={index}>
              {piece.quote === null ? <span>{piece.fact}</span> : <q>{piece.quote}</q>}
              <span className={styles.rule}>
                {piece.quote === null ? "From the call: " : ""}
                {sentenceCase(piece.because)}
                {piece.authority !== null && ` · ${piece.authority}`}
              </span>
              {piece.atSeconds !== null && onPlay !== null && (
                <button type="button" className={styles.playAt} onClick={() => onPlay(piece.atSeconds ?? 0)}>
                  <IconPlayerPlayFilled size={11} aria-hidden="true" /> Hear it at {playTime(piece.atSeconds)}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function noWords(key: string, byPerson: boolean): string {
  if (byPerson) return "A person set this; no words were needed.";
  if (key === "intent:unclear") return "No words show what they want.";
  if (key === "urgency:unknown") return "Nothing was said about how urgent it is.";
  if (key === "lane:unknown") return "Nothing shows whether they are a customer already.";
  return "It follows from the other labels.";
}
