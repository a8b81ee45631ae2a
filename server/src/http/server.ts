// The HTTP edge: parses with the contract, asks use cases and queries, answers. No business rule lives here.
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Auth, Person } from "#auth/auth.ts";
import type { Log } from "#log.ts";
import type { Context } from "#use-cases/context.ts";
import { authorize, type MemberSession } from "./access.ts";
import { installErrors } from "./errors.ts";
import { type Identity, identify } from "./identify.ts";
import { type ChangeSource, installLive, type LiveLimits } from "./live.ts";
import { type Guard, type Handlers, mount } from "./mount.ts";
import { installOpenApi } from "./openapi.ts";
import { installProbes } from "./probes.ts";
import { securityHeaders } from "./security-headers.ts";
import { installSignIn, signInRoute } from "./sign-in.ts";
import { installWebApp } from "./web-app.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set for everything below /api/ before anything reads it. */
    identity: Identity | null;
    session: Person | MemberSession | null;
  }
}

/** What `main.ts` gives the HTTP edge. */
export interface HttpParts {
  readonly context: Context;
  readonly auth: Auth;
  readonly log: Log;
  /** From `http/api/handlers.ts`; a route without one answers 501. */
  readonly handlers: Partial<Handlers>;
  /** Changes for open screens, from `db/listener.ts`. */
  readonly changes: ChangeSource;
  /** Ringback's own version, for the OpenAPI document. */
  readonly version: string;
  /** The built web app, absolute. */
  readonly webFolder: string;
  /** Adds routes that are not of the contract (webhooks, audio); they get errors, headers and `guard` from here. */
  readonly more?: (server: FastifyInstance, guard: Guard) => void | Promise<void>;
  /** Requests to the API a minute and person (or address, when nobody is signed in). */
  readonly requestsPerMinute?: number;
  readonly liveLimits?: LiveLimits;
}

const bodyBytesMax = 1024 * 1024;

/** Builds the server; it does not listen yet. Its `close` ends open streams. */
export async function createHttpServer(parts: HttpParts): Promise<FastifyInstance> {
  const { context, auth, log } = parts;
  const server = fastify({
    bodyLimit: bodyBytesMax,
    // Behind a proxy on the same machine its headers say who asks; anybody else's say nothing.
    trustProxy: "loopback",
    forceCloseConnections: true,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 300 },
    logger: false,
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  installErrors(server, log);
  server.decorateRequest("session", null);
  server.decorateRequest("identity", null);

  await server.register(helmet, securityHeaders(context.publicUrl));
  server.addHook("onRequest", async (request, reply) => {
    if (!isApi(request)) return;
    reply.header("cache-control", "no-store");
    request.identity =
      request.routeOptions.url === signInRoute ? { kind: "nobody" } : await identify(auth, request, context.publicUrl);
  });
  await server.register(rateLimit, {
    max: parts.requestsPerMinute ?? 600,
    timeWindow: "1 minute",
    cache: 20_000,
    keyGenerator: whoCounts,
    allowList: (request) => !isApi(request),
  });
  const guard: Guard = (access) => async (request) => {
    request.session = await authorize(context, request.identity ?? { kind: "nobody" }, request, access);
  };

  await installOpenApi(server, parts.version);
  installProbes(server, context);
  installSignIn(server, auth, context.publicUrl);
  mount(server, parts.handlers, { guard, clock: context.clock });
  installLive(server, parts.changes, (request) => admitToLive(parts, request), parts.liveLimits);
  await parts.more?.(server, guard);
  await installWebApp(server, parts.webFolder);
  return server;
}

/** By the route, not by the address: that may be written in several ways (`/%61pi/…`). */
function isApi(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith("/api/") === true;
}

function whoCounts(request: FastifyRequest): string {
  const { identity } = request;
  if (identity?.kind === "person") return `user ${identity.person.userId}`;
  if (identity?.kind === "key") return `key ${identity.keyId}`;
  return `address ${request.ip}`;
}

/** Identifies anew each time: a stream lives long, and its session may have ended since. */
async function admitToLive({ context, auth }: HttpParts, request: FastifyRequest): Promise<MemberSession> {
  const identity = await identify(auth, request, context.publicUrl);
  return (await authorize(context, identity, request, "viewer")) as MemberSession; // of an account route, so a member
}
