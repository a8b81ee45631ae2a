import { type CallbackRefusal, refusalWords } from "@ringback/core/callbacks/refusal.ts";
import type { MemberSession } from "#http/access.ts";
import type { ProblemCode } from "#http/problems.ts";
import { accepted, Refused } from "#http/refused.ts";
import type { CallbackCommand } from "#use-cases/act-on-callback.ts";

interface CallbackRequest {
  readonly session: MemberSession;
  readonly params: { readonly id: string };
  readonly body: {
    readonly version?: number | undefined;
    readonly requestId?: string | undefined;
    readonly happenedAt?: string | undefined;
  };
  readonly requestId: string | undefined;
}

/** Names each part, so that it replaces what a body calls the same. */
interface ReadCommand extends CallbackCommand {
  readonly version: number | undefined;
  readonly requestId: string | undefined;
  readonly happenedAt: Temporal.Instant | undefined;
}

/** Who acts on which callback, from a request of the API. @throws Refused `invalid`. */
export function commandOf({ session, params, body, requestId }: CallbackRequest): ReadCommand {
  const { accountId, memberId, role } = session;
  return {
    accountId,
    actor: { memberId, role },
    callbackId: params.id,
    version: body.version,
    requestId,
    happenedAt: body.happenedAt === undefined ? undefined : readInstant("happenedAt", body.happenedAt),
  };
}

/** The accepted answer; a refusal says what the disabled button says. @throws Refused */
export function ruled<Given extends { readonly ok: true } | { readonly ok: false; readonly refusal: ProblemCode }>(
  answer: Given,
) {
  if (!answer.ok && isCallbackRefusal(answer.refusal))
    throw new Refused(answer.refusal, { detail: refusalWords[answer.refusal] });
  return accepted(answer);
}

/** What a refusal says to a person. */
export function wordsOf(code: ProblemCode): string {
  return isCallbackRefusal(code) ? refusalWords[code] : "There is no such callback.";
}

function isCallbackRefusal(code: ProblemCode): code is CallbackRefusal {
  return code in refusalWords;
}

/** A moment of a request. @throws Refused `invalid`. */
export function readInstant(field: string, text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new Refused("invalid", { errors: [{ field, message: "is not a moment like 2026-11-20T20:00:00Z" }] });
  }
}
