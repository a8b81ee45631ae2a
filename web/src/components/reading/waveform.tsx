import type { KeyboardEvent, PointerEvent } from "react";
import { playTime } from "#components/time-words.ts";
import styles from "./reading.module.css";
import { waveBars } from "./wave-bars.ts";

interface WaveformProps {
  readonly peaks: readonly number[] | null;
  /** What was silenced, in seconds. */
  readonly muted?: readonly { readonly from: number; readonly to: number }[];
  readonly atSeconds: number;
  readonly lengthSeconds: number;
  readonly onSeek: (seconds: number) => void;
}

const barCount = 80;
const pitch = 5;
const height = 40;
const stepSeconds = 2;

/** A recording's shape, and a slider over it. */
export function Waveform({ peaks, muted = [], atSeconds, lengthSeconds, onSeek }: WaveformProps) {
  const bars = waveBars(peaks, barCount);
  const share = lengthSeconds > 0 ? atSeconds / lengthSeconds : 0;
  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - box.left) / box.width) * lengthSeconds);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: atSeconds - stepSeconds,
      ArrowDown: atSeconds - stepSeconds,
      ArrowRight: atSeconds + stepSeconds,
      ArrowUp: atSeconds + stepSeconds,
      Home: 0,
      End: lengthSeconds,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    onSeek(target);
  };
  return (
    <div
      className={styles.slider}
      role="slider"
      tabIndex={0}
      aria-label="Place in the voicemail"
      aria-valuemin={0}
      aria-valuemax={Math.round(lengthSeconds)}
      aria-valuenow={Math.round(atSeconds)}
      aria-valuetext={`${playTime(atSeconds)} of ${playTime(lengthSeconds)}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) seekTo(event);
      }}
    >
      <svg
        className={styles.wave}
        viewBox={`0 0 ${barCount * pitch} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {lengthSeconds > 0 &&
          muted.map(({ from, to }) => (
            <rect
              key={from}
              className={styles.mutedSpan}
              x={(from / lengthSeconds) * barCount * pitch}
              y={0}
              width={Math.max(2, ((to - from) / lengthSeconds) * barCount * pitch)}
              height={height}
            />
          ))}
        {bars.map(({ x, level }) => (
          <rect
            key={x}
            className={x < share ? styles.played : undefined}
            x={x * barCount * pitch + 1}
            y={(height - level * height) / 2}
            width={2.6}
            height={level * height}
            rx={1.3}
          />
        ))}
      </svg>
    </div>
  );
}
