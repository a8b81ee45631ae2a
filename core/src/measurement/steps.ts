// A hundred thousand calls are looked at for seconds. Cut into steps, whoever runs such work lets others work in between.

/** Work that may be put aside at each step. */
export type Steps<Result> = Generator<void, Result>;

/** Calls looked at in one step: some tens of milliseconds. */
export const callsInStep = 2_000;

/** Does all steps without a pause. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
