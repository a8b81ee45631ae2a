// The one place where a route's access level meets the person who asks. The rule itself is core/people/may.ts.
import type { Access } from "@ringback/contract/route.ts";
import { lesserRole, mayAccess, type Role } from "@ringback/core/people/may.ts";
import type { FastifyRequest } from "fastify";
import type { Person } from "#auth/auth.ts";
import type { Context } from "#use-cases/context.ts";
import { findMembership } from "#use-cases/find-membership.ts";
import type { Identity } from "./identify.ts";
import { Refused } from "./refused.ts";

/** A member at work in one business; what handlers of account routes are given. */
export interface MemberSession {
  readonly userId: string;
  readonly memberId: string;
  readonly accountId: string;
  readonly role: Role;
  /** Whether the member is here in person or a key of theirs. */
  readonly by: "person" | "key";
}

/** What a handler learns about who asks, by the route's access level. */
export type SessionFor<Level extends Access> = Level extends "public"
  ? Person | null
  : Level extends "signed-in"
    ? Person
    : MemberSession;

/**
 * Lets a request through to a route of this access level.
 * @throws Refused `sign-in-required`, `key-refused`, `foreign-origin`, `needs-person`, `account-required`,
 * `account-not-found` (also for a business that exists, but is not theirs) or `not-allowed`.
 */
export async function authorize(
  context: Context,
  identity: Identity,
  request: FastifyRequest,
  access: Access,
): Promise<Person | MemberSession | null> {
  if (identity.kind === "bad-key") throw new Refused("key-refused");
  if (identity.kind === "person" && !identity.sameOrigin && !isSafe(request.method))
    throw new Refused("foreign-origin");
  if (access === "public") return identity.kind === "person" ? identity.person : null;
  if (!mayAccess(identity.kind === "nobody" ? "nobody" : "signed-in", "signed-in"))
    throw new Refused("sign-in-required");
  if (access === "signed-in") {
    if (identity.kind !== "person") throw new Refused("needs-person");
    return identity.person;
  }
  const session = await memberSession(context, identity, request);
  if (!mayAccess(session.role, access)) throw new Refused("not-allowed");
  return session;
}

async function memberSession(context: Context, identity: Identity, request: FastifyRequest): Promise<MemberSession> {
  const chosen = chosenAccount(request);
  if (identity.kind === "key") {
    if (chosen !== null && chosen !== identity.accountId) throw new Refused("account-not-found");
    const membership = await findMembership(context, identity.userId, identity.accountId);
    // The key ends with the member who made it, and sinks with their role.
    if (membership === null || membership.memberId !== identity.memberId) throw new Refused("key-refused");
    const { userId, accountId, memberId } = identity;
    return { userId, accountId, memberId, role: lesserRole(identity.role, membership.role), by: "key" };
  }
  if (identity.kind !== "person") throw new Refused("sign-in-required");
  if (chosen === null) throw new Refused("account-required");
  const { userId } = identity.person;
  const membership = await findMembership(context, userId, chosen);
  if (membership === null) throw new Refused("account-not-found");
  return { userId, accountId: chosen, ...membership, by: "person" };
}

/** The header, or the query for what cannot send headers (server-sent events, audio). Lower case, as the database answers. */
function chosenAccount(request: FastifyRequest): string | null {
  const header = request.headers["ringback-account"];
  const query = request.query as Readonly<Record<string, unknown>> | undefined;
  const chosen = header ?? query?.["account"];
  if (typeof chosen !== "string" || chosen === "") return null;
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(chosen)) throw new Refused("account-not-found");
  return chosen.toLowerCase();
}

function isSafe(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}
