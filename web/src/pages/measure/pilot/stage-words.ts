import type { PilotAnswer, PilotStageBody } from "@ringback/contract/pilot.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";

export interface StageWords {
  readonly title: string;
  readonly words: string;
  /** How far it is, 0 to 1; null where nothing runs. */
  readonly done: number | null;
}

const dayWords = (day: string) => rangeWords({ from: day, to: day });

/** Where a pilot stands and what comes next, in words. */
export function stageWords(stage: PilotStageBody, { threshold }: Pick<PilotAnswer, "threshold">): StageWords {
  const { percent, callsMin } = threshold;
  switch (stage.stage) {
    case "not-ready":
      return {
        title: "Not ready yet",
        words:
          "Something is missing without which a verdict would mean nothing. “Ready for a pilot?” says what, and how to fix it.",
        done: null,
      };
    case "unplanned":
      return {
        title: "Ready for a pilot",
        words: `Nothing stands in the way. Plan it: whose it is, which numbers, and what it is compared with. It passes when ${percent} % of the missed calls get an owner, an outcome and a try before the promise is due.`,
        done: null,
      };
    case "baseline":
      return {
        title: `Baseline, day ${stage.day} of ${stage.of}`,
        words: `Change nothing yet: the days until ${dayWords(stage.endsOn)} are what the pilot is compared with. Then they are locked.`,
        done: stage.day / stage.of,
      };
    case "ready-to-start":
      return {
        title: "Ready to start",
        words:
          "The baseline is locked and cannot be changed any more. The fourteen days begin with the day after you start.",
        done: null,
      };
    case "starting":
      return { title: "Starts tomorrow", words: `The first day is ${dayWords(stage.startsOn)}.`, done: 0 };
    case "running":
      return {
        title: `Day ${stage.day} of ${stage.of}`,
        words: `It runs until the end of ${dayWords(stage.endsOn)}. What stands below is how it looks so far.`,
        done: stage.day / stage.of,
      };
    case "counting-out":
      return {
        title: "Counting out",
        words: `The fourteen days are over. The verdict is taken on ${dayWords(stage.verdictOn)}, so that the last callbacks can be closed.`,
        done: 1,
      };
    case "ended":
      return {
        title: { passed: "Passed", failed: "Failed", "too-few": "Too few calls to say" }[stage.verdict],
        words: {
          passed: `At least ${percent} % of the missed calls got an owner, an outcome and a try in time.`,
          failed: `Fewer than ${percent} % of the missed calls got an owner, an outcome and a try in time. Below is what they lacked.`,
          "too-few": `With fewer than ${callsMin} missed calls one forgotten callback would decide. Plan another one over busier days.`,
        }[stage.verdict],
        done: null,
      };
  }
}
