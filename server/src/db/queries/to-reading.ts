import type { EvidencePiece, Reading } from "@ringback/contract/readings.ts";
import type { Assessment, Evidence, SummaryField } from "@ringback/core/classification/assessment.ts";
import { discountWords, droppedWords, ruleAuthority, ruleWords } from "@ringback/core/classification/evidence-words.ts";
import { modelProblemWords } from "@ringback/core/classification/model/problem-words.ts";
import type { TimedWord } from "@ringback/core/classification/spoken-text.ts";
import { transcriptionFailureWords } from "@ringback/core/classification/transcription-words.ts";
import type { ModelStanding, ReadingColumns } from "./readings.ts";

/** A stored message as the screens show it. Evidence whose words are not where it says keeps its words and loses its place. */
export function toReading(row: ReadingColumns, standing: ModelStanding): Reading {
  const { assessment } = row;
  const textState = standingOf(row);
  const place = (piece: Evidence) => toPiece(piece, row.text ?? "", row.words);
  return {
    assessmentId: row.assessment_id,
    source:
      row.message_id !== null
        ? "text"
        : row.recording_id !== null || row.transcript_state !== null
          ? "voicemail"
          : "call",
    callId: row.call_id,
    messageId: row.message_id,
    at: row.at.toString(),
    text: textState === "ready" ? row.text : null,
    textState,
    textNote: textNote(row, textState),
    transcribedBy: transcribers[row.transcript_source ?? ""] ?? null,
    language: assessment?.language ?? "unknown",
    languageNote: languageNote(assessment),
    readBy: readBy(row, standing),
    byPerson: row.made_by === "person",
    labels:
      assessment === null
        ? null
        : {
            intent: assessment.intent,
            secondaryIntents: [...assessment.secondaryIntents],
            urgency: assessment.urgency,
            lane: assessment.lane,
          },
    evidence: (assessment?.evidence ?? []).map(place),
    discounted: (assessment?.discounted ?? []).map((piece) => ({
      ...place(piece),
      why: piece.why,
      whyWords: discountWords[piece.why] ?? piece.why,
    })),
    // Judgements of earlier releases know nothing of claims.
    dropped: (assessment?.dropped ?? []).map(({ claim, why }) => ({
      claim,
      why,
      whyWords: droppedWords[why] ?? why,
    })),
    summary: assessment === null ? [] : summaryOf(assessment),
    recording: recordingOf(row),
  };
}

/** The owner stands in our records, not in the words; who owns the callback now goes in where nothing was said. */
export function withOwner(reading: Reading, ownerName: string): Reading {
  const summary = reading.summary.map((field) =>
    field.field === "owner" && field.source === "not said"
      ? { ...field, text: ownerName, source: "record" as const }
      : field,
  );
  return { ...reading, summary };
}

function toPiece(piece: Evidence, text: string, words: readonly TimedWord[] | null): EvidencePiece {
  const spoken = "start" in piece ? piece : null;
  const isThere = spoken !== null && text.slice(spoken.start, spoken.end) === spoken.quote;
  return {
    label: piece.label,
    rule: piece.rule,
    because: ruleWords(piece.rule),
    authority: ruleAuthority(piece.rule),
    start: isThere ? spoken.start : null,
    end: isThere ? spoken.end : null,
    quote: spoken?.quote ?? null,
    fact: "fact" in piece ? piece.fact : null,
    atSeconds: isThere ? secondsOf(spoken, words) : null,
  };
}

function secondsOf({ start, end }: { start: number; end: number }, words: readonly TimedWord[] | null): number | null {
  const first = words?.find((word) => word.start < end && word.end > start);
  return first === undefined ? null : Math.round(first.startMs / 10) / 100;
}

/** As `wordsStanding` in better-words.ts: the sound itself may say that there are none, also where a transcript failed. */
function standingOf(row: ReadingColumns): Reading["textState"] {
  if (row.transcript_state === "ready" || row.transcript_state === "no-speech") return row.transcript_state;
  if (row.heard !== null && row.heard !== "speech" && row.heard !== "unreadable") return "no-speech";
  if (row.words_awaited && row.problem === null) return "on-its-way";
  if (row.transcript_state !== null) return row.transcript_state;
  return row.recording_state === "announced" || row.recording_state === "fetched" ? "on-its-way" : "none";
}

const heardWords = {
  silence: "Nobody speaks: the recording is silent.",
  "too-short": "Nobody speaks: the recording is too short to hold words.",
  "tone-or-music": "Nobody speaks: there is only a tone or music.",
} as const;

function textNote(
  { heard, message_id, problem, words_awaited }: ReadingColumns,
  state: Reading["textState"],
): string | null {
  if (state === "ready") return null;
  if (message_id !== null) return "It holds no words.";
  if (state === "no-speech")
    return heard !== null && heard in heardWords
      ? heardWords[heard as keyof typeof heardWords]
      : "Nobody speaks on it.";
  if (state === "failed") return transcriptionFailureWords(problem, words_awaited);
  return state === "on-its-way" ? "The transcript is on its way." : "It was not transcribed.";
}

const transcribers: Readonly<Record<string, string>> = {
  provider: "transcribed by the phone provider",
  "speech-service": "transcribed by your speech service",
};

const languages = new Intl.DisplayNames("en", { type: "language" });
/** The languages that the rules read; unknown is too little to tell. */
const readByRules: ReadonlySet<string> = new Set(["en", "es", "unknown"]);

function languageNote(assessment: Assessment | null): string | null {
  if (assessment === null || readByRules.has(assessment.language)) return null;
  return `It is in ${languages.of(assessment.language) ?? "another language"}, which the rules do not read.`;
}

/** By whom or what the labels were set; where it was the rules alone, why. */
function readBy(row: ReadingColumns, { sends_content, model }: ModelStanding): string | null {
  if (row.assessment === null) return null;
  if (row.made_by === "person") return `Set by ${row.person ?? "a person"}.`;
  if (row.assessment.speech === "no-speech") return null;
  if (row.assessment.method === "rules+model") return "Read by the rules and a language model.";
  const why =
    model === "none"
      ? "no language model is set up"
      : !sends_content
        ? "nothing may leave this installation"
        : model === "off"
          ? "the language model is switched off"
          : row.model_problem !== null
            ? modelProblemWords(row.model_problem)
            : "the language model has not answered";
  return `Read by the rules only: ${why}.`;
}

const fields = ["who", "why", "known", "next", "owner"] as const;

function summaryOf({ summary }: Assessment): Reading["summary"] {
  return fields.map((field) => {
    // The owner is new in this release.
    const found: SummaryField = summary[field] ?? { text: "not said", source: "not said" };
    const isQuote = found.source === "quote";
    return {
      field,
      text: found.text,
      source: found.source,
      start: isQuote ? found.start : null,
      end: isQuote ? found.end : null,
    };
  });
}

const audioStates = {
  announced: "on-its-way",
  fetched: "ready",
  withheld: "withheld",
  failed: "failed",
  quarantined: "quarantined",
} as const;
const audioNotes = {
  "on-its-way": "The recording is on its way.",
  ready: null,
  failed: "The recording could not be fetched from the phone provider; it is tried again.",
  withheld: "A private number was said. It can be played once the number is silenced.",
  quarantined:
    "A card or another private number was said, so the recording was not kept. Nobody can hear it; the words stand here without the number.",
} as const;

function recordingOf(row: ReadingColumns): Reading["recording"] {
  if (row.recording_id === null || row.recording_state === null) return null;
  const state = audioStates[row.recording_state];
  return {
    id: row.recording_id,
    state,
    note: audioNotes[state],
    durationSeconds: row.duration_seconds,
    peaks: row.peaks,
    muted: row.muted.map(({ fromMs, toMs }) => ({ from: fromMs / 1000, to: toMs / 1000 })),
  };
}
