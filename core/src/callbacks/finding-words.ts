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
  "claimed-and-forgotten":
    "Somebody had taken it and did not try in time; it is back on the list, and an alarm was raised.",
  "gone-quiet": "It was overdue and nobody had done anything for a day; an alarm was raised.",
};

/** What people let lie, found in time: alarms them, and says nothing against Ringback itself. All others broke unheard. */
export const findingsOfPeople = ["claimed-and-forgotten", "gone-quiet"] as const satisfies readonly FindingKind[];

export interface FindingStory {
  readonly promised: string;
  readonly broke: string;
  readonly done: string;
}

/** A finding told in three parts: what was promised, what broke, and what the auditor did about it. */
export const findingStories: Record<FindingKind, FindingStory> = {
  "warning-not-sent": {
    promised: "The owner is warned before it is due",
    broke: "The time of the warning passed and nobody was warned",
    done: "The owner was warned",
  },
  "breach-not-noticed": {
    promised: "An overdue callback raises an alarm",
    broke: "It was due, and nothing noticed that nobody had called",
    done: "It was marked overdue and its alarm raised",
  },
  "snooze-past-end": {
    promised: "What is put off comes back at its time",
    broke: "Its time came and it stayed away",
    done: "It was put back on the list",
  },
  "breach-without-alarm": {
    promised: "An overdue callback raises an alarm",
    broke: "It was overdue and no alarm ran",
    done: "The alarm was raised",
  },
  "alarm-stuck": {
    promised: "An alarm goes on until somebody has it",
    broke: "Its next step was due and nobody was told",
    done: "The alarm climbs again",
  },
  "hand-limit-passed": {
    promised: "Whoever takes an alarm in hand tries in time, or it runs again",
    broke: "The time passed without a try, and it did not run again",
    done: "It was looked at; without a try it runs again",
  },
  "owner-gone": {
    promised: "Every open callback has an owner who is there",
    broke: "Its owner had left the team",
    done: "It was given to somebody who is there",
  },
  "claimed-and-forgotten": {
    promised: "Whoever claims a callback tries in time",
    broke: "Somebody had claimed it and did not try",
    done: "An alarm was raised, and it is back on the list",
  },
  "gone-quiet": {
    promised: "An overdue callback is worked on",
    broke: "Nobody did anything for a day, and no alarm ran",
    done: "An alarm was raised",
  },
};
