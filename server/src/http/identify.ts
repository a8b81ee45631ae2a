import type { Role } from "@ringback/core/people/may.ts";
import type { FastifyRequest } from "fastify";
import type { Auth, Person } from "#auth/auth.ts";
import { isSameOrigin } from "./same-origin.ts";

/** Who sent a request, before anything is said about what they may. */
export type Identity =
  | { readonly kind: "nobody" }
  | { readonly kind: "person"; readonly person: Person; readonly sameOrigin: boolean }
  | {
      readonly kind: "key";
      readonly keyId: string;
      readonly userId: string;
      readonly memberId: string;
      readonly accountId: string;
      readonly role: Role;
    }
  | { readonly kind: "bad-key" };

/** Reads the API key or the session cookie. A key goes before a cookie, so a program cannot act as a person by accident. */
export async function identify(auth: Auth, request: FastifyRequest, publicUrl: string): Promise<Identity> {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) {
    const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const checked = key === undefined ? null : await auth.checkKey(key);
    if (checked === null) return { kind: "bad-key" };
    const { id, userId, memberId, accountId, role } = checked;
    return { kind: "key", keyId: id, userId, memberId, accountId, role };
  }
  // Most requests without a session have no cookie either; they should not cost a question.
  if (cookie === undefined || !cookie.includes("ringback_session")) return { kind: "nobody" };
  const person = await auth.findPerson(new Headers({ cookie }));
  if (person === null) return { kind: "nobody" };
  const secFetchSite = request.headers["sec-fetch-site"];
  const sameOrigin = isSameOrigin(
    {
      origin: request.headers.origin,
      secFetchSite: typeof secFetchSite === "string" ? secFetchSite : undefined,
      host: request.host,
    },
    publicUrl,
  );
  return { kind: "person", person, sameOrigin };
}
