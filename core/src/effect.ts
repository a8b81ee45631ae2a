import type { AlarmReason } from "#escalation/alarm-reason.ts";

/**
 * What a rule wants done, as data. The shell turns each into rows and jobs of the same transaction; a rule never does
 * anything itself.
 */
export type Effect =
  /** Look at the callback's clock again at this moment (warning, breach, end of a snooze). */
  | { readonly kind: "watch-callback"; readonly callbackId: string; readonly at: Temporal.Instant }
  | { readonly kind: "stop-watching"; readonly callbackId: string }
  | { readonly kind: "raise-escalation"; readonly callbackId: string; readonly reason: AlarmReason }
  | { readonly kind: "end-escalation"; readonly callbackId: string; readonly because: "acknowledged" | "closed" }
  | {
      readonly kind: "tell-staff";
      readonly memberIds: readonly string[];
      readonly callbackId: string;
      readonly about: StaffNotice;
    }
  | { readonly kind: "close-episode"; readonly callbackId: string }
  | { readonly kind: "reopen-episode"; readonly callbackId: string }
  | { readonly kind: "opt-out"; readonly callbackId: string };

/** What staff are told. The text is made by the shell from the record; the notice holds no personal data. */
export type StaffNotice =
  | "new-callback"
  | "assigned"
  | "texted-us"
  | "caller-answered"
  | "about-to-breach"
  | "breached"
  | "emergency"
  | "complaint"
  | "escalation"
  | "review-overdue";
