import { problem, requestId } from "@ringback/contract/common.ts";
import type { AnswerOf, Route } from "@ringback/contract/route.ts";
import { type RouteName, type Routes, routes } from "@ringback/contract/routes.ts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Clock } from "#clock.ts";
import type { SessionFor } from "./access.ts";
import { Refused } from "./refused.ts";

type Parsed<R extends Route, Part extends "params" | "query" | "body"> = R[Part] extends z.ZodType
  ? z.output<R[Part]>
  : undefined;

/** What a handler is given: the parsed request, who asks, and the application's time. */
export interface Call<R extends Route> {
  readonly params: Parsed<R, "params">;
  readonly query: Parsed<R, "query">;
  readonly body: Parsed<R, "body">;
  readonly session: SessionFor<R["access"]>;
  readonly now: Temporal.Instant;
  /** The name the client gave this tap, by the header `Idempotency-Key`; where the body says `requestId`, that one counts. */
  readonly requestId: string | undefined;
}

/** Answers one route of the contract. It throws `Refused` (or calls `accepted`) when a rule says no. */
export type Handler<Name extends RouteName> = (call: Call<Routes[Name]>) => Promise<AnswerOf<Routes[Name]>>;
export type Handlers = { readonly [Name in RouteName]: Handler<Name> };

/** How `mount` lets a request in: sets `request.session` or throws `Refused`. */
export type Guard = (access: Route["access"]) => (request: FastifyRequest) => Promise<void>;

/**
 * Gives every route of the contract its address, validation, guard and handler. A route without a handler answers 501
 * after its guard.
 */
export function mount(
  server: FastifyInstance,
  handlers: Partial<Handlers>,
  parts: { guard: Guard; clock: Clock },
): void {
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    // Which handler belongs to which route is checked where handlers are written; here all look alike.
    const handler = handlers[name] as ((call: Call<Route>) => Promise<unknown>) | undefined;
    server.route({
      method: route.method,
      url: `/api/v1${route.path}`,
      schema: {
        operationId: name,
        summary: route.summary,
        description: accessWords[route.access],
        tags: [route.path.split("/")[1] ?? ""],
        security: route.access === "public" ? [] : [{ cookie: [] }, { key: [] }],
        ...(route.params === undefined ? {} : { params: route.params }),
        ...(route.query === undefined ? {} : { querystring: route.query }),
        ...(route.body === undefined ? {} : { body: route.body }),
        response: { 200: route.ok.meta({ description: "Done" }), "4xx": problemAnswer, "5xx": problemAnswer },
      },
      config: ownLimits[name] === undefined ? {} : { rateLimit: { max: ownLimits[name], timeWindow: "1 minute" } },
      // After the count of requests (onRequest) and before the body is read, so that a stranger's body never is.
      preParsing: async (request) => await parts.guard(route.access)(request),
      handler: async (request) => {
        if (handler === undefined) throw new Refused("not-implemented");
        return await handler({
          params: request.params,
          query: request.query,
          body: request.body,
          session: request.session,
          now: parts.clock.now(),
          requestId: requestIdOf(request),
        } as Call<Route>);
      },
    });
  }
}

function requestIdOf({ headers, body }: FastifyRequest): string | undefined {
  const inBody = body !== null && typeof body === "object" && "requestId" in body ? body.requestId : undefined;
  const named = inBody ?? headers["idempotency-key"];
  if (named === undefined) return undefined;
  const read = requestId.safeParse(named);
  if (!read.success)
    throw new Refused("invalid", {
      errors: [{ field: "Idempotency-Key", message: "has 8 to 64 letters, digits, - or _" }],
    });
  return read.data;
}

/** Requests a minute where the general limit would let passwords be guessed or mail be sent. */
const ownLimits: { readonly [Name in RouteName]?: number } = {
  acceptInvitation: 10,
  inviteMember: 20,
  createApiKey: 20,
  testNotice: 12,
  mailReport: 12,
  sendReportSchedule: 12,
  createReportLink: 30,
  // Nobody is known behind a link.
  sharedReport: 60,
};

const problemAnswer = {
  description: "Problem details (RFC 9457)",
  content: { "application/problem+json": { schema: problem } },
};

const accessWords: Readonly<Record<Route["access"], string>> = {
  public: "Open to anybody.",
  "signed-in": "For a person signed in.",
  viewer: "For any member of the business.",
  agent: "For agents, coordinators and owners.",
  coordinator: "For coordinators and owners.",
  owner: "For owners.",
};
