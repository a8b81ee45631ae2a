import { type ProblemCode, problemOf } from "@ringback/server/http/problems.ts";

/** A refusal as the terminal says it, in the words of the API. */
export function refusalWords({ refusal, detail }: { readonly refusal: ProblemCode; readonly detail?: string }): string {
  const problem = problemOf(refusal, detail === undefined ? {} : { detail });
  return [problem.title, problem.detail].filter(Boolean).join(". ").replace(/\.*$/, ".");
}
