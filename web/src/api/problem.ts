import type { Problem as ProblemBody } from "@ringback/contract/common.ts";

/** What the server (or the way to it) refused, as an error. `code` is `unreachable` when no answer came at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  /** Field errors of a form, by the field's path, e.g. `{ "hours.weekly.mon": "…" }`. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(body: Pick<ProblemBody, "title" | "status" | "code" | "detail" | "errors">) {
    super(body.detail ?? body.title);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code;
    this.detail = body.detail;
    this.fields = Object.fromEntries((body.errors ?? []).map((error) => [error.field, error.message]));
  }
}

/** Reads problem details out of a failed answer, whatever stands in its body. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblemBody(body)) return new Problem({ ...body, status: response.status });
  return new Problem({
    title: "The server could not do this",
    status: response.status,
    code: `http-${response.status}`,
  });
}

function isProblemBody(body: unknown): body is ProblemBody {
  return typeof body === "object" && body !== null && "title" in body && "code" in body;
}

/** Whether no answer came at all. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof Problem && error.status === 0;
}
