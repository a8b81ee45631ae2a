import styles from "./clock-ring.module.css";

export type RingTone = "calm" | "soon" | "late" | "quiet" | "done";

interface ClockRingProps {
  /** The words inside, at most five or six characters: `2:41`, `−4m`, `Mon`. */
  readonly text: string;
  /** How much is left, 1 to 0. A late ring is drawn whole. */
  readonly share: number;
  readonly tone: RingTone;
  /** The same in words, for those who do not see it. */
  readonly label: string;
  readonly large?: boolean;
}

const radius = 19;
const round = 2 * Math.PI * radius;

/** Four characters fit when they are narrow, as in `2:41`; `−13m` is not. */
function isLong(text: string): boolean {
  return text.length > 4 || (text.length === 4 && !text.includes(":"));
}

/** A clock as a ring that empties. */
export function ClockRing({ text, share, tone, label, large = false }: ClockRingProps) {
  const drawn = Math.max(0, Math.min(1, share)) * round;
  return (
    <svg
      className={`${styles.ring} ${large ? styles.large : ""} ${tone === "calm" ? "" : styles[tone]}`}
      viewBox="0 0 44 44"
      role="img"
      aria-label={label}
    >
      <circle className={styles.track} cx="22" cy="22" r={radius} />
      {drawn > 0.5 && (
        <circle
          className={styles.arc}
          cx="22"
          cy="22"
          r={radius}
          strokeDasharray={`${drawn} ${round}`}
          transform="rotate(-90 22 22)"
        />
      )}
      <text x="22" y="26" className={isLong(text) ? styles.long : undefined}>
        {text}
      </text>
    </svg>
  );
}
