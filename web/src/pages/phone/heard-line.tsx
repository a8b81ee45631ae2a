import styles from "./phone.module.css";
import type { SimulatedCall } from "./use-simulator.ts";

export type Heard = SimulatedCall["heard"][number];
/** A line of the call as it is shown: what was heard, or what was said on this phone. */
export interface CallLine {
  readonly kind: Heard["kind"] | "mine";
  readonly text: string;
}

/** One thing that was heard or said in a call: speech as a bubble, everything else as a note between. */
export function HeardLine({ line }: { readonly line: CallLine }) {
  if (line.kind === "mine") {
    return (
      <p className={styles.mine}>
        <span className="visually-hidden">You say: </span>
        {line.text}
      </p>
    );
  }
  if (line.kind === "say" || line.kind === "said") {
    return (
      <p className={styles.theirs}>
        <span className="visually-hidden">They say: </span>
        {line.text}
      </p>
    );
  }
  return (
    <p className={styles.note} data-kind={line.kind}>
      {noteWords(line)}
    </p>
  );
}

/** How a network says that a call is over, in words. */
const endings: Readonly<Record<string, string>> = {
  completed: "The call has ended",
  busy: "Busy",
  "no-answer": "Nobody answered",
  canceled: "You hung up before anybody answered",
  failed: "The call failed",
};

function noteWords({ kind, text }: CallLine): string {
  if (kind === "beep") return "Beep. Talk now";
  if (kind === "ringing") return "Ringing";
  if (kind === "pressed") return `Keys: ${text}`;
  if (kind === "play") return text === "" ? "Music plays" : `Plays: ${text}`;
  if (kind === "connected") return "A person answers";
  return endings[text] ?? (text === "" ? "The call has ended" : text);
}
