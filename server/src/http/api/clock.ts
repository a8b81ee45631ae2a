import { listFindings } from "#db/queries/list-findings.ts";
import type { Handlers } from "#http/mount.ts";
import { explainLateness, handOnEscalation } from "#use-cases/act-on-callback.ts";
import type { ActionAnswer } from "#use-cases/callback-step.ts";
import type { ApiParts } from "./api-parts.ts";
import { commandOf, ruled } from "./callback-command.ts";

/** Why a promise broke, who has its alarm, and what the auditor found. */
export function clockHandlers({ context }: ApiParts) {
  return {
    explainLateness: async (call) => after(await explainLateness(context, { ...call.body, ...commandOf(call) })),
    handOnEscalation: async (call) => after(await handOnEscalation(context, { ...call.body, ...commandOf(call) })),
    listFindings: async ({ session, now }) => await listFindings(context.db, session.accountId, now),
  } satisfies Partial<Handlers>;
}

function after(answer: ActionAnswer) {
  const { callback, undoToken } = ruled(answer);
  return { version: callback.version, state: callback.state, undoToken };
}
