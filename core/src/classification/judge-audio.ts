/** A short moment of a recording, measured. */
export type AudioFrame = {
  /** 0 is as loud as can be, -120 nothing (dBFS). */
  readonly levelDb: number;
  /** How much it repeats itself at the pitch of a voice, 0 to 1. Tones and music do too. */
  readonly voicing: number;
  /** Whether its strongest tones stand at one pitch for a tenth of a second. A voice glides; tones and strings stand. */
  readonly isSteady: boolean;
  /** Its strongest tone, where it is as loud all the time too, as a machine is and a held note at times; else null. */
  readonly toneHertz: number | null;
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
const FLOOR_DB = { least: -65, most: -45 };
/** How far above the line's own noise a sound begins. */
const ABOVE_FLOOR_DB = 8;
const VOICED = 0.5;
/** The shortest syllable; what is shorter is a click or the edge of a tone. */
const SYLLABLE_MS = 80;
/** A recording shorter than this holds no word at all. */
const WORD_MS = 300;
const VERY_SHORT_MS = 1_000;
/** A tone's edges, in frames: half tone, half not. */
const TONE_EDGE = 2;
/** Music goes on, mostly stands, and has more notes than a machine has tones; between its notes it glides a little. */
const MUSIC = { leastMs: 3_000, steadyShare: 0.6, notesMin: 4, glideShareMax: 0.2, glideMsMax: 360 };
const SAME_NOTE = 0.02;
/** Who speaks with music behind is louder than it. */
const ABOVE_MUSIC_DB = 5;
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
  const toneMs = frames.filter((frame) => frame.toneHertz !== null && sounds(frame)).length * hopMs;

  // Hiss that never changes, however loud, is a line and nobody on it.
  if (level(1) - level(0.1) < EVEN_NOISE_DB && frames.every(({ voicing }) => voicing < 0.9)) return "silence";
  const isTone = nearTones(frames);
  const isLeft = (frame: AudioFrame, at: number) => sounds(frame) && !isTone[at];
  const glides = (frame: AudioFrame, at: number) => isLeft(frame, at) && frame.voicing > VOICED && !frame.isSteady;
  const overDb = level(0.5) + ABOVE_MUSIC_DB;
  const speaksOver = Math.max(0, ...runs(frames, (frame, at) => glides(frame, at) && frame.levelDb > overDb)) * hopMs;
  if (speaksOver < SYLLABLE_MS && isMusic(frames.filter(sounds), runs(frames, glides), hopMs)) return "tone-or-music";
  const voiced = runs(frames, (frame, at) => isLeft(frame, at) && frame.voicing > VOICED);
  if (Math.max(0, ...voiced) * hopMs >= SYLLABLE_MS) return "speech";
  if (toneMs < SYLLABLE_MS && level(0.1) > LOUD_NOISE_DB) return "speech";
  if (isWhispered(frames, isLeft, hopMs)) return "speech";
  return toneMs >= SYLLABLE_MS ? "tone-or-music" : "silence";
}

/** Whether a frame is a machine's tone or the edge of one. */
function nearTones(frames: readonly AudioFrame[]): boolean[] {
  const near = frames.map(() => false);
  for (const [at, { toneHertz }] of frames.entries())
    if (toneHertz !== null) near.fill(true, Math.max(0, at - TONE_EDGE), at + TONE_EDGE + 1);
  return near;
}

function isMusic(sounding: readonly AudioFrame[], glides: readonly number[], hopMs: number): boolean {
  const { leastMs, steadyShare, notesMin, glideShareMax, glideMsMax } = MUSIC;
  if (sounding.length * hopMs < leastMs) return false;
  if (sounding.filter(({ isSteady }) => isSteady).length < steadyShare * sounding.length) return false;
  const gliding = sum(glides.filter((length) => length * hopMs >= SYLLABLE_MS));
  if (gliding > glideShareMax * sounding.length || Math.max(0, ...glides) * hopMs >= glideMsMax) return false;
  return countNotes(sounding) >= notesMin;
}

/** How many different tones there are. */
function countNotes(frames: readonly AudioFrame[]): number {
  const notes: number[] = [];
  for (const { toneHertz } of frames)
    if (toneHertz !== null && !notes.some((note) => Math.abs(note - toneHertz) <= SAME_NOTE * note))
      notes.push(toneHertz);
  return notes.length;
}

/** Sound without a pitch is breath, a rustle, or somebody who whispers: only a whisper is cut into syllables. */
function isWhispered(
  frames: readonly AudioFrame[],
  sounds: (frame: AudioFrame, at: number) => boolean,
  hopMs: number,
): boolean {
  const longestMs = Math.max(0, ...runs(frames, sounds)) * hopMs;
  if (longestMs < CLICK_MS) return false;
  const seconds = (frames.filter(sounds).length * hopMs) / 1000;
  const levels = frames.map((frame, at) => (sounds(frame, at) ? frame.levelDb : null));
  return countSwells(levels) / seconds >= SYLLABLES_A_SECOND;
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
function runs(frames: readonly AudioFrame[], fits: (frame: AudioFrame, at: number) => boolean): number[] {
  const lengths: number[] = [];
  let length = 0;
  for (const [at, frame] of frames.entries()) {
    if (fits(frame, at)) length += 1;
    else if (length > 0) {
      lengths.push(length);
      length = 0;
    }
  }
  return length > 0 ? [...lengths, length] : lengths;
}
