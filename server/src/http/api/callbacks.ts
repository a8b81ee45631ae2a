import { callbackCase } from "#db/queries/callback-case.ts";
import { readPlace } from "#db/queries/cursor.ts";
import { listCallbacks } from "#db/queries/list-callbacks.ts";
import { readTodayCursor, today } from "#db/queries/today.ts";
import type { Handlers } from "#http/mount.ts";
import { Refused } from "#http/refused.ts";
import {
  acknowledgeEscalation,
  claim,
  close,
  reassign,
  recordAttempt,
  release,
  reopen,
  snooze,
  unsnooze,
} from "#use-cases/act-on-callback.ts";
import type { ActionAnswer } from "#use-cases/callback-step.ts";
import { startCallBack } from "#use-cases/start-call-back.ts";
import { textCaller } from "#use-cases/text-caller.ts";
import type { ApiParts } from "./api-parts.ts";
import { commandOf, readInstant, ruled } from "./callback-command.ts";
import { placeFrom } from "./page.ts";

/** The list by clock, the case, and everything one can do with a callback. */
export function callbackHandlers({ context }: ApiParts) {
  return {
    today: async ({ session, query, now }) => {
      const { cursor, ...question } = query;
      const after = placeFrom(cursor, readTodayCursor) ?? undefined;
      return await today(context.db, session.accountId, now, { ...question, after });
    },
    listCallbacks: async ({ session, query, now }) => {
      const { state, limit, cursor } = query;
      return await listCallbacks(context.db, session.accountId, now, {
        state,
        limit,
        after: placeFrom(cursor, readPlace),
      });
    },
    getCallback: async ({ session, params, now }) => {
      const found = await callbackCase(context.db, session.accountId, now, params.id, session, context.telephony);
      if (found === null) throw new Refused("not-found");
      return found;
    },
    claim: async (call) => after(await claim(context, commandOf(call))),
    release: async (call) => after(await release(context, commandOf(call))),
    reassign: async (call) => after(await reassign(context, { ...call.body, ...commandOf(call) })),
    snooze: async (call) => {
      const until = readInstant("until", call.body.until);
      return after(await snooze(context, { ...call.body, until, ...commandOf(call) }));
    },
    unsnooze: async (call) => after(await unsnooze(context, commandOf(call))),
    recordAttempt: async (call) => after(await recordAttempt(context, { ...call.body, ...commandOf(call) })),
    callBack: async (call) => {
      const started = await startCallBack(context, commandOf(call));
      const { version, state, attemptId, ringing } = ruled(started);
      return { version, state, attemptId, ringing };
    },
    textCaller: async (call) => {
      const { body, confirmedPromise, fileIds } = call.body;
      const outcome = await textCaller(context, { body, confirmedPromise, fileIds, ...commandOf(call) });
      if (!outcome.ok && "why" in outcome) throw new Refused(outcome.refusal, { detail: outcome.why });
      const { messageId, state, warnings } = ruled(outcome);
      return { messageId, state, warnings: [...warnings] };
    },
    close: async (call) => after(await close(context, { ...call.body, ...commandOf(call) })),
    reopen: async (call) => after(await reopen(context, commandOf(call))),
    acknowledgeEscalation: async (call) => after(await acknowledgeEscalation(context, commandOf(call))),
  } satisfies Partial<Handlers>;
}

function after(answer: ActionAnswer) {
  const { callback, undoToken } = ruled(answer);
  return { version: callback.version, state: callback.state, undoToken };
}
