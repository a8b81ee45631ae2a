import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { type Ref, useImperativeHandle, useRef, useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { playTime } from "#components/time-words.ts";
import { IconButton } from "#ui/icon-button.tsx";
import { useKeys } from "#ui/use-keys.ts";
import styles from "./reading.module.css";
import { Waveform } from "./waveform.tsx";

/** What others may do with a player. */
export interface PlayerHandle {
  /** Plays from a place, in seconds. */
  readonly playAt: (seconds: number) => void;
}

interface VoicemailPlayerProps {
  readonly recordingId: string;
  readonly durationSeconds: number;
  readonly peaks: readonly number[] | null;
  /** What was silenced, in seconds. */
  readonly muted?: readonly { readonly from: number; readonly to: number }[];
  readonly playsBySpace?: boolean;
  readonly ref?: Ref<PlayerHandle>;
}

const speeds = [1, 1.25, 1.5, 2] as const;

/** Plays a recording: play and pause (also the space bar), seek in the waveform, speed. */
export function VoicemailPlayer({
  recordingId,
  durationSeconds,
  peaks,
  muted = [],
  playsBySpace = true,
  ref,
}: VoicemailPlayerProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const account = useAccount();
  const [isPlaying, setPlaying] = useState(false);
  const [atSeconds, setAtSeconds] = useState(0);
  const [lengthSeconds, setLengthSeconds] = useState(durationSeconds);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(1);
  const [failed, setFailed] = useState(false);

  const toggle = () => {
    if (audio.current === null) return;
    if (audio.current.paused) void audio.current.play().catch(() => setFailed(true));
    else audio.current.pause();
  };
  const seek = (seconds: number) => {
    const to = Math.max(0, Math.min(lengthSeconds, seconds));
    setAtSeconds(to);
    if (audio.current !== null) audio.current.currentTime = to;
  };
  const nextSpeed = () => {
    const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
    setSpeed(next);
    if (audio.current !== null) audio.current.playbackRate = next;
  };
  useKeys({ " ": toggle }, playsBySpace);
  useImperativeHandle(ref, () => ({
    playAt: (seconds) => {
      seek(seconds);
      void audio.current?.play().catch(() => setFailed(true));
    },
  }));

  if (failed)
    return <p className={styles.note}>The recording cannot be played here. Reload the page, or read the transcript.</p>;
  const bar = (
    <div className={styles.player}>
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript stands right below */}
      <audio
        ref={audio}
        preload="none"
        // An audio element cannot send headers, so the business goes in the address.
        src={`/api/v1/recordings/${recordingId}/audio?account=${account.id}`}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={(event) => setAtSeconds(event.currentTarget.currentTime)}
        onDurationChange={({ currentTarget }) => {
          if (Number.isFinite(currentTarget.duration)) setLengthSeconds(currentTarget.duration);
        }}
        onEnded={() => seek(0)}
        onError={() => setFailed(true)}
      />
      <IconButton
        label={isPlaying ? "Pause the voicemail" : "Play the voicemail"}
        icon={isPlaying ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
        filled
        onClick={toggle}
      />
      <span>{playTime(atSeconds)}</span>
      <Waveform peaks={peaks} muted={muted} atSeconds={atSeconds} lengthSeconds={lengthSeconds} onSeek={seek} />
      <span>{playTime(lengthSeconds)}</span>
      <button type="button" className={styles.speed} onClick={nextSpeed} aria-label={`Speed ${speed}, change`}>
        {speed}×
      </button>
    </div>
  );
  if (muted.length === 0) return bar;
  return (
    <>
      {bar}
      <p className={styles.muted}>
        Silenced where a private number was said:{" "}
        {muted.map(({ from, to }) => `${playTime(from)} to ${playTime(to)}`).join(", ")}.
      </p>
    </>
  );
}
