/** What stands in the way of deleting all that is kept of somebody. */
export type ForgettingRefusal =
  | "contact-merged-away"
  | "forgetting-already"
  | "on-the-phone"
  | "callbacks-open"
  | "not-confirmed";

export interface ForgettingAsked {
  /** The record lives on in another; that one is deleted, and this with it. */
  readonly isMergedAway: boolean;
  readonly isRunning: boolean;
  /** A call of theirs has not ended. */
  readonly isOnThePhone: boolean;
  readonly openCallbacks: number;
  /** The asker wants open callbacks closed with it. */
  readonly closesCallbacks: boolean;
  /** What the asker typed, and what they were to type. */
  readonly typed: string;
  readonly toType: string;
}

/** Whether a person's data may be deleted now; null: nothing stands in the way. Nobody's open call is dropped unseen. */
export function mayForget(asked: ForgettingAsked): ForgettingRefusal | null {
  if (asked.isMergedAway) return "contact-merged-away";
  if (asked.isRunning) return "forgetting-already";
  if (asked.isOnThePhone) return "on-the-phone";
  if (asked.openCallbacks > 0 && !asked.closesCallbacks) return "callbacks-open";
  return isConfirmed(asked.typed, asked.toType) ? null : "not-confirmed";
}

/** Whether what was typed is what was asked for, whatever its letters' size and its spaces. */
export function isConfirmed(typed: string, toType: string): boolean {
  return plain(typed) === plain(toType);
}

/** What is typed to confirm: their name, else the last four digits of their number, else the word. */
export function wordsToConfirm(name: string | null, number: string | null): string {
  return name ?? number?.slice(-4) ?? "delete";
}

function plain(words: string): string {
  return words.trim().toLowerCase().replaceAll(/\s+/g, " ");
}

/** What of a person is counted, looked for and deleted, in the words of the screen. */
export const forgottenWords = {
  calls: ["call", "calls"],
  recordings: ["recording", "recordings"],
  transcripts: ["transcript", "transcripts"],
  outboundCalls: ["call we made", "calls we made"],
  texts: ["message", "messages"],
  files: ["picture or file", "pictures and files"],
  callbacks: ["callback", "callbacks"],
  notes: ["note", "notes"],
  leads: ["lead", "leads"],
} as const satisfies Record<string, readonly [string, string]>;
export type ForgottenKind = keyof typeof forgottenWords;

/** Words in small letters by which somebody may stand in a stored value that looks like a word of the program. */
export function wordsOfNames(names: readonly (string | null)[]): string[] {
  const words = names.flatMap((name) => name?.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []);
  return [...new Set(words)].sort();
}

/** The digits a number is recognised by however it is written: without a country's 1, else without the plus. */
export function digitsOf(number: string): string {
  return number.replace(/^\+1(?=\d{10}$)/, "").replaceAll(/\D/g, "");
}
