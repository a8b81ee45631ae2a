import type { RouteName, Routes } from "@ringback/contract/routes.ts";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { type Answer, api, type Request } from "./client.ts";
import { refresh } from "./queries.ts";

/** The routes that change something. */
export type ActName = { [Name in RouteName]: Routes[Name]["method"] extends "GET" ? never : Name }[RouteName];

interface ActOptions<Name extends ActName> {
  /** Routes whose answers this changes; they are read anew, also after a refusal (the screen was behind, then). */
  readonly changes?: readonly RouteName[];
  /** True when the screen shows the refusal itself; otherwise a notification says it. */
  readonly ownErrors?: boolean;
  readonly onDone?: (answer: Answer<Name>, request: Request<Name>) => void;
}

/** A changing route as a mutation: `const claim = useAct("claim", { changes: ["today"] }); claim.mutate({ params, body })`. */
export function useAct<Name extends ActName>(
  name: Name,
  options: ActOptions<Name> = {},
): UseMutationResult<Answer<Name>, Error, Request<Name>> {
  const client = useQueryClient();
  return useMutation<Answer<Name>, Error, Request<Name>>({
    mutationFn: (request) => (api[name] as Actor<Name>)(request),
    meta: { ownErrors: options.ownErrors === true },
    onSuccess: (answer, request) => options.onDone?.(answer, request),
    onSettled: () => refresh(client, options.changes ?? []),
  });
}
type Actor<Name extends RouteName> = (request: Request<Name>) => Promise<Answer<Name>>;
