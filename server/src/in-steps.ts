import { setImmediate as letOthersWork } from "node:timers/promises";
import type { Steps } from "@ringback/core/measurement/steps.ts";

/** Does long work with a pause after each step, in which requests are answered and other jobs go on. */
export async function inSteps<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await letOthersWork();
  }
}
