import type { Problem } from "@ringback/contract/common.ts";
import type { ProblemCode } from "./problems.ts";

/** A refusal on its way to the error handler, which answers it with its line of `problems.ts`. */
export class Refused extends Error {
  override name = "Refused";
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly errors: Problem["errors"];

  constructor(code: ProblemCode, more: { readonly detail?: string; readonly errors?: Problem["errors"] } = {}) {
    super(code);
    this.code = code;
    this.detail = more.detail;
    this.errors = more.errors;
  }
}

/** What a use case may answer: a result, or a refusal that `problems.ts` has words for. */
type Outcome = { readonly ok: true } | { readonly ok: false; readonly refusal: ProblemCode; readonly detail?: string };

/**
 * The accepted result of a use case; a refusal becomes its problem answer. A refusal word without a line in `problems.ts`
 * does not compile here.
 * @throws Refused
 */
export function accepted<Given extends Outcome>(outcome: Given): Extract<Given, { readonly ok: true }> {
  if (!outcome.ok) throw new Refused(outcome.refusal, outcome.detail === undefined ? {} : { detail: outcome.detail });
  return outcome as Extract<Given, { readonly ok: true }>; // the compiler does not narrow a type parameter by `ok`
}
