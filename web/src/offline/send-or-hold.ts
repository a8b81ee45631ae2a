import type { QueryClient } from "@tanstack/react-query";
import { appNowMs } from "#api/app-clock.ts";
import { api, type Parts } from "#api/client.ts";
import { Problem } from "#api/problem.ts";
import { waitingNow } from "./waiting.ts";
import type { HoldableName } from "./waiting-action.ts";

/** What an action is answered that waits on this device. */
export const heldAnswer: unknown = Object.freeze({ held: true });

/** Longer than a slow connection needs, shorter than a thumb waits. */
const patienceMs = 10_000;

/**
 * Sends an action under a name of its own. Without an answer it is kept on this device and sent later under the same name,
 * so that it happens once even if the server had it already; also when earlier ones wait, since order matters.
 * @throws Problem when the server refuses, or when it can neither be sent nor kept.
 */
export async function sendOrHold(client: QueryClient, name: HoldableName, request: Parts): Promise<unknown> {
  const body: Readonly<Record<string, unknown>> = { ...asObject(request.body), requestId: randomName() };
  const named = { ...request, body };
  // What is told after a call happened with the call.
  const tappedMs = typeof body["happenedAt"] === "string" ? Date.parse(body["happenedAt"]) : appNowMs();
  let failure: unknown = new Problem({ title: "The server cannot be reached", status: 0, code: "unreachable" });
  let tried = false;
  if (navigator.onLine && waitingNow().every(({ trouble }) => trouble !== null)) {
    tried = true;
    try {
      // One name, one call: the union of all calls has no common argument, so the compiler needs to be told.
      return await (api[name] as (parts: Parts, signal: AbortSignal) => Promise<unknown>)(
        named,
        AbortSignal.timeout(patienceMs),
      );
    } catch (error) {
      if (!isNoAnswer(error)) throw error;
      failure = error;
    }
  }
  try {
    const { hold } = await import("./queue.ts");
    await hold(client, { name, parts: named, tappedMs, tried });
    return heldAnswer;
  } catch {
    throw failure;
  }
}

/** Whether nothing is known of what became of a request: no answer, or one of something standing before the server. */
export function isNoAnswer(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || (error.status >= 502 && error.status <= 504));
}

/** `crypto.randomUUID` is missing on plain http addresses. */
function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function asObject(body: unknown): object {
  return typeof body === "object" && body !== null ? body : {};
}
