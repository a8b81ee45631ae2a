import type { ScenarioChange } from "#measurement/replay/change.ts";
import type { PastCall } from "#measurement/replay/past-call.ts";
import type { TimeWindow } from "#playbook/also-ring.ts";
import type { Sureness } from "./find-windows.ts";

export const leakKinds = [
  "one-phone",
  "window",
  "lunch",
  "after-closing",
  "before-opening",
  "closed-days",
  "all-busy",
  "spike",
  "bottleneck",
  "no-cover",
  "voicemail-only",
  "rings-too-short",
  "no-callback",
] as const;
export type LeakKind = (typeof leakKinds)[number];

/** Something that repeats itself, the missed calls it shows in, and the smallest change against it. */
export interface Finding {
  /** Stable for the same leak in the same range. */
  readonly id: string;
  readonly kind: LeakKind;
  readonly title: string;
  readonly words: string;
  readonly missed: readonly PastCall[];
  /** All calls it is a part of, the answered ones too. */
  readonly calls: number;
  readonly sureness: Sureness;
  readonly sureWords: string;
  readonly numberId: string | null;
  readonly memberId: string | null;
  /** The hours of a week it lies in; null where it has none. */
  readonly window: TimeWindow | null;
  readonly change: {
    readonly title: string;
    readonly words: string;
    readonly changes: readonly ScenarioChange[];
  } | null;
}

/** What is behind each kind of leak, in the words of the trade of lost calls. */
export const leakCauses: Readonly<Record<LeakKind, string>> = {
  "one-phone": "Routing too simple: one employee's phone, no backup path",
  window: "No coverage in a gap that comes every week",
  lunch: "No coverage in a gap that comes every day: lunch",
  "after-closing": "No coverage after closing",
  "before-opening": "No coverage before opening",
  "closed-days": "No coverage on closed days",
  "all-busy": "Everyone on another call or with customers, and no overflow",
  spike: "Spikes overwhelm capacity: ads, seasons, emergencies",
  bottleneck: "Routed to a person who cannot answer consistently: in the field, driving, away from the desk",
  "no-cover": "No coverage: the number rings nobody",
  "voicemail-only": "Too much reliance on voicemail",
  "rings-too-short": "Phone system underconfigured: it gives up before people can",
  "no-callback": "No callback workflow: nobody was given the callback",
};

export const plainlySure = "A fact of your set-up, not of chance.";

/** How sure a comparison of shares is, in words. */
export function sureWords(sureness: Sureness, missed: number, calls: number): string {
  switch (sureness) {
    case "sure":
      return `${missed} of ${calls}: chance alone would hardly do this.`;
    case "likely":
      return `${missed} of ${calls}: likely, but a few calls more or less could change it.`;
    case "few":
      return `Only ${calls} calls: too few to be sure.`;
    case "plain":
      return plainlySure;
  }
}
