import styles from "./phone.module.css";
import type { SimulatedCall } from "./use-simulator.ts";

/** One thing that was heard or done in a call: speech as a bubble, everything else as a note between. */
export function HeardLine({ line }: { readonly line: SimulatedCall["heard"][number] }) {
  if (line.kind === "say") {
    return (
      <p className={styles.theirs}>
        <span className="visually-hidden">They say: </span>
        {line.text}
      </p>
    );
  }
  if (line.kind === "said") {
    return (
      <p className={styles.mine}>
        <span className="visually-hidden">You say: </span>
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

function noteWords({ kind, text }: SimulatedCall["heard"][number]): string {
  if (kind === "beep") return "Beep. Talk now";
  if (kind === "ringing") return "Ringing";
  if (kind === "pressed") return `You press ${text}`;
  if (kind === "play") return text === "" ? "A recording plays" : `Plays: ${text}`;
  if (kind === "connected") return text === "" ? "A person answers" : text;
  return text === "" ? "The call has ended" : text;
}
