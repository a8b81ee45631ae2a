import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Auth } from "#auth/auth.ts";
import { sendProblem } from "./errors.ts";
import { type ProblemCode, problemOf, problems } from "./problems.ts";
import { Refused } from "./refused.ts";
import { isSameOrigin } from "./same-origin.ts";

/**
 * The doors of the auth library that we open. The others stay shut: its API-key endpoints would let a client write the
 * account and role of a key itself, and e-mail links are not set up.
 */
const doors: ReadonlySet<string> = new Set([
  "sign-in/email",
  "sign-up/email",
  "sign-out",
  "revoke-sessions",
  "revoke-other-sessions",
  "change-password",
]);

/** The route of all doors. */
export const signInRoute = "/api/auth/*";

/** Sign-in attempts from one address for one e-mail: enough for typing errors, useless for guessing. */
const attemptsPerMinute = 5;
/** All attempts from one address, whatever the e-mail. An office shares one. */
const attemptsPerAddressPerMinute = 40;

/** Serves `/api/auth/*` through the auth library, with our limits, our origin check and our kind of errors. */
export function installSignIn(server: FastifyInstance, auth: Auth, publicUrl: string): void {
  const perEmail = server.createRateLimit({
    max: attemptsPerMinute,
    timeWindow: "1 minute",
    keyGenerator: (request) => `sign-in ${request.ip} ${emailOf(request)}`,
  });
  const perAddress = server.createRateLimit({
    max: attemptsPerAddressPerMinute,
    timeWindow: "1 minute",
    keyGenerator: (request) => `sign-in ${request.ip}`,
  });
  server.route<{ Params: { "*": string } }>({
    method: "POST",
    url: signInRoute,
    schema: { hide: true },
    bodyLimit: 16 * 1024,
    config: { rateLimit: false },
    handler: async (request, reply) => {
      const door = request.params["*"];
      if (!doors.has(door)) throw new Refused("not-found");
      requireSameOrigin(request, publicUrl);
      for (const limit of door === "sign-in/email" ? [perAddress, perEmail] : [perAddress]) {
        const used = await limit(request);
        if (!used.isAllowed && used.isExceeded) {
          reply.header("retry-after", used.ttlInSeconds);
          throw new Refused("too-many-requests");
        }
      }
      const answer = await auth.handle(toWebRequest(request, door, publicUrl));
      for (const cookie of answer.headers.getSetCookie()) reply.header("set-cookie", cookie);
      const text = await answer.text();
      if (answer.status >= 400) return sendProblem(reply, toProblem(answer.status, text));
      // The library's answer holds the session's token; a page has no use for it, and a script in it would.
      return await reply.send({ ok: true });
    },
  });
}

/** Signing in changes who a browser is, so it is checked before there is a cookie. Programs without Origin have no cookie. */
function requireSameOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers;
  const secFetchSite = request.headers["sec-fetch-site"];
  if (origin === undefined && secFetchSite === undefined && request.headers.cookie === undefined) return;
  const said = {
    origin,
    secFetchSite: typeof secFetchSite === "string" ? secFetchSite : undefined,
    host: request.host,
  };
  if (!isSameOrigin(said, publicUrl)) throw new Refused("foreign-origin");
}

function toWebRequest(request: FastifyRequest, door: string, publicUrl: string): Request {
  const headers = new Headers({ "content-type": "application/json", origin: new URL(publicUrl).origin });
  const { cookie, "user-agent": userAgent } = request.headers;
  if (cookie !== undefined) headers.set("cookie", cookie);
  if (userAgent !== undefined) headers.set("user-agent", userAgent.slice(0, 300));
  const body = JSON.stringify(request.body ?? {});
  return new Request(new URL(`/api/auth/${door}`, publicUrl), { method: "POST", headers, body });
}

/** The library says `INVALID_EMAIL_OR_PASSWORD`; here it becomes a problem like every other. */
function toProblem(status: number, text: string) {
  const said = parse(text);
  const known = byLibraryCode[said.code] ?? asProblemCode(said.code);
  if (known !== null) return problemOf(known);
  if (status >= 500) return problemOf("internal");
  return problemOf(
    status === 401 ? "sign-in-required" : "bad-request",
    said.message === "" ? {} : { detail: said.message },
  );
}

const byLibraryCode: Readonly<Record<string, ProblemCode>> = {
  INVALID_EMAIL_OR_PASSWORD: "sign-in-failed",
  INVALID_PASSWORD: "sign-in-failed",
  // Two different answers would tell who has a sign-in.
  USER_ALREADY_EXISTS: "sign-up-closed",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "sign-up-closed",
};

/** Our own codes travel through the library in its spelling. */
function asProblemCode(code: string): ProblemCode | null {
  const ours = code.toLowerCase().replaceAll("_", "-");
  return Object.hasOwn(problems, ours) ? (ours as ProblemCode) : null;
}

function parse(text: string): { code: string; message: string } {
  try {
    const body: unknown = JSON.parse(text);
    const said: Readonly<Record<string, unknown>> = typeof body === "object" ? { ...body } : {};
    return { code: String(said["code"] ?? ""), message: String(said["message"] ?? "") };
  } catch {
    return { code: "", message: "" };
  }
}

function emailOf(request: FastifyRequest): string {
  const body = request.body as { email?: unknown } | null | undefined;
  return typeof body?.email === "string" ? body.email.toLowerCase().slice(0, 320) : "";
}
