import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { ExcerptWords } from "#components/excerpt-words.tsx";
import { evidenceWords } from "#components/label-words.ts";
import { MarkedText } from "#components/marked-text.tsx";
import { durationWords } from "#components/time-words.ts";
import { Card } from "#ui/card.tsx";
import styles from "./voicemail-card.module.css";
import { VoicemailPlayer } from "./voicemail-player.tsx";

type Voicemail = NonNullable<CallbackCase["voicemail"]>;

const transcriptWords = {
  none: "It was not transcribed.",
  "on-its-way": "The transcript is on its way.",
  "no-speech": "Nobody speaks on it.",
  failed: "It could not be transcribed. Please listen.",
  ready: "",
} as const;
const audioWords = {
  none: "There is no recording.",
  "on-its-way": "The recording is on its way.",
  failed: "The recording could not be fetched from the phone provider; it is tried again.",
  withheld: "A private number was said. The recording can be played once the number is silenced.",
  quarantined: "A card or another private number was said, so the recording was not kept.",
  ready: "",
} as const;

interface VoicemailCardProps {
  readonly voicemail: Voicemail | null;
  readonly excerpt: CallbackCase["excerpt"];
}

/** The voicemail to hear and to read, the words that led to a label marked. Without one, what the call itself says. */
export function VoicemailCard({ voicemail, excerpt }: VoicemailCardProps) {
  if (voicemail === null) {
    return (
      <Card title={excerpt.quoted ? "What the caller wrote" : "No voicemail"}>
        <p className={styles.transcript} style={{ marginTop: 0 }}>
          <ExcerptWords excerpt={excerpt} />
        </p>
      </Card>
    );
  }
  const length = voicemail.durationSeconds === null ? "" : `, ${durationWords(voicemail.durationSeconds * 1000)}`;
  const isAudible = voicemail.audioState === "ready" && voicemail.recordingId !== null;
  return (
    <Card title={`Voicemail${length}`}>
      {isAudible ? (
        <VoicemailPlayer
          recordingId={voicemail.recordingId ?? ""}
          durationSeconds={voicemail.durationSeconds ?? 0}
          peaks={voicemail.peaks}
        />
      ) : (
        <p className={styles.note}>{audioWords[voicemail.audioState]}</p>
      )}
      {voicemail.transcript !== null && voicemail.transcriptState === "ready" ? (
        <Transcript text={voicemail.transcript} evidence={voicemail.evidence} />
      ) : (
        <p className={styles.note}>{voicemail.transcriptNote ?? transcriptWords[voicemail.transcriptState]}</p>
      )}
    </Card>
  );
}

function Transcript({ text, evidence }: { readonly text: string; readonly evidence: Voicemail["evidence"] }) {
  const spans = evidence.flatMap(({ start, end, label }) =>
    start === undefined || end === undefined ? [] : [{ start, end, label: evidenceWords(label) }],
  );
  const facts = evidence.filter((each) => each.fact !== undefined);
  return (
    <>
      <p className={styles.transcript}>
        <MarkedText text={text} spans={spans} labelled />
      </p>
      {facts.length > 0 && (
        <ul className={styles.facts}>
          {facts.map((each) => (
            <li key={`${each.label} ${each.fact}`}>
              {evidenceWords(each.label)}: {each.fact}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
