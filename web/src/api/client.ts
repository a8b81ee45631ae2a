import type { AnswerOf, RequestOf } from "@ringback/contract/route.ts";
import { routeTable } from "@ringback/contract/route-table.ts";
import type { RouteName, Routes } from "@ringback/contract/routes.ts";
import { syncClock } from "./app-clock.ts";
import { chosenAccount } from "./chosen-account.ts";
import { noteReachable } from "./connection.ts";
import { Problem, problemOf } from "./problem.ts";

/** Parts that may all be left out need not be written: `api.today()` and `api.today({ query })` both read well. */
type Lenient<Parts> = { [K in keyof Parts as object extends Parts[K] ? K : never]?: Parts[K] } & {
  [K in keyof Parts as object extends Parts[K] ? never : K]: Parts[K];
};
export type Request<Name extends RouteName> = Lenient<RequestOf<Routes[Name]>>;
export type Answer<Name extends RouteName> = AnswerOf<Routes[Name]>;
export type Call<Name extends RouteName> =
  object extends Request<Name>
    ? (request?: Request<Name>, signal?: AbortSignal) => Promise<Answer<Name>>
    : (request: Request<Name>, signal?: AbortSignal) => Promise<Answer<Name>>;
export type Client = { readonly [Name in RouteName]: Call<Name> };

export interface Parts {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/**
 * The typed client, one method a route: `await api.claim({ params: { id }, body: { version } })`.
 * Rejects with a {@link Problem}; answers are not parsed again, the server's own tests keep them to the contract.
 */
export const api: Client = Object.fromEntries(
  Object.entries(routeTable).map(([name, line]) => [
    name,
    (parts?: Parts, signal?: AbortSignal) => send(line, parts, signal),
  ]),
  // fromEntries forgets which value belongs to which name; the table is typed by name, and so is the client.
) as unknown as Client;

/** Calls a route in a business that need not be the chosen one: for what was tapped there earlier. */
export function callAs(accountId: string, name: RouteName, parts: Parts, signal: AbortSignal): Promise<unknown> {
  return send(routeTable[name], parts, signal, accountId);
}

/** A route's address below the origin, parameters and query filled in. */
export function addressOf(path: string, parts: Parts = {}): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(parts.params?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  return `/api/v1${filled}${query.size > 0 ? `?${query}` : ""}`;
}

async function send(
  line: string,
  parts: Parts | undefined,
  signal: AbortSignal | undefined,
  account = chosenAccount(),
): Promise<unknown> {
  const [method = "GET", path = "/"] = line.split(" ");
  // A body that may be left out still goes as an object: every changing route with a body then parses the same.
  const body = method === "GET" || method === "DELETE" ? undefined : JSON.stringify(parts?.body ?? {});
  const response = await fetch(addressOf(path, parts), {
    method,
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(account === null ? {} : { "ringback-account": account }),
    },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    noteReachable(false);
    throw new Problem({ title: "The server cannot be reached", status: 0, code: "unreachable" });
  });
  noteReachable(true);
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return { ok: true };
  const answer: unknown = await response.json();
  if (typeof answer === "object" && answer !== null && "now" in answer) syncClock(String(answer.now));
  return answer;
}
