// The HTTP contract: what travels between server and browser, stated once. A route is data; both sides take their types
// from it and the server its validation and the OpenAPI document. Nothing here talks to a network.
import type { z } from "zod";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Who may call a route: nobody signed in, anyone signed in, or a member with at least this role in the chosen account. */
export type Access = "public" | "signed-in" | "viewer" | "agent" | "coordinator" | "owner";

export interface Route {
  readonly method: Method;
  /** Below `/api/v1`; parameters as `:name`. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly ok: z.ZodType;
}

/** States one route; it only keeps the literal types. */
export function route<const R extends Route>(definition: R): R {
  return definition;
}

type Part<R extends Route, K extends "params" | "query" | "body"> = R[K] extends z.ZodType ? z.input<R[K]> : undefined;

/** What a caller must give for a route, with absent parts left out. */
export type RequestOf<R extends Route> = {
  [K in "params" | "query" | "body" as R[K] extends z.ZodType ? K : never]: Part<R, K>;
};

/** What a route answers when all went well. */
export type AnswerOf<R extends Route> = z.output<R["ok"]>;
