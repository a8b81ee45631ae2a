import type { RouteName, Routes } from "@ringback/contract/routes.ts";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { heldAnswer, sendOrHold } from "#offline/send-or-hold.ts";
import { isHoldable } from "#offline/waiting-action.ts";
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
  /** It waits on this device for a connection, which the screen says by itself; e.g. closes the dialog. */
  readonly onHeld?: () => void;
}

/** A changing route as a mutation: `const claim = useAct("claim", { changes: ["today"] }); claim.mutate({ params, body })`. */
export function useAct<Name extends ActName>(
  name: Name,
  options: ActOptions<Name> = {},
): UseMutationResult<Answer<Name>, Error, Request<Name>> {
  const client = useQueryClient();
  return useMutation<Answer<Name>, Error, Request<Name>>({
    mutationFn: (request) =>
      // What may wait is answered by the route or by heldAnswer, which only onSuccess sees.
      isHoldable(name)
        ? (sendOrHold(client, name, request) as Promise<Answer<Name>>)
        : (api[name] as Actor<Name>)(request),
    meta: { ownErrors: options.ownErrors === true },
    onSuccess: (answer, request) => {
      if (answer === heldAnswer) options.onHeld?.();
      else options.onDone?.(answer, request);
    },
    onSettled: () => refresh(client, options.changes ?? []),
  });
}
type Actor<Name extends RouteName> = (request: Request<Name>) => Promise<Answer<Name>>;
