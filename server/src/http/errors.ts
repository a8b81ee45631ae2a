import type { Problem } from "@ringback/contract/common.ts";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { Log } from "#log.ts";
import { type ProblemCode, problemOf } from "./problems.ts";
import { Refused } from "./refused.ts";

/** Answers every error as problem details. What nobody foresaw is "internal" to the sender and whole in the log. */
export function installErrors(server: FastifyInstance, log: Log): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = toProblem(error);
    const route = request.routeOptions.url ?? "none";
    // The operator's text. The route is its pattern: addresses hold ids and invitation tokens.
    if (problem.status >= 500) log.error({ err: error, method: request.method, route }, "request failed");
    else log.debug({ code: problem.code, method: request.method, route }, "request refused");
    return sendProblem(reply, problem);
  });
}

/** Sends problem details with their media type. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  // A plain string goes past the route's serializer, which only knows the answer of success.
  return reply
    .code(problem.status)
    .type("application/problem+json")
    .serializer((text: string) => text)
    .send(JSON.stringify(problem));
}

/** The answer for addresses that do not exist. */
export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, problemOf("not-found"));
}

function toProblem(error: FastifyError): Problem {
  if (error instanceof Refused) {
    return problemOf(error.code, {
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      ...(error.errors === undefined ? {} : { errors: error.errors }),
    });
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({
      field: issue.instancePath.slice(1).replaceAll("/", "."),
      message: issue.message ?? "is not right",
    }));
    return problemOf("invalid", { errors });
  }
  if (isDatabaseAway(error)) return problemOf("unavailable");
  const code = byFrameworkCode[error.code] ?? byStatus[error.statusCode ?? 500];
  return problemOf(code ?? "internal");
}

/**
 * PostgreSQL is down, starting or stopping (classes 08 and 57P), or the connection broke: nothing was kept, and the same
 * request may be sent again. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isDatabaseAway({ code, message }: FastifyError): boolean {
  return (
    /^(08\w{3}|57P0[123]|53300)$/.test(code ?? "") ||
    /^(connect E\w+|read ECONNRESET|Connection terminated)/.test(message)
  );
}

/** Fastify's own refusals. https://fastify.dev/docs/latest/Reference/Errors/ */
const byFrameworkCode: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "too-large",
  FST_ERR_CTP_INVALID_JSON_BODY: "malformed-json",
  FST_ERR_CTP_EMPTY_JSON_BODY: "malformed-json",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-media-type",
};

const byStatus: Readonly<Record<number, ProblemCode>> = {
  400: "bad-request",
  404: "not-found",
  413: "too-large",
  415: "unsupported-media-type",
  429: "too-many-requests",
};
