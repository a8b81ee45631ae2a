/** A short moment of a recording, measured. */
export type AudioFrame = {
  /** 0 is as loud as can be, -120 nothing (dBFS). */
  readonly levelDb: number;
  /** How much it repeats itself at the pitch of a voice, 0 to 1. Tones and music do too. */
  readonly voicing: number;
  /** Whether its strongest tones stand at one pitch for a tenth of a second. A voice glides; tones and strings stand. */
  readonly isSteady: boolean;
};

/** A recording as it was listened to. */
export type HeardSound = {
  readonly durationMs: number;
  /** The frames reach up to here; a longer recording was not listened to further. */
  readonly listenedMs: number;
  /** From one frame to the next. */
  readonly hopMs: number;
  readonly frames: readonly AudioFrame[];
};

export const AUDIO_VERDICTS = ["speech", "silence", "too-short", "tone-or-music", "unreadable"] as const;

/** `speech` also where it may be; the others are sure that nobody spoke, but for `unreadable`, which says nothing. */
export type AudioVerdict = (typeof AUDIO_VERDICTS)[number];

/** Whether there is anything to hear in a recording that was judged so. */
export function mayHoldSpeech(verdict: AudioVerdict): boolean {
  return verdict === "speech" || verdict === "unreadable";
}

/** Quieter than a whisper into the phone; an empty line hisses at about -60. */
const FLOOR_DB = { least: -65, most: -35 };
/** How far above the line's own noise a sound begins. */
const ABOVE_FLOOR_DB = 8;
const VOICED = 0.5;
/** The shortest syllable; what is shorter is a click or the edge of a tone. */
const SYLLABLE_MS = 80;
/** Between notes a melody glides too, but not for so long. */
const SYLLABLE_AMONG_NOTES_MS = 160;
/** From this share of standing tones on it is a tone or music, unless somebody clearly speaks between them. */
const MOSTLY_TONES = 0.5;
const MOSTLY_SYLLABLES = 0.75;
/** A recording shorter than this holds no word at all. */
const WORD_MS = 300;
const VERY_SHORT_MS = 1_000;
/** Noise this loud may cover somebody who speaks. */
const LOUD_NOISE_DB = -40;
const EVEN_NOISE_DB = 4;
const CLICK_MS = 120;
/** How far the level falls between two whispered syllables, and how many there are in a second at least. */
const DIP_DB = 5;
const SYLLABLES_A_SECOND = 1.5;

/**
 * Judges by the sound alone whether anybody spoke, so that silence, tones and music are never sent anywhere, where they
 * would come back as an invented sentence. Pure. In doubt it is speech: a service that hears nothing costs a cent, a lost
 * caller costs the caller. null: the audio could not be read.
 */
export function judgeAudio(sound: HeardSound | null): AudioVerdict {
  if (sound === null) return "unreadable";
  if (sound.durationMs < WORD_MS) return "too-short";
  const verdict = judgeFrames(sound);
  if (verdict === "speech") return "speech";
  if (sound.durationMs > sound.listenedMs + VERY_SHORT_MS) return "speech";
  return verdict === "silence" && sound.durationMs < VERY_SHORT_MS ? "too-short" : verdict;
}

function judgeFrames({ frames, hopMs }: HeardSound): "speech" | "silence" | "tone-or-music" {
  const levels = frames.map(({ levelDb }) => levelDb).sort((one, other) => one - other);
  const level = (share: number) => levels[Math.floor(share * (levels.length - 1))] ?? -120;
  const floorDb = Math.min(FLOOR_DB.most, Math.max(FLOOR_DB.least, level(0.1)));
  const sounds = (frame: AudioFrame) => frame.levelDb > floorDb + ABOVE_FLOOR_DB;
  const sounding = frames.filter(sounds);

  const glides = runs(frames, (frame) => sounds(frame) && frame.voicing > VOICED && !frame.isSteady);
  const longestGlideMs = Math.max(0, ...glides) * hopMs;
  const steadyShare = sounding.filter(({ isSteady }) => isSteady).length / Math.max(1, sounding.length);
  if (steadyShare >= MOSTLY_TONES && sounding.length * hopMs >= SYLLABLE_MS) {
    // Between notes there are many short glides and at times a longer one; beside a plain tone there are none.
    const inSyllables = sum(glides.filter((length) => length * hopMs >= SYLLABLE_MS)) >= MOSTLY_SYLLABLES * sum(glides);
    const syllableMs = inSyllables ? SYLLABLE_MS : SYLLABLE_AMONG_NOTES_MS;
    return longestGlideMs >= syllableMs ? "speech" : isEven(level) ? "silence" : "tone-or-music";
  }
  if (longestGlideMs >= SYLLABLE_MS) return "speech";
  if (level(0.1) > LOUD_NOISE_DB) return isEven(level) ? "silence" : "speech";
  return isWhispered(frames, sounds, hopMs) ? "speech" : "silence";

  /** Hiss that never changes, however loud, is a line and nobody on it. A tone stands far above its own line's hiss. */
  function isEven(at: (share: number) => number): boolean {
    return at(1) - at(0.1) < EVEN_NOISE_DB && sounding.every(({ voicing }) => voicing < 0.9);
  }
}

/** Sound without a pitch is breath, a rustle, or somebody who whispers: only a whisper is cut into syllables. */
function isWhispered(frames: readonly AudioFrame[], sounds: (frame: AudioFrame) => boolean, hopMs: number): boolean {
  const longestMs = Math.max(0, ...runs(frames, sounds)) * hopMs;
  if (longestMs < CLICK_MS) return false;
  const seconds = (frames.filter(sounds).length * hopMs) / 1000;
  return countSwells(frames.map((frame) => (sounds(frame) ? frame.levelDb : null))) / seconds >= SYLLABLES_A_SECOND;
}

/** How often the level rises and falls again; small wavering does not count, nor does what is not there (null). */
function countSwells(levels: readonly (number | null)[]): number {
  let swells = 0;
  let rising = true;
  let extreme = -120;
  levels.forEach((_, at) => {
    const around = levels.slice(Math.max(0, at - 1), at + 2).filter((level) => level !== null);
    const level = around.length === 0 ? -120 : sum(around) / around.length;
    if (rising ? level > extreme : level < extreme) extreme = level;
    else if (Math.abs(level - extreme) >= DIP_DB) {
      if (rising) swells += 1;
      rising = !rising;
      extreme = level;
    }
  });
  return swells;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The lengths of unbroken runs of frames that fit. */
function runs(frames: readonly AudioFrame[], fits: (frame: AudioFrame) => boolean): number[] {
  const lengths: number[] = [];
  let length = 0;
  for (const frame of frames) {
    if (fits(frame)) length += 1;
    else if (length > 0) {
      lengths.push(length);
      length = 0;
    }
  }
  return length > 0 ? [...lengths, length] : lengths;
}
