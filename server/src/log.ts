import pino from "pino";

export type Log = pino.Logger;

/**
 * The one log. Messages are constant sentences, the varying parts are fields, and no field holds a number, a name, a
 * transcript or a text: only ids. The redaction below is a second net, not the rule.
 */
export function createLog(level: string, pretty: boolean): Log {
  const redact = {
    paths: [
      "from",
      "to",
      "caller",
      "body",
      "email",
      "phone",
      "name",
      "text",
      "*.from",
      "*.to",
      "*.body",
      "*.email",
      "*.phone",
      "req.headers",
      "headers",
    ],
    censor: "[personal]",
  };
  const options: pino.LoggerOptions = {
    level,
    redact,
    serializers: { err: withoutValues },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return pretty ? pino(options, pino.destination(2)) : pino(options, pino.destination(1));
}

/** A database error repeats parameter values in `detail` and `where`; those may be personal. */
function withoutValues(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  const cause = error.cause === undefined ? undefined : withoutValues(error.cause);
  return { type: error.name, message: error.message, stack: error.stack, code, cause };
}
