// What the business says about trying again, a section of the playbook.

/** How long to wait before the next try. */
export type RetryStep =
  | { readonly after: "minutes"; readonly minutes: number }
  /** When the business opens on the next day it opens. */
  | { readonly after: "next-morning" }
  /** A part of the day in which nobody has tried yet. */
  | { readonly after: "other-daytime" };

export interface RetryRules {
  /** After the first try, the second, and so on; the last one repeats. */
  readonly steps: readonly RetryStep[];
  /** After so many tries that reached nobody a person is asked whether to give up. */
  readonly triesMax: number;
  /** Who was left a voicemail gets time to call back before the next try. */
  readonly afterVoicemailMinutes: number;
  /** Between the tries of an emergency, in every minute of the day where the playbook's clock says so. */
  readonly emergencyMinutes: number;
  /** The outcome that is proposed when the tries are used up. Never set by itself. */
  readonly finalDisposition: string;
  /** Offered before calling: people answer a number that has just said who it is. null: not offered. */
  readonly textBeforeCalling: string | null;
}

/** Ten minutes, an hour, the next morning, another time of day; five tries. */
export const defaultRetryRules: RetryRules = {
  steps: [
    { after: "minutes", minutes: 10 },
    { after: "minutes", minutes: 60 },
    { after: "next-morning" },
    { after: "other-daytime" },
  ],
  triesMax: 5,
  afterVoicemailMinutes: 120,
  emergencyMinutes: 5,
  finalDisposition: "no-answer",
  textBeforeCalling: "Hi, this is {business}. You called us, and we are about to call you back from this number.",
};

/** Limits that keep a mistyped rule from ringing somebody all day, or from never trying again. */
export const retryLimits = {
  stepsMax: 10,
  minutesMin: 2,
  minutesMax: 2880,
  triesMax: 12,
} as const;
