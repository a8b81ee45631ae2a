import type { Reading } from "@ringback/contract/readings.ts";
import { IconLock } from "@tabler/icons-react";
import { useId, useMemo, useRef, useState } from "react";
import { Because } from "./because.tsx";
import { EvidenceText } from "./evidence-text.tsx";
import { LabelChips } from "./label-chips.tsx";
import { labelList } from "./label-list.ts";
import styles from "./reading.module.css";
import { ReadingNotes } from "./reading-notes.tsx";
import { ReadingSummary } from "./reading-summary.tsx";
import { type PlayerHandle, VoicemailPlayer } from "./voicemail-player.tsx";

interface ReadingViewProps {
  readonly reading: Reading;
  /** Whether the space bar plays it; where several messages stand on a screen only one may. */
  readonly playsBySpace?: boolean;
  readonly withSummary?: boolean;
}

/** A message to hear and to read, and for every label the words that caused it. */
export function ReadingView({ reading, playsBySpace = true, withSummary = true }: ReadingViewProps) {
  const player = useRef<PlayerHandle>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const labels = useMemo(() => labelList(reading), [reading]);
  const textId = useId();
  const shown = labels.find(({ key }) => key === picked);
  const canPlay = reading.recording?.state === "ready";
  const pick = (key: string) => {
    setPicked((before) => (before === key ? null : key));
    document
      .getElementById(textId)
      ?.querySelector(`[data-labels~="${CSS.escape(key)}"]`)
      ?.scrollIntoView({ block: "nearest" });
  };
  return (
    <div id={textId}>
      <Recording ref={player} reading={reading} playsBySpace={playsBySpace} />
      {reading.text === null ? (
        <p className={styles.note}>{reading.textNote}</p>
      ) : (
        <EvidenceText
          text={reading.text}
          labels={labels}
          active={pointed ?? picked}
          onPoint={setPointed}
          onPick={pick}
        />
      )}
      {labels.length > 0 && <LabelChips labels={labels} active={picked} onPoint={setPointed} onPick={pick} />}
      {shown !== undefined && (
        <Because
          label={shown}
          byPerson={reading.byPerson}
          onPlay={canPlay ? (seconds) => player.current?.playAt(seconds) : null}
        />
      )}
      {withSummary && <ReadingSummary summary={reading.summary} />}
      <ReadingNotes reading={reading} />
    </div>
  );
}

interface RecordingProps {
  readonly reading: Reading;
  readonly playsBySpace: boolean;
  readonly ref: React.Ref<PlayerHandle>;
}

function Recording({ reading: { recording, source }, playsBySpace, ref }: RecordingProps) {
  if (recording === null) return source === "voicemail" ? <p className={styles.note}>There is no recording.</p> : null;
  if (recording.state === "ready")
    return (
      <VoicemailPlayer
        ref={ref}
        recordingId={recording.id}
        durationSeconds={recording.durationSeconds ?? 0}
        peaks={recording.peaks}
        muted={recording.muted}
        playsBySpace={playsBySpace}
      />
    );
  const isLocked = recording.state === "quarantined" || recording.state === "withheld";
  return (
    <p className={isLocked ? styles.warning : styles.note}>
      {isLocked && <IconLock size={15} aria-hidden="true" />} {recording.note}
    </p>
  );
}
