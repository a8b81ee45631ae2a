// A missed caller as the five checks see them. Each stage is judged by what the stage before it handed on: a call nobody
// noticed says nothing about texts or owners, so that one broken stage shows as one.
import type { DrillCheckName } from "#measurement/judge-drill.ts";

/** The five checks, in the order of the loop (requirements S3-32 to S3-36). */
export const checkNames = ["detect", "acknowledge", "urgency", "ownership", "loop"] as const satisfies DrillCheckName[];
export type CheckName = (typeof checkNames)[number];

export interface ScorecardCase {
  /** The call that began it; null for one that only the phone system's log knows. */
  readonly callId: string | null;
  readonly startedAt: Temporal.Instant;
  /** From the moment nobody answered until Ringback knew; null: found in the phone system's log afterwards, or only there. */
  readonly noticedAfterSeconds: number | null;
  readonly told: "sent" | "delivered" | "failed" | "unknown" | "none";
  /** From being noticed until the first text left. */
  readonly toldAfterSeconds: number | null;
  /** There are words of the caller: a voicemail that was written down. */
  readonly spoke: boolean;
  /** The words were judged: an urgency was found in them, or a person was asked. */
  readonly judged: boolean;
  /** Judged an emergency or of high urgency. */
  readonly urgent: boolean;
  /** It was promised sooner than an ordinary callback of the same day's rules. */
  readonly sooner: boolean;
  /** `last-resort`: no rule chose one. `nobody`: nobody owes a callback. */
  readonly owner: "by-rule" | "last-resort" | "nobody";
  readonly overdueOrClosed: boolean;
  readonly closed: boolean;
  /** Still open, and the next try is planned. */
  readonly tryPlanned: boolean;
}

export type StageVerdict = "passed" | "failed" | "not-judged";

/** Noticing takes about a second; a minute later the caller is talking to somebody else. */
export const noticeWithinSeconds = 60;
/** A text about a missed call is a signal within two minutes, and an advertisement after an hour. */
export const tellWithinSeconds = 120;

/** What one caller says about one stage. */
export function stageOf(one: ScorecardCase, check: CheckName): StageVerdict {
  const noticed = one.noticedAfterSeconds !== null && one.noticedAfterSeconds <= noticeWithinSeconds;
  if (check === "detect") return verdict(noticed);
  if (!noticed) return "not-judged";
  switch (check) {
    case "acknowledge":
      // None was to go: law, consent or usefulness stood against it, which is another matter.
      if (one.told === "none") return "not-judged";
      return verdict(
        (one.told === "sent" || one.told === "delivered") && (one.toldAfterSeconds ?? 0) <= tellWithinSeconds,
      );
    case "urgency":
      if (!one.spoke && !one.urgent) return "not-judged";
      return verdict((one.judged || !one.spoke) && (one.sooner || !one.urgent));
    case "ownership":
      return verdict(one.owner === "by-rule");
    case "loop":
      if (one.owner === "nobody" || !one.overdueOrClosed || (!one.closed && one.tryPlanned)) return "not-judged";
      return verdict(one.closed);
  }
}

function verdict(passed: boolean): StageVerdict {
  return passed ? "passed" : "failed";
}
