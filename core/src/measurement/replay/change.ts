import type { Span, Weekday } from "#business-hours/calendar.ts";
import type { TimeWindow } from "#playbook/also-ring.ts";
import type { OverflowRule } from "#playbook/overflow.ts";

/** One change of the rules that can be replayed. */
export type ScenarioChange =
  | { readonly kind: "hours"; readonly weekly: Readonly<Record<Weekday, readonly Span[]>> }
  | { readonly kind: "open-also"; readonly window: TimeWindow }
  | { readonly kind: "ring-group"; readonly memberIds: readonly string[] }
  | {
      readonly kind: "ring-also";
      readonly memberIds: readonly string[];
      readonly numberId: string | null;
      readonly window: TimeWindow | null;
    }
  | { readonly kind: "ring-seconds"; readonly seconds: number }
  /** After so many seconds without an answer these people ring for so long, instead of the overflow the number has. */
  | ({ readonly kind: "overflow" } & OverflowRule)
  /** People who do nothing else at those times than take calls. */
  | { readonly kind: "extra-staff"; readonly people: number; readonly window: TimeWindow | null }
  | {
      readonly kind: "targets";
      readonly targetMinutes?: number | undefined;
      readonly highMinutes?: number | undefined;
      readonly emergencyMinutes?: number | undefined;
      readonly noTextMinutes?: number | undefined;
      readonly emergencyIgnoresHours?: boolean | undefined;
    };

export type ExtraStaff = Extract<ScenarioChange, { kind: "extra-staff" }>;
