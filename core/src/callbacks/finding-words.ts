/** What the auditor finds: a promise that broke, or stood still, without anybody hearing of it. */
export type FindingKind =
  | "warning-not-sent"
  | "breach-not-noticed"
  | "snooze-past-end"
  | "breach-without-alarm"
  | "alarm-stuck"
  | "hand-limit-passed"
  | "owner-gone"
  | "claimed-and-forgotten"
  | "gone-quiet";

/** What the auditor does about it. */
export type FindingRepair = "looked" | "raised" | "climbed" | "given";

export const findingRepairs: Record<FindingKind, FindingRepair> = {
  "warning-not-sent": "looked",
  "breach-not-noticed": "looked",
  "snooze-past-end": "looked",
  "breach-without-alarm": "raised",
  "alarm-stuck": "climbed",
  "hand-limit-passed": "climbed",
  "owner-gone": "given",
  "claimed-and-forgotten": "raised",
  "gone-quiet": "raised",
};

/** A finding as a sentence. */
export const findingWords: Record<FindingKind, string> = {
  "warning-not-sent": "The owner was not warned in time; warned now.",
  "breach-not-noticed": "It was overdue and nothing had noticed; noticed now.",
  "snooze-past-end": "It was put off and not brought back in time; back now.",
  "breach-without-alarm": "It was overdue without an alarm; raised now.",
  "alarm-stuck": "Its alarm stood still and nobody had it; it climbs again.",
  "hand-limit-passed": "Somebody had its alarm in hand and did not try in time; it runs again.",
  "owner-gone": "It belonged to somebody who left; somebody else has it now.",
  "claimed-and-forgotten": "Somebody had taken it and did not try in time; an alarm was raised.",
  "gone-quiet": "It was overdue and nobody had done anything for a day; an alarm was raised.",
};
